// The records of one step: rows are chosen, and one deed is done on all of them.
import { useInfiniteQuery } from "@tanstack/react-query";
import { useMemo, useState } from "react";
import { readDisposals } from "@/api/calls";
import type { DisposalAct, DisposalCandidate, WaitingList } from "@/api/types";
import { ApproveDisposalDialog } from "@/kit/approve-disposal-dialog";
import { Button } from "@/kit/button";
import { SelectAll } from "@/kit/choosing";
import { Dialog } from "@/kit/dialog";
import { useKeys } from "@/kit/keys";
import { MoreButton } from "@/kit/more-button";
import { useWords } from "@/kit/language";
import { PrintHeader } from "@/kit/print-header";
import { RegisterTable } from "@/kit/register-table";
import { useSession } from "@/kit/session";
import { Empty } from "@/kit/states";
import { TextDialog } from "@/kit/text-dialog";
import type { WordKey } from "@/kit/words";
import type { CarryOut } from "./carry-out";
import { addressOf, useWaitingColumns, type Choosing } from "./columns";
import { actWords, offersOf, whyNot } from "./offers";

const emptyWords: Record<WaitingList, { title: WordKey; hint: WordKey }> = {
    due: { title: "dueEmpty", hint: "dueEmptyHint" },
    proposed: { title: "proposedEmpty", hint: "proposedEmptyHint" },
    held: { title: "heldEmpty", hint: "heldEmptyHint" },
};

type Asking = { act: DisposalAct; rows: DisposalCandidate[] };
type Props = { list: WaitingList; count: number | undefined; work: CarryOut };

export function WaitingRecords({ list, count, work }: Props) {
    const { w } = useWords();
    const session = useSession();
    const [chosen, setChosen] = useState<ReadonlySet<string>>(new Set());
    const [asking, setAsking] = useState<Asking | null>(null);
    const pages = useInfiniteQuery({
        queryKey: ["disposals", list],
        queryFn: ({ pageParam }) => readDisposals(list, { cursor: pageParam }),
        initialPageParam: "",
        getNextPageParam: (last) => last.next_cursor,
    });
    const rows = pages.data?.pages.flatMap((page) => page.items);
    const offers = useMemo(() => offersOf(list, session), [list, session]);
    const choosing = useMemo<Choosing | undefined>(
        () =>
            offers.length === 0
                ? undefined
                : {
                      isChosen: (row) => chosen.has(row.record),
                      whyNot: (row) => whyNot(row, offers, session),
                      toggle: (row) =>
                          setChosen((before) => {
                              const after = new Set(before);
                              if (!after.delete(row.record)) after.add(row.record);
                              return after;
                          }),
                  },
        [chosen, offers, session],
    );
    const columns = useWaitingColumns(list, choosing);
    const choosable = (rows ?? []).filter((row) => choosing?.whyNot(row) === null);
    const selected = choosable.filter((row) => chosen.has(row.record));

    function begin(act: DisposalAct) {
        const those = selected.filter((row) => row.may.includes(act));
        if (those.length === 0 || work.running !== null) return;
        if (act === "propose") carry(act, those);
        else setAsking({ act, rows: those });
    }
    function carry(act: DisposalAct, those: DisposalCandidate[], text = "") {
        setAsking(null);
        setChosen(new Set());
        void work.start(act, those, text);
    }
    const [primary] = offers;
    useKeys(primary === undefined ? {} : { "ctrl+enter": () => begin(primary) });
    const { title, hint } = emptyWords[list];
    return (
        <>
            {(rows === undefined ? pages.error === null : rows.length > 0) && (
                <ActBar
                    {...{ list, offers, choosable, selected }}
                    busy={work.running !== null}
                    onChoose={(those) => setChosen(new Set(those.map((row) => row.record)))}
                    onBegin={begin}
                />
            )}
            <div className="wide-paper flex flex-1 flex-col print:block">
                <PrintHeader
                    title={w("disposalSheet", { name: w(`disposal_${list}`) })}
                    conditions={[]}
                    shown={rows?.length ?? 0}
                    all={count}
                />
                <div className="flex-1 bg-surface">
                    <RegisterTable
                        caption={w(`disposal_${list}`)}
                        columns={columns}
                        rows={rows}
                        rowId={(row) => row.record}
                        rowAddress={addressOf}
                        onToggle={(row) => choosing?.whyNot(row) === null && choosing.toggle(row)}
                        rowTone={(row) =>
                            choosing?.whyNot(row) === null && chosen.has(row.record) ? "bg-chosen" : ""
                        }
                        busy={pages.isFetching}
                        error={pages.error}
                        onRetry={() => void pages.refetch()}
                        empty={<Empty title={w(title)} hint={w(hint)} />}
                        more={
                            pages.hasNextPage && (
                                <MoreButton
                                    busy={pages.isFetchingNextPage}
                                    onMore={() => void pages.fetchNextPage()}
                                />
                            )
                        }
                    />
                </div>
            </div>
            {asking !== null && <Question {...{ asking, carry }} onClose={() => setAsking(null)} />}
        </>
    );
}

