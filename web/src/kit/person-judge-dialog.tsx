// A person's judgement about two parties: one or not the same, and taking one back. Both sides and the grounds stand before the button.
import { useState, type ReactNode } from "react";
import {
    judge,
    withdrawJudgement,
    type Ground,
    type Party,
    type PersonDecision,
    type Verdict,
} from "@/api/identity";
import { Button } from "./button";
import { Moment, UnitName } from "./chips";
import { Dialog } from "./dialog";
import { useWords } from "./language";
import { useNotify } from "./notices";
import { Grounds } from "./person-grounds";

export type Judging = { verdict: Verdict; here: Party; there: Party; grounds: Ground[] };

type Props = { judging: Judging; onClose: () => void; onDone: () => Promise<void> };

export function JudgeDialog({ judging, onClose, onDone }: Props) {
    const { w } = useWords();
    const { verdict, here, there, grounds } = judging;
    const same = verdict === "same";
    return (
        <ReasonDialog
            title={w(same ? "judgeSame" : "judgeDifferent")}
            go={w(same ? "joinPerson" : "partPerson")}
            onClose={onClose}
            onDone={onDone}
            onGo={(reason) => judge({ verdict, a: here.id, b: there.id, reason })}
        >
            <div className="grid grid-cols-2 gap-3 max-md:grid-cols-1">
                <Side title={w("judgeHere")} party={here} />
                <Side title={w("judgeThere")} party={there} />
            </div>
            <Grounds grounds={grounds} />
            <p className="text-13 text-ink-soft">{w(same ? "judgeSameHint" : "judgeDifferentHint")}</p>
        </ReasonDialog>
    );
}

export function WithdrawDialog({
    decision,
    onClose,
    onDone,
}: {
    decision: PersonDecision;
    onClose: () => void;
    onDone: () => Promise<void>;
}) {
    const { w } = useWords();
    return (
        <ReasonDialog
            title={w("judgeWithdraw")}
            go={w("judgeWithdrawShort")}
            onClose={onClose}
            onDone={onDone}
            onGo={(reason) => withdrawJudgement(decision.id, reason)}
        >
            <p>{w("judgeWithdrawHint")}</p>
        </ReasonDialog>
    );
}

type ReasonProps = {
    title: string;
    go: string;
    onClose: () => void;
    onDone: () => Promise<void>;
    onGo: (reason: string) => Promise<unknown>;
    children: ReactNode;
};

function ReasonDialog({ title, go, onClose, onDone, onGo, children }: ReasonProps) {
    const { w } = useWords();
    const notify = useNotify();
    const [reason, setReason] = useState("");
    const [busy, setBusy] = useState(false);
    async function send() {
        setBusy(true);
        try {
            await onGo(reason.trim());
            onClose();
            await onDone();
        } catch (error) {
            notify.failed(error);
            setBusy(false);
        }
    }
    return (
        <Dialog title={title} onClose={onClose}>
            <form
                className="flex flex-col gap-3"
                onSubmit={(event) => {
                    event.preventDefault();
                    void send();
                }}
            >
                {children}
                <label>
                    {w("judgeReason")}
                    <input
                        data-first
                        className="field-box"
                        maxLength={1000}
                        placeholder={w("judgeReasonHint")}
                        value={reason}
                        onChange={(event) => setReason(event.target.value)}
                    />
                </label>
                <div className="flex justify-end gap-2">
                    <Button onClick={onClose}>{w("cancel")}</Button>
                    <Button type="submit" look="primary" disabled={busy}>
                        {go}
                    </Button>
                </div>
            </form>
        </Dialog>
    );
}

function Side({ title, party }: { title: string; party: Party }) {
    const { w } = useWords();
    return (
        <div className="rounded-md border border-line px-3 py-2">
            <p className="text-12 text-ink-soft">{title}</p>
            <p className="font-bold">{party.name || w("partyNameless")}</p>
            {[party.kana, party.birth_date ?? "", ...party.phones, ...party.mails, party.address]
                .filter((line) => line !== "")
                .map((line) => (
                    <p key={line} className="text-13 break-words">
                        {line}
                    </p>
                ))}
            <p className="mt-1 text-13 text-ink-soft">
                <span className="figures">{party.record.number}</span> {party.record.subject}
            </p>
            <p className="text-13 text-ink-soft">
                <UnitName unit={party.record.unit} /> <Moment at={party.record.received_at} short />
            </p>
        </div>
    );
}
