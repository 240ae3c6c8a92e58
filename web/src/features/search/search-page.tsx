// 検索: from one character up, with what matched marked; beside it what is known about the same value as an observable.
import { useInfiniteQuery, useQuery } from "@tanstack/react-query";
import { useDeferredValue, useState } from "react";
import { lookUp, search } from "@/api/calls";
import { Link, useAddress, useSetQuery } from "@/kit/address";
import { Moment, UnitName } from "@/kit/chips";
import { useFieldHelp } from "@/kit/field-help";
import { HitRow } from "@/kit/hit-row";
import { Icon } from "@/kit/icons";
import { useWords } from "@/kit/language";
import { MoreButton } from "@/kit/more-button";
import { FiltersHelp, Narrowing, useNarrowing } from "@/kit/narrowing";
import { ObservableText } from "@/kit/observable-text";
import { Page, Panel } from "@/kit/page";
import { SavedViews } from "@/kit/saved-views";
import { Empty, Failure, Waiting } from "@/kit/states";
import type { SearchResult } from "@/api/types";

const lookUpFrom = 4; // shorter values are words, not observables

export function SearchPage() {
    const { w } = useWords();
    const { query } = useAddress();
    const setQuery = useSetQuery();
    const asked = query.get("q") ?? "";
    const [typed, setTyped] = useState(asked);
    const [seen, setSeen] = useState(asked);
    if (asked !== seen) {
        setSeen(asked);
        if (asked !== typed.trim()) setTyped(asked);
    }
    const wanted = useDeferredValue(typed.trim());
    const narrowed = useNarrowing();
    const help = useFieldHelp();
    const found = useInfiniteQuery({
        queryKey: ["search", wanted, narrowed],
        queryFn: ({ pageParam, signal }) => search(wanted, narrowed, pageParam, signal),
        initialPageParam: "",
        getNextPageParam: (last) => last.next_cursor,
        enabled: wanted !== "" || narrowed.person !== undefined,
        placeholderData: (before) => before,
    });
    const results = found.data?.pages.flatMap((page) => page.items);
    const known = useQuery({
        queryKey: ["look-up", wanted],
        queryFn: ({ signal }) => lookUp(wanted, signal),
        enabled: wanted.length >= lookUpFrom,
        retry: false,
    });
    const hits = wanted.length >= lookUpFrom ? (known.data?.hits ?? []) : [];
    return (
        <Page
            title={w("search")}
            aside={
                <div {...help.frame} className="contents">
                    <span role="search" data-tour="search-box" className="relative w-full max-w-xl">
                        <Icon
                            name="search"
                            className="absolute top-1/2 left-2.5 -translate-y-1/2 text-ink-soft"
                        />
                        <input
                            type="search"
                            autoFocus
                            aria-label={w("search")}
                            data-filter="q"
                            placeholder={w("searchHint")}
                            value={typed}
                            onChange={(event) => {
                                setTyped(event.target.value);
                                setQuery({ q: event.target.value.trim() });
                            }}
                            className="field-box h-9 pl-9 text-16"
                        />
                    </span>
                    <span className="flex flex-wrap items-center gap-2">
                        <Narrowing />
                        <FiltersHelp />
                        <SavedViews screen="search" canKeep={asked !== ""} />
                    </span>
                </div>
            }
        >
            <div
                className={`grid items-start gap-3 p-3 ${hits.length > 0 ? "lg:grid-cols-[1fr_26rem]" : ""}`}
            >
                <section
                    aria-live="polite"
                    aria-label={w("searchResults")}
                    aria-busy={found.isFetching}
                    data-found={results === undefined || found.isPlaceholderData ? undefined : wanted}
                    className="rounded-md border border-line bg-surface"
                >
                    {wanted === "" && narrowed.person === undefined ? (
                        <Empty title={w("searchStart")} hint={w("searchStartHint")} />
                    ) : found.error !== null ? (
                        <Failure error={found.error} onRetry={() => void found.refetch()} />
                    ) : results === undefined ? (
                        <Waiting lines={10} />
                    ) : results.length === 0 ? (
                        <Empty
                            title={w("searchNothing", { text: wanted || (narrowed.person ?? "") })}
                            hint={w("searchNothingHint")}
                        />
                    ) : (
                        <ul className="divide-y divide-line">
                            {results.map((result) => (
                                <Result key={result.record.id} result={result} />
                            ))}
                        </ul>
                    )}
                    {results !== undefined && found.hasNextPage && (
                        <MoreButton
                            busy={found.isFetchingNextPage}
                            onMore={() => void found.fetchNextPage()}
                        />
                    )}
                </section>
                {hits.length > 0 && (
                    <Panel title={w("lookUp")} count={w("countItems", { n: hits.length })}>
                        <ul className="divide-y divide-line">
                            {hits.map((hit) => (
                                <HitRow key={hit.observable.type + hit.observable.value + hit.by} hit={hit} />
                            ))}
                        </ul>
                    </Panel>
                )}
            </div>
        </Page>
    );
}

function Result({ result }: { result: SearchResult }) {
    const { w } = useWords();
    const { record, snippet, highlights } = result;
    return (
        <li data-result={record.id} className="px-4 py-2 hover:bg-hovered">
            <p className="flex flex-wrap items-baseline gap-x-3">
                <Link
                    to={`/consultations/${record.id}`}
                    className="line-clamp-1 font-bold text-act underline underline-offset-2"
                >
                    <span className="figures">{record.number}</span>{" "}
                    {record.subject || record.excerpt || w("noSubject")}
                </Link>
                <span className="text-13 text-ink-soft">
                    <UnitName unit={record.owner_unit} /> <Moment at={record.received_at} short />
                </span>
            </p>
            <div className="line-clamp-2 [&_p]:text-14 [&_p]:leading-6">
                <ObservableText text={snippet} items={[{ spans: highlights, mark: "highlight" }]} />
            </div>
        </li>
    );
}
