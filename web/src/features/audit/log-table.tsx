// Entries of a log as lines: when, who, what, of which record and why. A number narrows to that record, a name leads to
// what that officer did.
import { useQuery } from "@tanstack/react-query";
import { useMemo, useState, type ReactNode } from "react";
import { readLogEntry } from "@/api/calls";
import type { LogEntry, RecordName } from "@/api/log-types";
import { Link } from "@/kit/address";
import { Chip, Moment, PersonChip } from "@/kit/chips";
import { Dialog } from "@/kit/dialog";
import { useWords } from "@/kit/language";
import { MoreButton } from "@/kit/more-button";
import { RegisterTable, type Column } from "@/kit/register-table";
import { useTitle } from "@/kit/session";
import { Failure, Waiting } from "@/kit/states";
import { foldTogether, type Folded } from "./fold";

type Props = {
    caption: string;
    entries: LogEntry[] | undefined;
    withOfficer?: boolean;
    withPurpose?: boolean;
    busy?: boolean;
    error?: unknown;
    onRetry?: () => void;
    empty: ReactNode;
    more?: { onMore: () => void; busy: boolean };
};

export function LogTable({ caption, entries, withOfficer = true, withPurpose = true, more, ...rest }: Props) {
    const { w, label } = useWords();
    const [opened, setOpened] = useState<LogEntry | null>(null);
    const columns = useMemo<Column<Folded>[]>(() => {
        const officer: Column<Folded> = {
            id: "by",
            header: w("who"),
            className: "max-w-0 w-1/3 min-w-72 max-md:w-full! max-md:max-w-full max-md:order-3",
            cell: (entry) => <Officer entry={entry} />,
        };
        const purpose: Column<Folded> = {
            id: "purpose",
            header: w("purposeOf"),
            className: "max-w-0 w-1/5 max-md:w-full! max-md:max-w-full max-md:order-5",
            cell: (entry) => (
                <span className="block truncate text-ink-soft" title={label(entry.purpose?.label)}>
                    {entry.purpose?.code === null ? (
                        <span className="text-ink">「{label(entry.purpose.label)}」</span>
                    ) : (
                        label(entry.purpose?.label)
                    )}
                </span>
            ),
        };
        return [
            {
                id: "at",
                header: w("when"),
                className: "w-44 whitespace-nowrap max-md:order-2",
                cell: (entry) => <Moment at={entry.at} />,
            },
            ...(withOfficer ? [officer] : []),
            {
                id: "what",
                header: w("what"),
                className: "whitespace-nowrap max-md:order-1 max-md:whitespace-normal",
                cell: (entry) => <What entry={entry} />,
            },
            {
                id: "record",
                header: w("recordId"),
                className: "w-1/3 max-md:w-full! max-md:order-4 max-md:empty:hidden",
                cell: (entry) => <Records entry={entry} onAll={() => setOpened(entry)} />,
            },
            ...(withPurpose ? [purpose] : []),
        ];
    }, [w, label, withOfficer, withPurpose]);
    return (
        <>
            <RegisterTable
                caption={caption}
                columns={columns}
                rows={entries === undefined ? undefined : foldTogether(entries)}
                rowId={(entry) => `${entry.log} ${entry.node ?? ""} ${entry.seq}`}
                more={more !== undefined && <MoreButton {...more} />}
                {...rest}
            />
            {opened !== null && <AllRecords entry={opened} onClose={() => setOpened(null)} />}
        </>
    );
}

// Who did it, in the unit served in then; of a refused sign-in nobody is known.
function Officer({ entry }: { entry: LogEntry }) {
    const { w, label } = useWords();
    const title = useTitle();
    if (entry.by === null) {
        return <span className="text-ink-soft">{entry.log === "journal" ? w("bySystem") : "—"}</span>;
    }
    return (
        <Link
            to={`/audit/staff?staff=${entry.by.id}`}
            title={w("seeOfficer", { name: `${title(entry.by.rank)} ${entry.by.name}` })}
            className="block truncate hover:underline focus-visible:underline"
        >
            <span className="text-ink-soft">{label(entry.unit?.name ?? entry.by.unit?.name)} </span>
            <PersonChip person={entry.by} withUnit={false} />
        </Link>
    );
}

