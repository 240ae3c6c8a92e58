// 受理一覧: all consultations one may read, filtered and ordered by what stands in the address.
import { useInfiniteQuery } from "@tanstack/react-query";
import { useCallback, useMemo, useState } from "react";
import { readConsultations } from "@/api/calls";
import type { ConsultationSummary } from "@/api/types";
import { useAddress, useSetQuery } from "@/kit/address";
import { Button } from "@/kit/button";
import { RowChoice, SelectAll } from "@/kit/choosing";
import { addressOf, useConsultationColumns } from "@/kit/consultation-columns";
import { FilterBar } from "@/kit/filter-bar";
import { useWords } from "@/kit/language";
import { MoreButton } from "@/kit/more-button";
import { useNarrowing } from "@/kit/narrowing";
import { Page } from "@/kit/page";
import { RegisterTable, type Column } from "@/kit/register-table";
import { useSchema } from "@/kit/schema";
import { useSession } from "@/kit/session";
import { Empty } from "@/kit/states";
import { ExportDialog } from "./export-dialog";
import { HandOverDialog } from "./hand-over-dialog";

const filters = ["status", "kind", "stat_category", "urgency"] as const;
const pageSize = 50;

export function ConsultationsPage() {
    const { w } = useWords();
    const session = useSession();
    const { query } = useAddress();
    const setQuery = useSetQuery();
    const schema = useSchema("consultation");
    const columns = useConsultationColumns(schema.data);
    const chosen = Object.fromEntries(
        filters.flatMap((name) => (query.get(name) ? [[name, query.get(name) ?? ""]] : [])),
    );
    const sort = query.get("sort") ?? "-received_at";
    const q = query.get("q") ?? "";
    const narrowed = useNarrowing();
    const asked = { filters: chosen, sort, q, ...narrowed };
    const list = useInfiniteQuery({
        queryKey: ["consultations", asked],
        queryFn: ({ pageParam }) => readConsultations({ ...asked, cursor: pageParam, limit: pageSize }),
        initialPageParam: "",
        getNextPageParam: (last) => last.next_cursor,
        placeholderData: (before) => before,
    });
    const rows = list.data?.pages.flatMap((page) => page.items);
    const mayHandOver = session.can["consultation.hand_over"] === true;
    const [open, setOpen] = useState<"export" | "handOver" | null>(null);
    const [marked, setMarked] = useState<ReadonlySet<string>>(new Set());
    const selected = rows?.filter((row) => marked.has(row.id)) ?? [];
    const toggle = useCallback(
        (row: { id: string }) =>
            setMarked((before) => {
                const after = new Set(before);
                if (!after.delete(row.id)) after.add(row.id);
                return after;
            }),
        [],
    );
    const withChoice = useMemo<Column<ConsultationSummary>[]>(
        () =>
            mayHandOver
                ? [
                      {
                          id: "choose",
                          header: "",
                          className: "w-9 pr-0!",
                          cell: (row) => (
                              <RowChoice
                                  number={row.number}
                                  chosen={marked.has(row.id)}
                                  onToggle={() => toggle(row)}
                              />
                          ),
                      },
                      ...columns,
                  ]
                : columns,
        [columns, mayHandOver, marked, toggle],
    );
    return (
        <Page
            title={w("consultations")}
            aside={<FilterBar screen="consultations" schema={schema.data} fields={filters} />}
        >
            {rows !== undefined && rows.length > 0 && (
                <div className="flex min-h-11 flex-wrap items-center gap-x-3 border-b border-line bg-surface px-4 print:hidden">
                    {mayHandOver && (
                        <>
                            <SelectAll
                                all={rows.length}
                                selected={selected.length}
                                onChange={(every) =>
                                    setMarked(new Set(every ? rows.map((row) => row.id) : []))
                                }
                            />
                            <Button disabled={selected.length === 0} onClick={() => setOpen("handOver")}>
                                {w("handOverMany")}
                            </Button>
                        </>
                    )}
                    <span role="status" className="figures text-13 text-ink-soft">
                        {selected.length > 0 && w("selectedCount", { n: selected.length })}
                    </span>
                    <span className="flex-1" />
                    <Button look="quiet" onClick={() => setOpen("export")}>
                        {w("exportList")}
                    </Button>
                </div>
            )}
            {open === "export" && <ExportDialog query={asked} onClose={() => setOpen(null)} />}
            {open === "handOver" && (
                <HandOverDialog
                    rows={selected}
                    onClose={() => setOpen(null)}
                    onSent={() => {
                        setMarked(new Set());
                        setOpen(null);
                    }}
                />
            )}
            <div data-tour="list" className="flex-1 bg-surface">
                <RegisterTable
                    caption={w("consultations")}
                    columns={withChoice}
                    onToggle={mayHandOver ? toggle : undefined}
                    rowTone={(row) => (marked.has(row.id) ? "bg-chosen" : "")}
                    rows={rows}
                    rowId={(row) => row.id}
                    rowAddress={addressOf}
                    sort={sort}
                    onSort={(next) => setQuery({ sort: next })}
                    busy={list.isFetching}
                    error={list.error}
                    onRetry={() => void list.refetch()}
                    empty={<Empty title={w("noConsultations")} hint={w("noConsultationsHint")} />}
                    more={
                        list.hasNextPage && (
                            <MoreButton
                                busy={list.isFetchingNextPage}
                                onMore={() => void list.fetchNextPage()}
                            />
                        )
                    }
                />
            </div>
        </Page>
    );
}
