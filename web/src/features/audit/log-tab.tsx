// 閲覧記録 and 変更記録: one log with its filters, which stand in the address, and how many of each action there are.
import { useInfiniteQuery, useQuery } from "@tanstack/react-query";
import { logExportAddress, readLog, readStaff, readUnits } from "@/api/calls";
import type { StaffRef } from "@/api/types";
import type { LogCount, LogName } from "@/api/log-types";
import { go, useAddress, useSetQuery } from "@/kit/address";
import { Button } from "@/kit/button";
import { PersonChip } from "@/kit/chips";
import { useWords } from "@/kit/language";
import { Empty } from "@/kit/states";
import { StaffPicker } from "@/kit/staff-picker";
import { LogTable } from "./log-table";
import { PeriodFields, usePeriod, usePeriodWords } from "./period";
import { PrintHeader } from "@/kit/print-header";

// Those of the address beside the period.
const chosenOf: Record<LogName, readonly string[]> = {
    access: ["record", "staff", "unit", "action", "purpose"],
    journal: ["record", "staff", "unit", "action", "kind"],
};

export function LogTab({ log }: { log: LogName }) {
    const { w, label } = useWords();
    const { path, query } = useAddress();
    const period = usePeriod();
    const periodWords = usePeriodWords();
    const names = chosenOf[log];
    const chosen = Object.fromEntries(
        names.flatMap((name) => (query.get(name) ? [[name, query.get(name) ?? ""]] : [])),
    );
    const filters = { ...chosen, ...period };
    const list = useInfiniteQuery({
        queryKey: ["audit", log, filters],
        queryFn: ({ pageParam }) => readLog(log, filters, pageParam),
        initialPageParam: "",
        getNextPageParam: (last) => last.next_cursor,
        staleTime: 0, // nothing tells the auditor of new entries
        placeholderData: (before) => before,
    });
    const officer = useOfficer(query.get("staff"));
    const units = useUnits();
    const first = list.data?.pages[0];
    const entries = list.data?.pages.flatMap((page) => page.items);
    const name = w(log === "access" ? "auditReads" : "auditChanges");
    const isFiltered =
        Object.keys(chosen).length > 0 || query.get("from") !== null || query.get("to") !== null;
    const unit = units.find((each) => each.code === query.get("unit"));
    return (
        <>
            <div
                role="search"
                className="flex shrink-0 flex-wrap items-center gap-2 bg-surface px-4 pt-2 pb-1 print:hidden"
            >
                <PeriodFields period={period} />
                <TextFilter name="record" word={w("recordNumber")} />
                <OfficerFilter officer={officer} />
                <UnitFilter units={units} />
                <ActionFilter counts={first?.counts ?? []} />
                {log === "access" && <TextFilter name="purpose" word={w("purposeWords")} />}
                {isFiltered && (
                    <Button look="quiet" icon="close" onClick={() => go(path, { replace: true })}>
                        {w("clearFilter")}
                    </Button>
                )}
            </div>
            <div className="flex shrink-0 items-center gap-3 border-b border-line bg-surface px-4 print:hidden">
                <span className="figures text-13 text-ink-soft" role="status">
                    {first?.count !== undefined && w("countItems", { n: first.count })}
                </span>
                <span className="flex-1" />
                <a
                    className="text-13 whitespace-nowrap text-act underline"
                    download
                    href={logExportAddress(log, filters)}
                >
                    {w("exportLog")}
                </a>
                <Button look="quiet" icon="print" onClick={() => window.print()}>
                    {w("print")}
                </Button>
            </div>
            <PrintHeader
                title={w("auditSheet", { name })}
                shown={entries?.length ?? 0}
                all={first?.count}
                conditions={[
                    [w("period"), periodWords(period)],
                    ...(query.get("record")
                        ? [[w("recordNumber"), query.get("record")] as [string, string]]
                        : []),
                    ...(officer === undefined
                        ? []
                        : [
                              [w("who"), <PersonChip key="who" person={officer} />] as [
                                  string,
                                  React.ReactNode,
                              ],
                          ]),
                    ...(unit === undefined ? [] : [[w("unitOf"), label(unit.full_name)] as [string, string]]),
                    ...(query.get("action")
                        ? [
                              [w("what"), actionText(first?.counts, query.get("action"), label)] as [
                                  string,
                                  string,
                              ],
                          ]
                        : []),
                    ...(query.get("purpose")
                        ? [[w("purposeWords"), query.get("purpose")] as [string, string]]
                        : []),
                ]}
            />
            <div className="flex-1 bg-surface">
                <LogTable
                    caption={name}
                    entries={entries}
                    withPurpose={log === "access"}
                    busy={list.isFetching}
                    error={list.error}
                    onRetry={() => void list.refetch()}
                    empty={
                        <Empty
                            title={w("logEmpty")}
                            hint={w(log === "access" ? "logEmptyHint" : "changesEmptyHint")}
                        />
                    }
                    more={
                        list.hasNextPage
                            ? { onMore: () => void list.fetchNextPage(), busy: list.isFetchingNextPage }
                            : undefined
                    }
                />
            </div>
        </>
    );
}