const warned = new Set(["blind_hit", "open_sealed", "export", "print", "sign_in_refused"]);

function What({ entry }: { entry: Folded }) {
    const { w, label } = useWords();
    const done = label(entry.action_label);
    const kinds = entry.kinds.map((kind) => label(kind)).join(w("listComma"));
    return (
        <span className="inline-flex items-center gap-x-1.5 max-md:flex-wrap">
            {warned.has(entry.action) ? <strong>{done}</strong> : done}
            {entry.log === "access" && entry.kind !== "account" && (
                <span className="max-w-40 truncate text-13 text-ink-soft" title={kinds}>
                    {kinds}
                </span>
            )}
            {entry.times > 1 && (
                <span className="figures text-13 text-ink-soft">{w("timesCount", { n: entry.times })}</span>
            )}
            {entry.marks?.map((mark) => (
                <Chip key={mark.code} tone="due">
                    {label(mark.label)}
                </Chip>
            ))}
        </span>
    );
}

export function RecordLink({ record }: { record: RecordName }) {
    const { w } = useWords();
    if (record.number === null) {
        return (
            <span className="value text-ink-soft" title={record.id}>
                …{record.short}
            </span>
        );
    }
    if (record.kind === "account" || record.kind === "staff" || record.kind === "unit") {
        return <span>{record.number}</span>;
    }
    return (
        <Link
            to={`/audit?record=${encodeURIComponent(record.number)}`}
            title={w("narrowToRecord", { number: record.number })}
            className="figures whitespace-nowrap text-act underline underline-offset-2"
        >
            {record.number}
        </Link>
    );
}

function Records({ entry, onAll }: { entry: LogEntry; onAll: () => void }) {
    const { w } = useWords();
    const [first, ...others] = entry.records;
    const rest = entry.records_total - (first === undefined ? 0 : 1);
    if (first === undefined && entry.observables_total === 0) return null;
    return (
        <span className="inline-flex flex-wrap items-center gap-x-2">
            {first !== undefined && <RecordLink record={first} />}
            {rest > 0 &&
                (entry.log === "access" ? (
                    <button
                        type="button"
                        className="min-h-6 text-13 text-act underline underline-offset-2 max-md:min-h-11"
                        onClick={onAll}
                    >
                        {w("andOthers", { n: rest })}
                    </button>
                ) : (
                    others.map((record) => <RecordLink key={record.id} record={record} />)
                ))}
            {entry.observables_total > 0 && (
                <span className="text-13 text-ink-soft">
                    {w("observablesCount", { n: entry.observables_total })}
                </span>
            )}
        </span>
    );
}

function AllRecords({ entry, onClose }: { entry: LogEntry; onClose: () => void }) {
    const { w, label } = useWords();
    const whole = useQuery({
        queryKey: ["audit", "entry", entry.node, entry.seq],
        queryFn: () => readLogEntry(entry),
    });
    return (
        <Dialog wide title={`${w("namedRecords")} (${entry.records_total})`} onClose={onClose}>
            <p className="mb-2 text-13 text-ink-soft">
                <Moment at={entry.at} /> {entry.by !== null && <PersonChip person={entry.by} />}{" "}
                {label(entry.action_label)}
            </p>
            {whole.error !== null ? (
                <Failure error={whole.error} onRetry={() => void whole.refetch()} />
            ) : whole.data === undefined ? (
                <Waiting lines={4} />
            ) : (
                <ul className="grid gap-x-4 gap-y-1 sm:grid-cols-2 md:grid-cols-3" onClick={onClose}>
                    {whole.data.records.map((record) => (
                        <li key={record.id}>
                            <RecordLink record={record} />
                        </li>
                    ))}
                </ul>
            )}
        </Dialog>
    );
}
