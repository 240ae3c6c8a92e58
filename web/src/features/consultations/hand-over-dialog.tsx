// Many records to one unit: tried first, each told whether it can be, then sent.
import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { useState } from "react";
import { readUnits } from "@/api/calls";
import { handOverMany, type HandOversDone } from "@/api/hand-overs";
import type { ConsultationSummary } from "@/api/types";
import { Button } from "@/kit/button";
import { Described } from "@/kit/described";
import { Dialog } from "@/kit/dialog";
import { useKeys } from "@/kit/keys";
import { useWords } from "@/kit/language";
import { useNotify } from "@/kit/notices";
import { useSession } from "@/kit/session";
import { Failure, Waiting } from "@/kit/states";
import { MessageField, UnitChoice } from "@/kit/unit-choice";

type Props = { rows: ConsultationSummary[]; onClose: () => void; onSent: (ids: string[]) => void };

export function HandOverDialog({ rows, onClose, onSent }: Props) {
    const { w } = useWords();
    const session = useSession();
    const notify = useNotify();
    const client = useQueryClient();
    const units = useQuery({ queryKey: ["units"], queryFn: readUnits, staleTime: Infinity });
    const [to, setTo] = useState<string | null>(null);
    const [message, setMessage] = useState("");
    const [tried, setTried] = useState<HandOversDone | null>(null);
    const ready = tried?.items.filter((item) => item.refused === null).map((item) => item.id) ?? [];
    const ask = useMutation({
        mutationFn: ({ records, dry_run }: { records: string[]; dry_run: boolean }) =>
            handOverMany({ records, to: to ?? "", message, dry_run }),
        onError: notify.failed,
    });
    async function attempt() {
        if (to === null || ask.isPending) return;
        setTried(await ask.mutateAsync({ records: rows.map((row) => row.id), dry_run: true }));
    }
    async function send() {
        if (ready.length === 0 || ask.isPending) return;
        const done = await ask.mutateAsync({ records: ready, dry_run: false });
        await Promise.all(
            ["consultations", "consultation", "work", "inbox"].map((name) =>
                client.invalidateQueries({ queryKey: [name] }),
            ),
        );
        notify.told(w("handOverSent", { n: done.done }));
        const refused = done.items.filter((item) => item.refused !== null);
        if (refused.length > 0)
            setTried(done); // changed meanwhile: say which and why
        else onSent(ready);
    }
    useKeys(
        { "ctrl+enter": () => void (tried === null ? attempt() : send()).catch(() => undefined) },
        { inDialog: true },
    );
    const mayReceive = (units.data?.items ?? []).filter(
        (unit) => unit.id !== session.unit?.id && unit.valid_to === null,
    );
    return (
        <Dialog wide title={w("handOverManyTitle", { n: rows.length })} onClose={onClose}>
            {units.error !== null ? (
                <Failure error={units.error} onRetry={() => void units.refetch()} />
            ) : units.data === undefined ? (
                <Waiting lines={5} />
            ) : tried === null ? (
                <Described by="referral">
                    <div className="grid gap-4 md:grid-cols-2">
                        <UnitChoice
                            single
                            name={w("handOverTo")}
                            units={mayReceive}
                            chosen={to === null ? [] : [to]}
                            onToggle={setTo}
                        />
                        <div className="flex flex-col gap-3">
                            <MessageField value={message} onChange={setMessage} />
                            <p className="text-13 text-ink-soft">{w("handOverTryHint")}</p>
                            <div className="mt-auto flex justify-end gap-2">
                                <Button onClick={onClose}>{w("cancel")}</Button>
                                <Button
                                    look="primary"
                                    keys="Ctrl+Enter"
                                    disabled={to === null || ask.isPending}
                                    onClick={() => void attempt().catch(() => undefined)}
                                >
                                    {w("handOverTry")}
                                </Button>
                            </div>
                        </div>
                    </div>
                </Described>
            ) : (
                <Tried
                    {...{ rows, tried }}
                    busy={ask.isPending}
                    ready={ready.length}
                    onBack={() => setTried(null)}
                    onSend={() => void send().catch(() => undefined)}
                />
            )}
        </Dialog>
    );
}

type TriedProps = {
    rows: ConsultationSummary[];
    tried: HandOversDone;
    ready: number;
    busy: boolean;
    onBack: () => void;
    onSend: () => void;
};
function Tried({ rows, tried, ready, busy, onBack, onSend }: TriedProps) {
    const { w, label } = useWords();
    const refused = tried.items.length - ready;
    const rowOf = (id: string) => rows.find((row) => row.id === id);
    return (
        <div className="flex flex-col gap-3">
            <p role="status" className="font-bold">
                {w("handOverReady", { n: ready })}
                {refused > 0 && (
                    <span className="ml-3 text-late">{w("handOverRefused", { n: refused })}</span>
                )}
            </p>
            <ul className="max-h-80 divide-y divide-line overflow-y-auto rounded border border-line">
                {tried.items
                    .toSorted((a, b) => Number(a.refused === null) - Number(b.refused === null))
                    .map((item) => (
                        <li key={item.id} className="flex flex-wrap gap-x-3 px-3 py-1.5">
                            <span className="figures whitespace-nowrap">{rowOf(item.id)?.number}</span>
                            <span className="min-w-0 flex-1 truncate">
                                {rowOf(item.id)?.subject || rowOf(item.id)?.excerpt}
                            </span>
                            <span className={item.refused === null ? "text-ink-soft" : "text-late"}>
                                {item.refused === null ? w("handOverOk") : label(item.refused)}
                            </span>
                        </li>
                    ))}
            </ul>
            <div className="flex justify-end gap-2">
                <Button onClick={onBack}>{w("handOverBack")}</Button>
                <Button
                    data-first
                    look="primary"
                    keys="Ctrl+Enter"
                    disabled={busy || ready === 0}
                    onClick={onSend}
                >
                    {w("handOverSend", { n: ready })}
                </Button>
            </div>
        </div>
    );
}
