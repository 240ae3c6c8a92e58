// 受信箱: what waits for my units, in three columns by clock. Live; nothing moves under the pointer.
import { useQuery } from "@tanstack/react-query";
import { useEffect, useRef, useState, type KeyboardEvent } from "react";
import { readInbox } from "@/api/calls";
import type { ClockState, InboxColumn, InboxItem, RecordLink, ReferralState } from "@/api/types";
import { go } from "@/kit/address";
import { Button } from "@/kit/button";
import { Chip, ClockChip, UnitName, UrgencyMark } from "@/kit/chips";
import { addressOf } from "@/kit/consultation-columns";
import { Icon } from "@/kit/icons";
import { isComposing } from "@/kit/keys";
import { valueLabel } from "@/kit/labels";
import { useWords } from "@/kit/language";
import { showMoment } from "@/kit/moments";
import { Page } from "@/kit/page";
import { useSchema } from "@/kit/schema";
import { Failure, Waiting } from "@/kit/states";
import { isWaitingForReceipt, useReceipt } from "@/kit/use-receipt";
import type { WordKey } from "@/kit/words";
import { steadyOrder, type Steady } from "./steady-order";

const columns: { name: InboxColumn; word: WordKey; look: { border: string; ink: string } }[] = [
    { name: "overdue", word: "columnOverdue", look: { border: "border-t-late", ink: "text-late" } },
    { name: "today", word: "columnToday", look: { border: "border-t-due", ink: "text-due" } },
    { name: "later", word: "columnLater", look: { border: "border-t-line-strong", ink: "text-ink-soft" } },
];

function columnOf(state: ClockState): InboxColumn {
    return state === "overdue" || state === "today" ? state : "later";
}

const idOf = (item: InboxItem) => item.referral.id;
const dueOf = (item: InboxItem) => item.clock?.due_at ?? "9999";
const markedFor = 60_000;
const [pageSize, most] = [50, 500]; // cards of a column

export function InboxPage() {
    const { w } = useWords();
    const [asked, setAsked] = useState<Record<InboxColumn, number>>({
        overdue: pageSize,
        today: pageSize,
        later: pageSize,
    });
    const inbox = useQuery({
        queryKey: ["inbox", asked],
        queryFn: () => readInbox(asked),
        placeholderData: (before) => before,
        staleTime: 0,
    });
    const arrived = useArrivals(inbox.isPlaceholderData ? undefined : inbox.data?.items, asked);
    const waiting = inbox.data?.counts.to_receive ?? 0;
    return (
        <Page
            title={w("inbox")}
            aside={<span className="text-13 text-ink-soft">{w("inboxWaiting", { n: waiting })}</span>}
        >
            {inbox.error !== null ? (
                <Failure error={inbox.error} onRetry={() => void inbox.refetch()} />
            ) : (
                <div
                    data-tour="inbox-columns"
                    className="grid min-h-0 flex-1 grid-cols-3 items-start gap-3 p-3 max-md:grid-cols-1"
                >
                    {columns.map((column) => (
                        <Column
                            key={column.name}
                            {...column}
                            arrived={arrived}
                            count={inbox.data?.counts[column.name]}
                            onMore={() =>
                                setAsked((all) => ({
                                    ...all,
                                    [column.name]: Math.min(all[column.name] + pageSize, most),
                                }))
                            }
                            items={inbox.data?.items.filter(
                                (item) => columnOf(item.clock?.state ?? "later") === column.name,
                            )}
                        />
                    ))}
                </div>
            )}
        </Page>
    );
}

// Ids that came after the screen was opened, for a minute each. What comes because more was asked for is not an arrival.
function useArrivals(items: InboxItem[] | undefined, asked: object): ReadonlySet<string> {
    const known = useRef<{ ids: Set<string>; asked: object } | null>(null);
    const [arrived, setArrived] = useState<ReadonlySet<string>>(new Set());
    useEffect(() => {
        if (items === undefined) return;
        const ids = items.map(idOf);
        const before = known.current;
        known.current = { ids: new Set([...(before?.ids ?? []), ...ids]), asked };
        if (before?.asked !== asked) return;
        const fresh = ids.filter((id) => !before.ids.has(id));
        if (fresh.length === 0) return;
        setArrived((all) => new Set([...all, ...fresh]));
        setTimeout(
            () => setArrived((all) => new Set([...all].filter((id) => !fresh.includes(id)))),
            markedFor,
        );
    }, [items, asked]);
    return arrived;
}

type ColumnProps = (typeof columns)[number] & {
    items: InboxItem[] | undefined;
    count: number | undefined; // of all, shown or not
    onMore: () => void;
    arrived: ReadonlySet<string>;
};