function actionText(
    counts: LogCount[] | undefined,
    action: string | null,
    label: (words: LogCount["label"]) => string,
): string {
    const found = counts?.find((count) => count.action === action);
    return found === undefined ? (action ?? "") : label(found.label);
}

export function useOfficer(id: string | null): StaffRef | undefined {
    const found = useQuery({
        queryKey: ["staff-of", id],
        queryFn: () => readStaff(id ?? ""),
        enabled: id !== null && id !== "",
        retry: false,
    });
    return id === null || id === "" ? undefined : found.data;
}

function useUnits() {
    const units = useQuery({ queryKey: ["units"], queryFn: readUnits, staleTime: Infinity });
    return units.data?.items ?? [];
}

function TextFilter({ name, word }: { name: string; word: string }) {
    const { query } = useAddress();
    const setQuery = useSetQuery();
    const value = query.get(name) ?? "";
    return (
        <input
            type="search"
            aria-label={word}
            placeholder={word}
            key={value}
            defaultValue={value}
            data-filter={name}
            onKeyDown={(event) => {
                if (event.key === "Enter" && !event.nativeEvent.isComposing)
                    setQuery({ [name]: event.currentTarget.value.trim() });
            }}
            onBlur={(event) => setQuery({ [name]: event.target.value.trim() })}
            className={`field-box w-40 max-md:w-full ${value === "" ? "" : "border-act bg-chosen font-bold"}`}
        />
    );
}

function OfficerFilter({ officer }: { officer: StaffRef | undefined }) {
    const { w } = useWords();
    const setQuery = useSetQuery();
    if (officer === undefined) {
        return (
            <StaffPicker
                label={w("who")}
                className="w-32 max-md:w-full"
                onChoose={(person) => setQuery({ staff: person.id })}
            />
        );
    }
    return (
        <span className="flex items-center rounded-full border border-act bg-chosen pl-3 font-bold">
            <PersonChip person={officer} withUnit={false} />
            <Button
                look="quiet"
                icon="close"
                aria-label={`${w("remove")} ${officer.name}`}
                onClick={() => setQuery({ staff: null })}
            />
        </span>
    );
}

function UnitFilter({ units }: { units: ReturnType<typeof useUnits> }) {
    const { w, label } = useWords();
    const { query } = useAddress();
    const setQuery = useSetQuery();
    const value = query.get("unit") ?? "";
    return (
        <select
            aria-label={w("unitOf")}
            value={value}
            onChange={(event) => setQuery({ unit: event.target.value })}
            className={`field-box w-auto max-w-44 text-13 max-md:max-w-[48%] ${value === "" ? "" : "border-act bg-chosen font-bold"}`}
        >
            <option value="">{w("allUnits")}</option>
            {units.map((unit) => (
                <option key={unit.id} value={unit.code}>
                    {label(unit.full_name)}
                </option>
            ))}
        </select>
    );
}

// What there is of it in the result; of the journal an action is told with what it was done to.
function ActionFilter({ counts }: { counts: LogCount[] }) {
    const { w, label } = useWords();
    const { query } = useAddress();
    const setQuery = useSetQuery();
    const value = query.get("action") === null ? "" : `${query.get("kind") ?? ""} ${query.get("action")}`;
    const valueOf = (count: LogCount) => `${count.kind ?? ""} ${count.action}`;
    return (
        <select
            aria-label={w("what")}
            value={value}
            onChange={(event) => {
                const [kind = "", action = ""] = event.target.value.split(" ");
                setQuery({ kind, action });
            }}
            className={`field-box w-auto max-w-52 text-13 max-md:max-w-[48%] ${value === "" ? "" : "border-act bg-chosen font-bold"}`}
        >
            <option value="">{w("allActions")}</option>
            {value !== "" && !counts.some((count) => valueOf(count) === value) && (
                <option value={value}>{query.get("action")}</option>
            )}
            {counts.map((count) => (
                <option key={valueOf(count)} value={valueOf(count)}>
                    {count.kind_label === undefined ? "" : `${label(count.kind_label)} `}
                    {label(count.label)} ({count.count})
                </option>
            ))}
        </select>
    );
}
