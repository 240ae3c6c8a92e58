// 職員別: what one officer read and changed, in one line of time, by day, and what stands out with its reason.
import { useInfiniteQuery } from "@tanstack/react-query";
import { readActivity } from "@/api/calls";
import type { Activity } from "@/api/log-types";
import { useAddress, useSetQuery } from "@/kit/address";
import { Button } from "@/kit/button";
import { Chip, PersonChip } from "@/kit/chips";
import { useWords } from "@/kit/language";
import { showDate } from "@/kit/moments";
import { Panel } from "@/kit/page";
import { Empty, Failure, Waiting } from "@/kit/states";
import { StaffPicker } from "@/kit/staff-picker";
import { LogTable } from "./log-table";
import { useOfficer } from "./log-tab";
import { PeriodFields, usePeriod, usePeriodWords } from "./period";
import { PrintHeader } from "@/kit/print-header";

export function StaffTab() {
    const { w } = useWords();
    const { query } = useAddress();
    const setQuery = useSetQuery();
    const period = usePeriod();
    const id = query.get("staff");
    const officer = useOfficer(id);
    return (
        <>
            <div className="flex shrink-0 flex-wrap items-center gap-2 border-b border-line bg-surface px-4 py-2 print:hidden">
                <StaffPicker
                    label={officer === undefined ? w("findOfficer") : w("otherOfficer")}
                    className="w-72 max-md:w-full"
                    onChoose={(person) => setQuery({ staff: person.id })}
                />
                {officer !== undefined && (
                    <strong data-officer={officer.id}>
                        <PersonChip person={officer} />
                    </strong>
                )}
                <PeriodFields period={period} />
                <span className="flex-1" />
                {id !== null && (
                    <Button look="quiet" icon="print" onClick={() => window.print()}>
                        {w("print")}
                    </Button>
                )}
            </div>
            {id === null ? (
                <Empty title={w("chooseOfficer")} hint={w("chooseOfficerHint")} />
            ) : (
                <OfficersDoings key={id} id={id} />
            )}
        </>
    );
}

function OfficersDoings({ id }: { id: string }) {
    const { w } = useWords();
    const period = usePeriod();
    const periodWords = usePeriodWords();
    const found = useInfiniteQuery({
        queryKey: ["audit", "staff", id, period],
        queryFn: ({ pageParam }) => readActivity(id, period, pageParam),
        initialPageParam: "",
        getNextPageParam: (last) => last.next_cursor,
        placeholderData: (before) => before,
    });
    const first = found.data?.pages[0];
    if (found.error !== null) return <Failure error={found.error} onRetry={() => void found.refetch()} />;
    if (first === undefined) return <Waiting lines={12} />;
    const entries = found.data?.pages.flatMap((page) => page.items);
    return (
        <>
            <PrintHeader
                title={w("auditSheet", { name: w("auditStaff") })}
                shown={entries?.length ?? 0}
                all={first.count}
                conditions={[
                    [w("who"), <PersonChip key="who" person={first.staff} />],
                    [w("period"), periodWords({ from: first.from, to: first.to })],
                ]}
            />
            {first.bounded && (
                <p role="status" className="border-b border-due-line bg-due-ground px-4 py-1.5 text-due">
                    {w("activityBounded", { n: (first.count ?? 0).toLocaleString() })}
                </p>
            )}
            <div className="grid shrink-0 grid-cols-1 items-start gap-3 p-3 lg:grid-cols-2 print:block">
                <StandsOut marks={first.marks} />
                <Days days={first.days} />
            </div>
            <section aria-label={w("timeLine")} className="shrink-0 border-t border-line bg-surface">
                <LogTable
                    caption={w("timeLine")}
                    entries={entries}
                    withOfficer={false}
                    busy={found.isFetching}
                    empty={<Empty title={w("activityEmpty")} hint={w("activityEmptyHint")} />}
                    more={
                        found.hasNextPage
                            ? { onMore: () => void found.fetchNextPage(), busy: found.isFetchingNextPage }
                            : undefined
                    }
                />
            </section>
        </>
    );
}

function StandsOut({ marks }: { marks: Activity["marks"] }) {
    const { w, label } = useWords();
    const present = marks.filter((mark) => mark.count > 0);
    return (
        <Panel title={w("standsOut")}>
            <p className="border-b border-line px-3 py-1 text-13 text-ink-soft">{w("standsOutHint")}</p>
            {present.length === 0 ? (
                <p className="p-3 text-ink-soft">{w("nothingStandsOut")}</p>
            ) : (
                <ul className="divide-y divide-line">
                    {present.map((mark) => (
                        <li
                            key={mark.code}
                            data-mark={mark.code}
                            className="grid grid-cols-[3.5rem_1fr] items-baseline gap-x-3 px-3 py-1.5"
                        >
                            <span className="figures text-right text-18 font-bold">{mark.count}</span>
                            <span>
                                <strong>{label(mark.label)}</strong>
                                <span className="block text-13 text-ink-soft">{label(mark.why)}</span>
                            </span>
                        </li>
                    ))}
                </ul>
            )}
        </Panel>
    );
}

function Days({ days }: { days: Activity["days"] }) {
    const { w, label, language } = useWords();
    const setQuery = useSetQuery();
    return (
        <Panel title={w("byDay")} count={w("countItems", { n: days.length })}>
            <div className="max-h-72 overflow-auto print:max-h-none">
                <table className="w-full text-14">
                    <thead className="sticky top-0 bg-sunken text-13">
                        <tr>
                            <th scope="col" className="px-3 text-left">
                                {w("when")}
                            </th>
                            <th scope="col" className="px-2 text-right whitespace-nowrap">
                                {w("dayReads")}
                            </th>
                            <th scope="col" className="px-2 text-right whitespace-nowrap">
                                {w("dayChanges")}
                            </th>
                            <th scope="col" className="px-2 text-right whitespace-nowrap">
                                {w("dayRecords")}
                            </th>
                            <th scope="col" className="px-3 text-left max-md:hidden">
                                {w("standsOut")}
                            </th>
                        </tr>
                    </thead>
                    <tbody>
                        {days.map((day) => (
                            <tr key={day.date} className="border-t border-line align-baseline">
                                <td className="px-3 whitespace-nowrap">
                                    <button
                                        type="button"
                                        className="figures min-h-8 text-act underline underline-offset-2 max-md:min-h-11"
                                        onClick={() => setQuery({ from: day.date, to: day.date })}
                                    >
                                        {showDate(day.date, language)}
                                    </button>
                                </td>
                                <td className="figures px-2 text-right">{day.reads}</td>
                                <td className="figures px-2 text-right">{day.changes}</td>
                                <td className="figures px-2 text-right">{day.records}</td>
                                <td className="px-3 py-0.5 max-md:hidden">
                                    <span className="flex flex-wrap gap-1">
                                        {day.marks.map((mark) => (
                                            <Chip key={mark.code} tone="due">
                                                {label(mark.label)} {mark.count}
                                            </Chip>
                                        ))}
                                    </span>
                                </td>
                            </tr>
                        ))}
                    </tbody>
                </table>
            </div>
        </Panel>
    );
}