function Column({ name, word, look, items, count, onMore, arrived }: ColumnProps) {
    const { w } = useWords();
    const [held, setHeld] = useState(false);
    const [shown, setShown] = useState<InboxItem[]>([]);
    const sorted = (items ?? []).toSorted((a, b) => dueOf(a).localeCompare(dueOf(b)));
    // A colour says that something is there: an empty column has none.
    const [colour, ink] =
        (items ?? []).length > 0 ? [look.border, look.ink] : ["border-t-line-strong", "text-ink-soft"];
    const steady = steadyOrder(held ? shown : sorted, sorted, held, idOf);
    function hold(on: boolean) {
        if (on && !held) setShown(sorted);
        setHeld(on);
    }
    return (
        <section
            data-column={name}
            aria-label={w(word)}
            onPointerEnter={() => hold(true)}
            onPointerLeave={() => hold(false)}
            className={`rounded-md border border-t-4 border-line bg-surface ${colour}`}
        >
            <h2 className="flex min-h-9 items-center gap-2 border-b border-line px-3 font-bold">
                <span className={ink}>{w(word)}</span>
                <span className="figures text-ink-soft">
                    {count === undefined ? "" : w("countItems", { n: count })}
                </span>
            </h2>
            {items === undefined ? (
                <Waiting lines={6} />
            ) : steady.length === 0 ? (
                <p className="px-3 py-6 text-center text-13 text-ink-soft">{w(`${name}Empty`)}</p>
            ) : (
                <ul className="divide-y divide-line">
                    {steady.map((each) => (
                        <Card key={idOf(each.item)} {...each} marked={arrived.has(idOf(each.item))} />
                    ))}
                </ul>
            )}
            {items !== undefined && items.length < Math.min(count ?? 0, most) && (
                <div className="flex justify-center p-2">
                    <Button look="quiet" onClick={onMore}>
                        {w("more")}
                    </Button>
                </div>
            )}
            {items !== undefined && items.length >= most && (count ?? 0) > most && (
                <p className="p-2 text-center text-13 text-ink-soft">{w("inboxRest", { n: most })}</p>
            )}
        </section>
    );
}

const stateWords: Partial<Record<ReferralState, WordKey>> = {
    unapproved: "state_unapproved",
    flash: "state_flash",
    received: "state_received",
};

function Card({ item, isGone, marked }: Steady<InboxItem> & { marked: boolean }) {
    const { w, label, language } = useWords();
    const schema = useSchema("consultation");
    const receipt = useReceipt();
    const { referral, consultation, clock } = item;
    const state = stateWords[referral.state];
    const waiting = isWaitingForReceipt(referral) && !isGone;
    const sentAt = referral.sent_at === null ? "" : showMoment(referral.sent_at, language);
    function onKeyDown(event: KeyboardEvent<HTMLLIElement>) {
        if (isComposing(event.nativeEvent) || event.target !== event.currentTarget) return;
        if (event.key === "Enter") go(addressOf(consultation));
        else if (event.key === "r" && waiting) receipt.mutate(referral);
        else if (event.key === "ArrowDown")
            (event.currentTarget.nextElementSibling as HTMLElement | null)?.focus();
        else if (event.key === "ArrowUp")
            (event.currentTarget.previousElementSibling as HTMLElement | null)?.focus();
        else return;
        event.preventDefault();
        event.stopPropagation();
    }
    return (
        <li
            tabIndex={0}
            data-referral={referral.id}
            data-record={consultation.id}
            onKeyDown={onKeyDown}
            onClick={(event) => {
                if ((event.target as Element).closest("button,a") === null) go(addressOf(consultation));
            }}
            className={`relative cursor-pointer px-3 py-2 hover:bg-hovered focus-visible:-outline-offset-2 ${isGone ? "opacity-50" : ""} ${marked ? "slides-in shadow-[inset_4px_0_0_var(--known)]" : ""}`}
        >
            <div className="flex items-center gap-2">
                <strong className="block min-w-0 flex-1 truncate" title={consultation.subject}>
                    {consultation.subject || consultation.excerpt || w("noSubject")}
                </strong>
                {waiting && (
                    <Button
                        disabled={receipt.isPending}
                        keys="R"
                        onClick={() => receipt.mutate(referral)}
                        className="px-2.5"
                    >
                        {w("receive")} <span className="sr-only">{consultation.number}</span>
                    </Button>
                )}
            </div>
            <p className="flex flex-wrap items-center gap-x-1.5 text-13 text-ink-soft">
                {clock !== null && <ClockChip clock={clock} />}
                {consultation.urgency === "immediate" && (
                    <UrgencyMark
                        urgency={consultation.urgency}
                        text={label(valueLabel(schema.data, "urgency", consultation.urgency))}
                    />
                )}
                {state !== undefined && <Chip>{w(state)}</Chip>}
                {marked && <Chip tone="known">{w("arrived")}</Chip>}
                <span className="figures">{consultation.number}</span>
            </p>
            <p className="truncate text-13" title={`${label(item.why)} ${sentAt}`}>
                <span className="text-ink-soft">
                    <UnitName unit={referral.from_unit} />
                </span>{" "}
                {label(item.why)}
            </p>
            {item.strongest_link !== null && <StrongestLink link={item.strongest_link} />}
        </li>
    );
}

function StrongestLink({ link }: { link: RecordLink }) {
    const { w, label } = useWords();
    const [reason] = link.reasons;
    const where =
        link.record?.number ??
        (link.blind === undefined ? "" : `${w("elsewhere")} ${label(link.blind.unit.name)}`);
    return (
        <p className="flex items-start gap-1 text-13 text-known">
            <Icon name="link" className="mt-0.5 size-3.5" />
            <span className="line-clamp-2">
                {label(reason?.sentence)} {where}
            </span>
        </p>
    );
}
