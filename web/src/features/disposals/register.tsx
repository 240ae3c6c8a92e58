// 廃棄簿: a line for every record that is gone; each opens its proof.
import { useInfiniteQuery } from "@tanstack/react-query";
import { useMemo } from "react";
import { disposalExportAddress, readDisposals } from "@/api/calls";
import type { Disposed } from "@/api/types";
import { Link } from "@/kit/address";
import { Button } from "@/kit/button";
import { Chip, Day, Moment, UnitName } from "@/kit/chips";
import { useWords } from "@/kit/language";
import { MoreButton } from "@/kit/more-button";
import { PrintHeader } from "@/kit/print-header";
import { RegisterTable, type Column } from "@/kit/register-table";
import { Empty } from "@/kit/states";
import { Deed } from "./columns";
import { useKindWord } from "./proof-words";

const askAgainWhilePending = 10_000; // ms

function proofAddress(row: Disposed): string {
    return `/disposals/${row.id}`;
}

export function Register({ count }: { count: number | undefined }) {
    const { w } = useWords();
    const columns = useRegisterColumns();
    const pages = useInfiniteQuery({
        queryKey: ["disposals", "done"],
        queryFn: ({ pageParam }) => readDisposals("done", { cursor: pageParam }),
        initialPageParam: "",
        getNextPageParam: (last) => last.next_cursor,
        refetchInterval: ({ state }) =>
            state.data?.pages.some((page) => page.items.some((row) => !row.finished)) === true
                ? askAgainWhilePending
                : false,
    });
    const rows = pages.data?.pages.flatMap((page) => page.items);
    return (
        <>
            <div className="flex min-h-11 shrink-0 items-center gap-3 border-b border-line bg-surface px-4 print:hidden">
                <span className="flex-1" />
                <a
                    className="text-13 whitespace-nowrap text-act underline"
                    download
                    href={disposalExportAddress}
                >
                    {w("exportCsv")}
                </a>
                <Button look="quiet" icon="print" onClick={() => window.print()}>
                    {w("print")}
                </Button>
            </div>
            <div className="wide-paper flex flex-1 flex-col print:block">
                <PrintHeader title={w("register")} conditions={[]} shown={rows?.length ?? 0} all={count} />
                <div className="flex-1 bg-surface">
                    <RegisterTable
                        caption={w("register")}
                        columns={columns}
                        rows={rows}
                        rowId={(row) => row.id}
                        rowAddress={proofAddress}
                        busy={pages.isFetching}
                        error={pages.error}
                        onRetry={() => void pages.refetch()}
                        empty={<Empty title={w("doneEmpty")} hint={w("doneEmptyHint")} />}
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
        </>
    );
}

function useRegisterColumns(): Column<Disposed>[] {
    const { w } = useWords();
    const kindWord = useKindWord();
    return useMemo(
        () => [
            {
                id: "number",
                header: w("number"),
                className: "figures w-44 whitespace-nowrap",
                cell: (row) => (
                    <Link
                        to={proofAddress(row)}
                        tabIndex={-1}
                        className="text-act underline-offset-2 hover:underline print:text-ink"
                    >
                        {row.number}
                    </Link>
                ),
            },
            {
                id: "record_kind",
                header: w("recordKind"),
                className: "w-28 whitespace-nowrap max-xl:hidden print:table-cell",
                cell: (row) => kindWord(row.record_kind),
            },
            {
                id: "decided_at",
                header: w("disposedAt"),
                className: "w-44 whitespace-nowrap",
                cell: (row) => <Moment at={row.decided_at} />,
            },
            {
                id: "kept_until",
                header: w("keptUntil"),
                className: "w-32 max-md:hidden",
                cell: (row) => row.kept_until !== null && <Day day={row.kept_until} />,
            },
            {
                id: "owner_unit",
                header: w("ownerUnit"),
                className: "whitespace-nowrap",
                cell: (row) => <UnitName unit={row.owner_unit} />,
            },
            {
                id: "basis",
                header: w("basis"),
                className: "max-w-0 w-full max-md:hidden",
                cell: (row) => (
                    <span
                        className="block truncate text-13 text-ink-soft print:text-12 print:whitespace-normal"
                        title={row.basis}
                    >
                        {row.basis}
                    </span>
                ),
            },
            {
                id: "proposed_by",
                header: w("proposer"),
                className: "whitespace-nowrap max-md:hidden",
                cell: (row) => <Deed by={row.proposed_by} at={row.proposed_at} />,
            },
            {
                id: "decided_by",
                header: w("approver"),
                className: "whitespace-nowrap",
                cell: (row) => <Deed by={row.decided_by} at={null} />,
            },
            {
                id: "finished",
                header: w("filesState"),
                className: "w-20 whitespace-nowrap",
                cell: (row) =>
                    row.finished ? (
                        <span className="text-13 text-ink-soft">{w("filesDone")}</span>
                    ) : (
                        <Chip>{w("filesPending")}</Chip>
                    ),
            },
        ],
        [w, kindWord],
    );
}
