// 期限: each duty with its 目安; a late one asks for its reason when it is done, a needless one when it is waived.
import { useQueryClient, type UseQueryResult } from "@tanstack/react-query";
import { useState } from "react";
import { finishClock, waiveClock } from "@/api/calls";
import type { Clock } from "@/api/types";
import { Button } from "@/kit/button";
import { ClockChip, Moment, UnitName } from "@/kit/chips";
import { useWords } from "@/kit/language";
import { useNotify } from "@/kit/notices";
import { Panel } from "@/kit/page";
import { Failure, Waiting } from "@/kit/states";
import { TextDialog } from "@/kit/text-dialog";

export function ClocksPanel({ query }: { query: UseQueryResult<{ items: Clock[] }> }) {
    const { w, label } = useWords();
    const notify = useNotify();
    const client = useQueryClient();
    const [asking, setAsking] = useState<{ clock: Clock; for: "late" | "waiver" } | null>(null);
    async function run(action: () => Promise<Clock>) {
        try {
            await action();
            setAsking(null);
        } catch (error) {
            notify.failed(error);
        }
        await Promise.all(
            ["consultation", "work"].map((name) => client.invalidateQueries({ queryKey: [name] })),
        );
    }
    const items = query.data?.items ?? [];
    return (
        <Panel tour="record-clocks" title={w("clocks")}>
            {query.error !== null ? (
                <Failure error={query.error} onRetry={() => void query.refetch()} />
            ) : query.data === undefined ? (
                <Waiting lines={2} />
            ) : items.length === 0 ? (
                <p className="px-3 py-2 text-13 text-ink-soft">{w("noClocks")}</p>
            ) : (
                <ul className="divide-y divide-line">
                    {items.map((clock) => (
                        <li key={clock.id} className="flex flex-wrap items-center gap-x-2 px-3 py-1.5">
                            <ClockChip clock={clock} />
                            <span className="min-w-52 flex-1">
                                {label(clock.label)}
                                <span className="block text-13 text-ink-soft">
                                    <UnitName unit={clock.owner} /> {clock.wording}{" "}
                                    {clock.due_at !== null && (
                                        <>
                                            {w("target")} <Moment at={clock.due_at} short />
                                        </>
                                    )}
                                    {clock.late_reason ? ` ${w("lateReason")}: ${clock.late_reason}` : ""}
                                    {clock.waiver_reason
                                        ? ` ${w(clock.withdrawn ? "clockWithdrawnWhy" : "waiverReason")}: ${clock.waiver_reason}`
                                        : ""}
                                </span>
                            </span>
                            {clock.state !== "done" && (
                                <span className="flex">
                                    <Button
                                        look="quiet"
                                        onClick={() =>
                                            clock.state === "overdue" && clock.reason_when_late
                                                ? setAsking({ clock, for: "late" })
                                                : void run(() => finishClock(clock))
                                        }
                                    >
                                        {w("markDone")}
                                    </Button>
                                    <Button look="quiet" onClick={() => setAsking({ clock, for: "waiver" })}>
                                        {w("waive")}
                                    </Button>
                                </span>
                            )}
                        </li>
                    ))}
                </ul>
            )}
            {asking !== null && (
                <TextDialog
                    title={w(asking.for === "late" ? "lateReason" : "waiverReason")}
                    hint={w(asking.for === "late" ? "lateReasonHint" : "waiverHint")}
                    done={w(asking.for === "late" ? "markDone" : "waive")}
                    onClose={() => setAsking(null)}
                    onDone={(reason) =>
                        void run(() =>
                            asking.for === "late"
                                ? finishClock(asking.clock, reason)
                                : waiveClock(asking.clock, reason),
                        )
                    }
                />
            )}
        </Panel>
    );
}
