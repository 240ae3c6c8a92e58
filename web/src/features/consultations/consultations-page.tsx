// 受理一覧: all consultations one may read, filtered and ordered by what stands in the address.
import { useInfiniteQuery } from "@tanstack/react-query";
import { exportAddress, readConsultations } from "@/api/calls";
import { useAddress, useSetQuery } from "@/kit/address";
import { Button } from "@/kit/button";
import { addressOf, useConsultationColumns } from "@/kit/consultation-columns";
import { FilterBar } from "@/kit/filter-bar";
import { useWords } from "@/kit/language";
import { Page } from "@/kit/page";
import { RegisterTable } from "@/kit/register-table";
import { useSchema } from "@/kit/schema";
import { useSession } from "@/kit/session";
import { Empty } from "@/kit/states";

const filters = ["status", "kind", "stat_category", "urgency"] as const;
const pageSize = 50;

export function ConsultationsPage() {
    const { w } = useWords();
    const { account } = useSession();
    const { query } = useAddress();
    const setQuery = useSetQuery();
    const schema = useSchema("consultation");
    const columns = useConsultationColumns(schema.data);
    const chosen = Object.fromEntries(
        filters.flatMap((name) => (query.get(name) ? [[name, query.get(name) ?? ""]] : [])),
    );
    const sort = query.get("sort") ?? "-received_at";
    const q = query.get("q") ?? "";
    const list = useInfiniteQuery({
        queryKey: ["consultations", chosen, sort, q],
        queryFn: ({ pageParam }) =>
            readConsultations({ filters: chosen, sort, q, cursor: pageParam, limit: pageSize }),
        initialPageParam: "",
        getNextPageParam: (last) => last.next_cursor,
        placeholderData: (before) => before,
    });
    const rows = list.data?.pages.flatMap((page) => page.items);
    return (
        <Page
            title={w("consultations")}
            aside={
                <>
                    <FilterBar
                        screen="consultations"
                        account={account}
                        schema={schema.data}
                        fields={filters}
                    />
                    <a
                        className="text-13 whitespace-nowrap text-act underline"
                        download
                        href={exportAddress({ filters: chosen, sort, q })}
                    >
                        {w("exportCsv")}
                    </a>
                </>
            }
        >
            <div className="flex-1 bg-surface">
                <RegisterTable
                    caption={w("consultations")}
                    columns={columns}
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
                            <div className="flex justify-center p-3">
                                <Button
                                    disabled={list.isFetchingNextPage}
                                    onClick={() => void list.fetchNextPage()}
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
