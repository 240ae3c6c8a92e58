// 期限: each duty with its 目安; a late one asks for its reason when it is done.
import { useQueryClient, type UseQueryResult } from "@tanstack/react-query";
import { useState } from "react";
import { finishClock } from "@/api/calls";
import type { Clock } from "@/api/types";
import { Button } from "@/kit/button";
import { ClockChip, Moment, UnitName } from "@/kit/chips";
import { Dialog } from "@/kit/dialog";
import { useWords } from "@/kit/language";
import { useNotify } from "@/kit/notices";
import { Panel } from "@/kit/page";
import { Failure, Waiting } from "@/kit/states";

export function ClocksPanel({ query }: { query: UseQueryResult<{ items: Clock[] }> }) {
    const { w, label } = useWords();
    const notify = useNotify();
    const client = useQueryClient();
    const [late, setLate] = useState<Clock | null>(null);
    const [reason, setReason] = useState("");
    async function finish(clock: Clock, lateReason?: string) {
        try {
            await finishClock(clock, lateReason);
            setLate(null);
            setReason("");
        } catch (error) {
            notify.failed(error);
        }
        await Promise.all(
            ["consultation", "work"].map((name) => client.invalidateQueries({ queryKey: [name] })),
        );
    }
    const items = query.data?.items ?? [];
    return (
        <Panel title={w("clocks")}>
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
                            <span className="min-w-0 flex-1">
                                {label(clock.label)}
                                <span className="block text-13 text-ink-soft">
                                    <UnitName unit={clock.owner} /> {clock.wording}{" "}
                                    {clock.due_at !== null && (
                                        <>
                                            {w("target")} <Moment at={clock.due_at} short />
                                        </>
                                    )}
                                    {clock.late_reason ? ` ${w("lateReason")}: ${clock.late_reason}` : ""}
                                </span>
                            </span>
                            {clock.state !== "done" && (
                                <Button
                                    look="quiet"
                                    onClick={() =>
                                        clock.state === "overdue" && clock.reason_when_late
                                            ? setLate(clock)
                                            : void finish(clock)
                                    }
                                >
                                    {w("markDone")}
                                </Button>
                            )}
                        </li>
                    ))}
                </ul>
            )}
            {late !== null && (
                <Dialog title={w("lateReason")} onClose={() => setLate(null)}>
                    <form
                        className="flex flex-col gap-3"
                        onSubmit={(event) => {
                            event.preventDefault();
                            void finish(late, reason);
                        }}
                    >
                        <p>{w("lateReasonHint")}</p>
                        <input
                            autoFocus
                            aria-label={w("lateReason")}
                            className="field-box"
                            value={reason}
                            onChange={(event) => setReason(event.target.value)}
                        />
                        <div className="flex justify-end gap-2">
                            <Button onClick={() => setLate(null)}>{w("cancel")}</Button>
                            <Button type="submit" look="primary" disabled={reason.trim() === ""}>
                                {w("markDone")}
                            </Button>
                        </div>
                    </form>
                </Dialog>
            )}
        </Panel>
    );
}
