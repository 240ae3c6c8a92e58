// The columns of the lists of records that wait: whose, of when, kept until when and why.
import { useMemo } from "react";
import type { DisposalCandidate, RetentionRule, StaffRef, WaitingList } from "@/api/types";
import { Link } from "@/kit/address";
import { Chip, Day, Moment, PersonChip, UnitName } from "@/kit/chips";
import { RowChoice } from "@/kit/choosing";
import { useWords } from "@/kit/language";
import { dayInJapan, showMoment } from "@/kit/moments";
import type { Column } from "@/kit/register-table";
import type { WordKey } from "@/kit/words";

export function addressOf(row: DisposalCandidate): string {
    return `/consultations/${row.record}`;
}

// How a row is chosen; absent where nothing can be done.
export type Choosing = {
    isChosen: (row: DisposalCandidate) => boolean;
    whyNot: (row: DisposalCandidate) => WordKey | null;
    toggle: (row: DisposalCandidate) => void;
};

export function useWaitingColumns(
    list: WaitingList,
    choosing: Choosing | undefined,
): Column<DisposalCandidate>[] {
    const { w, label } = useWords();
    return useMemo(() => {
        const columns: (Column<DisposalCandidate> | false)[] = [
            choosing !== undefined && {
                id: "choose",
                header: "",
                className: "w-9 pr-0! print:hidden",
                cell: (row) => <Choice row={row} choosing={choosing} />,
            },
            {
                id: "number",
                header: w("number"),
                className: "figures w-44 whitespace-nowrap",
                cell: (row) => (
                    <Link
                        to={addressOf(row)}
                        tabIndex={-1}
                        className="text-act underline-offset-2 hover:underline print:text-ink"
                    >
                        {row.number}
                    </Link>
                ),
            },
            {
                id: "kind",
                header: w("kind"),
                className: "whitespace-nowrap",
                cell: (row) => (
                    <span className="inline-flex items-center gap-1.5">
                        {label(row.kind.label)}
                        {row.restriction !== "none" && (
                            <Chip tone="late">{w(`restriction_${row.restriction}`)}</Chip>
                        )}
                    </span>
                ),
            },
            list !== "held" && {
                id: "received_at",
                header: w("receivedDay"),
                className: "w-32 max-xl:hidden print:table-cell",
                cell: (row) => <Day day={dayInJapan(new Date(row.received_at))} />,
            },
            {
                id: "closed_at",
                header: w("closedDay"),
                className: "w-32",
                cell: (row) => <Told term={w("closedDay")} day={dayInJapan(new Date(row.closed_at))} />,
            },
            {
                id: "kept_until",
                header: w("keptUntil"),
                className: "w-32",
                cell: (row) => <Told term={w("keptUntilShort")} day={row.kept_until} />,
            },
            {
                id: "owner_unit",
                header: w("ownerUnit"),
                className: "whitespace-nowrap",
                cell: (row) => <UnitName unit={row.owner_unit} />,
            },
            {
                id: "rule",
                header: w("basis"),
                className: list === "held" ? "whitespace-nowrap" : "max-w-0 w-1/4 max-md:max-w-full",
                cell: (row) => <Rule rule={row.rule} brief={list === "held"} />,
            },
            list === "proposed" && {
                id: "proposal",
                header: w("proposer"),
                className: "w-56 whitespace-nowrap max-md:w-full!",
                cell: (row) =>
                    row.proposal !== null && (
                        <Deed
                            by={row.proposal.proposed_by}
                            at={row.proposal.proposed_at}
                            mark={choosing?.whyNot(row) === "ownProposal" ? w("ownProposal") : undefined}
                        />
                    ),
            },
            list === "held" && {
                id: "hold",
                header: w("holdReason"),
                className: "max-w-0 w-full max-md:w-full! max-md:max-w-full",
                cell: (row) => (
                    <span className="line-clamp-2 print:line-clamp-none" title={row.hold?.reason}>
                        {row.hold?.reason}
                    </span>
                ),
            },
            list === "held" && {
                id: "held_by",
                header: w("holder"),
                className: "whitespace-nowrap",
                cell: (row) => row.hold !== null && <Deed by={row.hold.placed_by} at={row.hold.placed_at} />,
            },
        ];
        return columns.filter((column) => column !== false);
    }, [w, label, list, choosing]);
}

function Choice({ row, choosing }: { row: DisposalCandidate; choosing: Choosing }) {
    const { w } = useWords();
    const why = choosing.whyNot(row);
    return (
        <RowChoice
            number={row.number}
            chosen={choosing.isChosen(row)}
            whyNot={why === null ? undefined : w(why)}
            onToggle={() => choosing.toggle(row)}
        />
    );
}

// On a phone there is no head: the day says itself what it is.
function Told({ term, day }: { term: string; day: string }) {
    return (
        <>
            <span className="text-13 text-ink-soft md:hidden print:hidden">{term} </span>
            <Day day={day} />
        </>
    );
}

function Rule({ rule, brief }: { rule: RetentionRule; brief: boolean }) {
    const { w, label } = useWords();
    return (
        <span className={`flex items-center gap-1.5 ${brief ? "" : "print:flex-wrap"}`}>
            <span className="figures whitespace-nowrap">{w("keptYears", { n: rule.years })}</span>
            {!rule.confirmed && (
                <Chip tone="due" title={w("ruleUnconfirmedHint")}>
                    {w("ruleUnconfirmed")}
                </Chip>
            )}
            {!brief && (
                <span
                    className="truncate text-13 text-ink-soft print:text-12 print:whitespace-normal"
                    title={`${label(rule.label)} / ${rule.basis}`}
                >
                    {label(rule.label)}
                </span>
            )}
        </span>
    );
}

type DeedProps = { by: StaffRef | null; at: string | null; mark?: string };
export function Deed({ by, at, mark }: DeedProps) {
    const { w, language } = useWords();
    return (
        <span
            className={`inline-flex items-center gap-x-1.5 print:flex-wrap ${mark === undefined ? "" : "flex-wrap"}`}
        >
            {by === null ? w("bySystem") : <PersonChip person={by} withUnit={false} />}
            {at !== null && (
                <span className="text-13 text-ink-soft print:text-12">
                    <span className="print:hidden">
                        <Moment at={at} short />
                    </span>
                    <span className="hidden print:inline">{showMoment(at, language)}</span>
                </span>
            )}
            {mark !== undefined && <Chip>{mark}</Chip>}
        </span>
    );
}
