// 監査記録: who did what and when, without content.
import { useInfiniteQuery } from "@tanstack/react-query";
import { useMemo } from "react";
import { readJournal } from "@/api/calls";
import type { JournalEntry } from "@/api/types";
import { Button } from "@/kit/button";
import { Moment, PersonChip } from "@/kit/chips";
import { useWords } from "@/kit/language";
import { Page } from "@/kit/page";
import { RegisterTable, type Column } from "@/kit/register-table";
import { Empty } from "@/kit/states";

export function JournalPage() {
    const { w, label } = useWords();
    const journal = useInfiniteQuery({
        queryKey: ["journal"],
        queryFn: ({ pageParam }) => readJournal(pageParam),
        initialPageParam: "",
        getNextPageParam: (last) => last.next_cursor,
    });
    const columns = useMemo<Column<JournalEntry>[]>(
        () => [
            { id: "at", header: w("when"), className: "w-52", cell: (entry) => <Moment at={entry.at} /> },
            {
                id: "by",
                header: w("who"),
                className: "w-80",
                cell: (entry) => (entry.by === null ? w("bySystem") : <PersonChip person={entry.by} />),
            },
            { id: "what", header: w("what"), className: "w-full", cell: (entry) => label(entry.what) },
            {
                id: "record",
                header: w("number"),
                className: "figures whitespace-nowrap",
                cell: (entry) => entry.record?.number ?? entry.record?.id ?? "",
            },
        ],
        [w, label],
    );
    return (
        <Page title={w("journal")} aside={<span className="text-13 text-ink-soft">{w("journalHint")}</span>}>
            <div className="flex-1 bg-surface">
                <RegisterTable
                    caption={w("journal")}
                    columns={columns}
                    rows={journal.data?.pages.flatMap((page) => page.items)}
                    rowId={(entry) => entry.id}
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
