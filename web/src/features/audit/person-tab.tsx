// この人を見た者: a telephone number, an account or a name is looked up on the server; records come back as numbers with all
// who saw them. What was typed stands in no address and is kept nowhere.
import { useInfiniteQuery } from "@tanstack/react-query";
import { useState } from "react";
import { askWhoSaw } from "@/api/calls";
import type { PersonAudit, PersonQuestion } from "@/api/log-types";
import { Button } from "@/kit/button";
import { Chip } from "@/kit/chips";
import { useWords } from "@/kit/language";
import { Empty, Failure, Waiting } from "@/kit/states";
import { LogTable, RecordLink } from "./log-table";
import { lastDays, PeriodInputs, usePeriodWords } from "./period";
import { PrintHeader } from "@/kit/print-header";

const usualDays = 365;

export function PersonTab() {
    const { w } = useWords();
    const [value, setValue] = useState("");
    const [purpose, setPurpose] = useState("");
    const [period, setPeriod] = useState(() => lastDays(usualDays));
    const [asked, setAsked] = useState<{ question: PersonQuestion; time: number } | null>(null);
    const ready = value.trim().length >= 2 && purpose.trim() !== "";
    return (
        <>
            <form
                className="flex shrink-0 flex-wrap items-end gap-3 border-b border-line bg-surface px-4 py-2 print:hidden"
                onSubmit={(event) => {
                    event.preventDefault();
                    if (!ready) return;
                    const question = { value: value.trim(), purpose: purpose.trim(), ...period };
                    setAsked({ question, time: Date.now() });
                }}
            >
                <label className="flex w-80 flex-col max-md:w-full">
                    <span className="text-13 font-bold">{w("personValue")}</span>
                    <input
                        name="value"
                        autoFocus
                        autoComplete="off"
                        maxLength={200}
                        className="field-box"
                        value={value}
                        onChange={(event) => setValue(event.target.value)}
                    />
                </label>
                <label className="flex min-w-64 flex-1 flex-col max-md:w-full">
                    <span className="text-13 font-bold">{w("personPurpose")}</span>
                    <input
                        name="purpose"
                        autoComplete="off"
                        maxLength={400}
                        aria-describedby="person-purpose-hint"
                        className="field-box"
                        value={purpose}
                        onChange={(event) => setPurpose(event.target.value)}
                    />
                </label>
                <PeriodInputs
                    period={period}
                    onChange={(changes) => setPeriod((before) => ({ ...before, ...changes }))}
                />
                <Button type="submit" look="primary" disabled={!ready}>
                    {w("personAsk")}
                </Button>
                <p id="person-purpose-hint" className="w-full text-13 text-ink-soft">
                    {w("personPurposeHint")}
                </p>
            </form>
            {asked === null ? (
                <Empty title={w("personStart")} hint={w("personStartHint")} />
            ) : (
                <WhoSaw key={asked.time} question={asked.question} time={asked.time} />
            )}
        </>
    );
}

function WhoSaw({ question, time }: { question: PersonQuestion; time: number }) {
    const { w } = useWords();
    const periodWords = usePeriodWords();
    const found = useInfiniteQuery({
        queryKey: ["audit", "person", time], // the value stands in no key
        queryFn: ({ pageParam }) => askWhoSaw(question, pageParam),
        initialPageParam: "",
        getNextPageParam: (last) => last.next_cursor,
        staleTime: Infinity,
        gcTime: 0,
    });
    const first = found.data?.pages[0];
    if (found.error !== null) return <Failure error={found.error} onRetry={() => void found.refetch()} />;
    if (first === undefined) return <Waiting lines={10} />;
    if (first.records.length === 0) return <Empty title={w("personNothing")} hint={w("personNothingHint")} />;
    const entries = found.data?.pages.flatMap((page) => page.items);
    const all = first.counts?.reduce((sum, count) => sum + count.count, 0);
    return (
        <>
            <PrintHeader
                title={w("auditSheet", { name: w("auditPerson") })}
                shown={entries?.length ?? 0}
                all={all}
                conditions={[
                    [w("personPurpose"), question.purpose],
                    [w("period"), periodWords({ from: question.from ?? "", to: question.to ?? "" })],
                ]}
            />
            <Summary found={first} />
            <div className="flex-1 bg-surface">
                <LogTable
                    caption={w("auditPerson")}
                    entries={entries}
                    busy={found.isFetching}
                    empty={<Empty title={w("nobodySaw")} hint={w("activityEmptyHint")} />}
                    more={
                        found.hasNextPage
                            ? { onMore: () => void found.fetchNextPage(), busy: found.isFetchingNextPage }
                            : undefined
                    }
                />
            </div>
        </>
    );
}

function Summary({ found }: { found: PersonAudit }) {
    const { w, label } = useWords();
    const types = found.understood_as.map((each) => label(each.label));
    return (
        <section className="flex shrink-0 flex-col gap-1 border-b border-line bg-surface px-4 py-2">
            <p className="flex flex-wrap items-center gap-x-4 gap-y-1">
                <strong>
                    {found.records_more
                        ? w("personFoundMore", { n: found.records.length })
                        : w("personFound", { n: found.records.length })}
                </strong>
                <span className="text-13 text-ink-soft">
                    {w("understoodAs")}: {types.length === 0 ? w("understoodAsWords") : types.join("・")}
                </span>
                <span className="flex flex-wrap gap-1">
                    {found.counts?.map((count) => (
                        <Chip key={count.action}>
                            {label(count.label)} {count.count}
                        </Chip>
                    ))}
                </span>
                <span className="flex-1" />
                <Button look="quiet" icon="print" className="print:hidden" onClick={() => window.print()}>
                    {w("print")}
                </Button>
            </p>
            <ul className="flex max-h-24 flex-wrap gap-x-4 gap-y-1 overflow-y-auto print:max-h-none">
                {found.records.map((record) => (
                    <li key={record.id} data-found={record.id}>
                        <RecordLink record={record} />
                    </li>
                ))}
            </ul>
        </section>
    );
}