type ActBarProps = {
    list: WaitingList;
    offers: DisposalAct[];
    choosable: DisposalCandidate[];
    selected: DisposalCandidate[];
    busy: boolean;
    onChoose: (rows: DisposalCandidate[]) => void;
    onBegin: (act: DisposalAct) => void;
};
function ActBar({ list, offers, choosable, selected, busy, onChoose, onBegin }: ActBarProps) {
    const { w } = useWords();
    const nothing = selected.length === 0;
    return (
        <div className="flex min-h-11 shrink-0 flex-wrap items-center gap-x-3 gap-y-1 border-b border-line bg-surface px-4 py-1 print:hidden">
            {offers.length > 0 && choosable.length > 0 ? (
                <>
                    <SelectAll
                        all={choosable.length}
                        selected={selected.length}
                        onChange={(every) => onChoose(every ? choosable : [])}
                    />
                    {offers.map((act, index) => (
                        <ActButton key={act} primary={index === 0} {...{ act, selected, busy, onBegin }} />
                    ))}
                    <span
                        role="status"
                        className={`figures text-13 text-ink-soft ${nothing ? "max-md:hidden" : ""}`}
                    >
                        {nothing ? w("selectFirst") : w("selectedCount", { n: selected.length })}
                    </span>
                </>
            ) : (
                list === "proposed" && <span className="text-13 text-ink-soft">{w("approvedByOthers")}</span>
            )}
            <span className="flex-1" />
            <Button look="quiet" icon="print" onClick={() => window.print()}>
                {w("print")}
            </Button>
        </div>
    );
}

type ActButtonProps = {
    act: DisposalAct;
    primary: boolean;
    selected: DisposalCandidate[];
    busy: boolean;
    onBegin: (act: DisposalAct) => void;
};
function ActButton({ act, primary, selected, busy, onBegin }: ActButtonProps) {
    const { w } = useWords();
    const those = selected.filter((row) => row.may.includes(act)).length;
    return (
        <Button
            data-act={act}
            look={primary ? "primary" : "secondary"}
            keys={primary ? "Ctrl+Enter" : undefined}
            disabled={busy || those === 0}
            onClick={() => onBegin(act)}
        >
            {w(actWords[act])}
            {those > 0 && those < selected.length && ` (${w("countItems", { n: those })})`}
        </Button>
    );
}

type QuestionProps = {
    asking: Asking;
    onClose: () => void;
    carry: (act: DisposalAct, rows: DisposalCandidate[], text?: string) => void;
};
function Question({ asking: { act, rows }, onClose, carry }: QuestionProps) {
    const { w } = useWords();
    if (act === "approve")
        return <ApproveDisposalDialog records={rows} onClose={onClose} onApprove={() => carry(act, rows)} />;
    if (act === "release") {
        return (
            <Dialog title={w("releaseHold")} onClose={onClose}>
                <p className="mb-2">{w("releaseHint")}</p>
                <ul className="max-h-60 divide-y divide-line overflow-y-auto rounded border border-line">
                    {rows.map((row) => (
                        <li key={row.record} className="px-3 py-1">
                            <strong className="figures">{row.number}</strong>
                            <span className="block text-13 text-ink-soft">{row.hold?.reason}</span>
                        </li>
                    ))}
                </ul>
                <div className="mt-3 flex justify-end gap-2">
                    <Button onClick={onClose}>{w("cancel")}</Button>
                    <Button data-first look="primary" onClick={() => carry(act, rows)}>
                        {w("releaseHold")}
                    </Button>
                </div>
            </Dialog>
        );
    }
    const [only] = rows;
    const which = rows.length === 1 && only !== undefined ? only.number : w("ofRecords", { n: rows.length });
    return (
        <TextDialog
            title={w(actWords[act])}
            hint={`${which} ${w(act === "hold" ? "holdHint" : "returnHint")}`}
            done={w(actWords[act])}
            onClose={onClose}
            onDone={(text) => carry(act, rows, text)}
        />
    );
}
