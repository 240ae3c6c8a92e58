// Report, support request, hand-over: to whom (proposed by the table), with what words, and whether it is a flash report.
import { useQuery, useQueryClient } from "@tanstack/react-query";
import { useId, useState } from "react";
import { readUnits, refer } from "@/api/calls";
import type { Consultation, Decision, NewReferral, Unit } from "@/api/types";
import { Button } from "@/kit/button";
import { Asked, Described } from "@/kit/described";
import { Dialog } from "@/kit/dialog";
import { useKeys } from "@/kit/keys";
import { useWords } from "@/kit/language";
import { useNotify } from "@/kit/notices";
import { useSession } from "@/kit/session";
import { Failure, Waiting } from "@/kit/states";
import { MessageField, UnitChoice } from "@/kit/unit-choice";

type Props = {
    record: Consultation;
    purpose: NewReferral["purpose"];
    decisions: Decision[];
    onClose: () => void;
};

export function ReferDialog({ record, purpose, decisions, onClose }: Props) {
    const { w } = useWords();
    const units = useQuery({ queryKey: ["units"], queryFn: readUnits, staleTime: Infinity });
    return (
        <Dialog wide title={`${w(`purpose_${purpose}`)} ${record.number}`} onClose={onClose}>
            {units.error !== null ? (
                <Failure error={units.error} onRetry={() => void units.refetch()} />
            ) : units.data === undefined ? (
                <Waiting lines={5} />
            ) : (
                <ReferForm {...{ record, purpose, decisions, onClose }} units={units.data.items} />
            )}
        </Dialog>
    );
}

function proposedRecipients(decisions: Decision[]): string[] {
    const recipients = decisions.find((decision) => decision.table === "recipients");
    if (recipients === undefined) return [];
    return (recipients.decided?.codes ?? recipients.proposed).map((choice) => choice.code);
}

function ReferForm({ record, purpose, decisions, onClose, units }: Props & { units: Unit[] }) {
    const { w } = useWords();
    const session = useSession();
    const notify = useNotify();
    const client = useQueryClient();
    const single = purpose === "hand_over";
    const codes = proposedRecipients(decisions);
    const isProposed = (unit: Unit) => codes.includes(unit.code) || codes.includes(unit.id);
    const [to, setTo] = useState<string[]>(() =>
        purpose === "report" ? units.filter(isProposed).map((unit) => unit.id) : [],
    );
    const [message, setMessage] = useState("");
    const [flash, setFlash] = useState(false);
    const [busy, setBusy] = useState(false);
    const flashId = useId();

    // A report goes to divisions and sections of headquarters; the rest may go anywhere.
    const takesReports = (unit: Unit) => unit.kind === "division" || unit.kind === "section";
    const shown = units
        .filter((unit) => purpose !== "report" || takesReports(unit))
        .filter((unit) => unit.id !== session.unit?.id && unit.valid_to === null)
        .toSorted((a, b) => Number(isProposed(b)) - Number(isProposed(a)));
    function toggle(id: string) {
        if (single) setTo([id]);
        else setTo((all) => (all.includes(id) ? all.filter((other) => other !== id) : [...all, id]));
    }
    async function send() {
        if (busy || to.length === 0) return;
        setBusy(true);
        try {
            await refer(record.id, { purpose, to, message, urgency: flash ? "flash" : undefined });
            notify.told(w("sent", { n: to.length }));
            onClose();
        } catch (error) {
            notify.failed(error);
            setBusy(false);
        }
        await Promise.all(
            ["consultation", "work", "inbox"].map((name) => client.invalidateQueries({ queryKey: [name] })),
        );
    }
    useKeys({ "ctrl+enter": () => void send() }, { inDialog: true });
    return (
        <Described by="referral">
            <div className="grid gap-4 md:grid-cols-2">
                <UnitChoice
                    name={w("recipients")}
                    units={shown}
                    chosen={to}
                    single={single}
                    isProposed={isProposed}
                    onToggle={toggle}
                />
                <div className="flex flex-col gap-3">
                    <MessageField value={message} onChange={setMessage} />
                    {purpose === "report" && (
                        <Described by="sending_form">
                            <Asked name="flash" label={w("state_flash")} id={flashId}>
                                <span className="flex items-start gap-2">
                                    <input
                                        id={flashId}
                                        type="checkbox"
                                        className="mt-1 size-4 accent-act"
                                        checked={flash}
                                        onChange={(event) => setFlash(event.target.checked)}
                                    />
                                    <label
                                        htmlFor={flashId}
                                        className="text-13 text-ink-soft max-md:min-h-11"
                                    >
                                        {w("flashHint")}
                                    </label>
                                </span>
                            </Asked>
                        </Described>
                    )}
                    <div className="mt-auto flex justify-end gap-2">
                        <Button onClick={onClose}>{w("cancel")}</Button>
                        <Button
                            look="primary"
                            keys="Ctrl+Enter"
                            disabled={busy || to.length === 0}
                            onClick={() => void send()}
                        >
                            {w(`purpose_${purpose}`)}
                        </Button>
                    </div>
                </div>
            </div>
        </Described>
    );
}
