// 監査記録: who did what and when, without content.
import { useInfiniteQuery } from "@tanstack/react-query";
import { useMemo } from "react";
import { readJournal } from "@/api/calls";
import type { JournalEntry } from "@/api/types";
import { Button } from "@/kit/button";
import { Moment, PersonChip } from "@/kit/chips";
import { actionWord } from "@/kit/journal-words";
import { useWords } from "@/kit/language";
import { Page } from "@/kit/page";
import { RegisterTable, type Column } from "@/kit/register-table";
import { Empty } from "@/kit/states";

type Folded = JournalEntry & { times: number };

// What was written together and says the same is one line with its count: the proposals of one acceptance.
export function foldTogether(entries: JournalEntry[]): Folded[] {
    const folded: Folded[] = [];
    for (const entry of entries) {
        const last = folded.at(-1);
        const same =
            last?.at === entry.at &&
            last.kind === entry.kind &&
            last.action === entry.action &&
            last.record === entry.record &&
            last.by?.id === entry.by?.id;
        if (same) last.times += 1;
        else folded.push({ ...entry, times: 1 });
    }
    return folded;
}

export function JournalPage() {
    const { w } = useWords();
    const journal = useInfiniteQuery({
        queryKey: ["journal"],
        queryFn: ({ pageParam }) => readJournal(pageParam),
        initialPageParam: "",
        getNextPageParam: (last) => last.next_cursor,
    });
    const columns = useMemo<Column<Folded>[]>(
        () => [
            { id: "at", header: w("when"), className: "w-48", cell: (entry) => <Moment at={entry.at} /> },
            {
                id: "by",
                header: w("who"),
                className: "whitespace-nowrap",
                cell: (entry) => (entry.by === null ? w("bySystem") : <PersonChip person={entry.by} />),
            },
            {
                id: "what",
                header: w("what"),
                className: "whitespace-nowrap",
                cell: (entry) => {
                    const word = actionWord(entry);
                    const what = word === undefined ? `${entry.kind} ${entry.action}` : w(word);
                    return entry.times === 1 ? what : `${what} ${w("timesCount", { n: entry.times })}`;
                },
            },
            {
                id: "record",
                header: w("recordId"),
                className: "w-full",
                cell: (entry) => <span className="value text-ink-soft">{entry.record}</span>,
            },
            { id: "version", header: w("versionOf"), align: "right", cell: (entry) => entry.version },
        ],
        [w],
    );
    const rows =
        journal.data === undefined
            ? undefined
            : foldTogether(journal.data.pages.flatMap((page) => page.items));
    return (
        <Page title={w("journal")} aside={<span className="text-13 text-ink-soft">{w("journalHint")}</span>}>
            <div className="flex-1 bg-surface">
                <RegisterTable
                    caption={w("journal")}
                    columns={columns}
                    rows={rows}
                    rowId={(entry) => String(entry.seq)}
                    error={journal.error}
                    onRetry={() => void journal.refetch()}
                    empty={<Empty title={w("journalEmpty")} hint={w("journalEmptyHint")} />}
                    more={
                        journal.hasNextPage && (
                            <div className="flex justify-center p-3">
                                <Button
                                    disabled={journal.isFetchingNextPage}
                                    onClick={() => void journal.fetchNextPage()}
                                >
                                    {w("more")}
                                </Button>
                            </div>
                        )
                    }
                />
            </div>
        </Page>
    );
}
