// 報告・引継ぎ・支援: what was sent to whom, who took it, and what is still open.
import { useQueryClient, type UseQueryResult } from "@tanstack/react-query";
import { useState } from "react";
import { answer, approve, handBack } from "@/api/calls";
import type { Consultation, Referral } from "@/api/types";
import { Button } from "@/kit/button";
import { Chip, Moment, PersonChip, UnitName } from "@/kit/chips";
import { Dialog } from "@/kit/dialog";
import { useWords } from "@/kit/language";
import { useNotify } from "@/kit/notices";
import { Panel } from "@/kit/page";
import { Failure, Waiting } from "@/kit/states";
import { isWaitingForReceipt, useReceipt } from "@/kit/use-receipt";

type Props = { record: Consultation; query: UseQueryResult<{ items: Referral[] }> };

export function ReferralsPanel({ record, query }: Props) {
    const { w } = useWords();
    return (
        <Panel title={w("referrals")}>
            {query.error !== null ? (
                <Failure error={query.error} onRetry={() => void query.refetch()} />
            ) : query.data === undefined ? (
                <Waiting lines={2} />
            ) : query.data.items.length === 0 ? (
                <p className="px-3 py-2 text-13 text-ink-soft">{w("noReferrals")}</p>
            ) : (
                <ul className="divide-y divide-line">
                    {query.data.items.map((referral) => (
                        <ReferralRow key={referral.id} referral={referral} record={record} />
                    ))}
                </ul>
            )}
        </Panel>
    );
}

function ReferralRow({ referral, record }: { referral: Referral; record: Consultation }) {
    const { w } = useWords();
    const receipt = useReceipt();
    const [asking, setAsking] = useState<"answer" | "return" | null>(null);
    const client = useQueryClient();
    const notify = useNotify();
    const isMine = referral.ours === true;
    const waiting = isWaitingForReceipt(referral);
    const mayApprove = record.can["referral.approve"] === true;
    const needsApproval = !referral.approved_at && ["unapproved", "flash"].includes(referral.state);
    async function run(action: () => Promise<unknown>) {
        try {
            await action();
            setAsking(null);
        } catch (error) {
            notify.failed(error);
        }
        await Promise.all(
            ["consultation", "inbox", "work"].map((name) => client.invalidateQueries({ queryKey: [name] })),
        );
    }
    return (
        <li className="px-3 py-1.5" data-referral={referral.id} data-state={referral.state}>
            <div className="flex flex-wrap items-center gap-x-2">
                <Chip>{w(`state_${referral.state}`)}</Chip>
                <strong>{w(`purpose_${referral.purpose}`)}</strong>
                <span>
                    <UnitName unit={referral.from_unit} /> → <UnitName unit={referral.to_unit} />
                </span>
            </div>
            {referral.message !== "" && <p className="whitespace-pre-wrap">{referral.message}</p>}
            <p className="text-13 text-ink-soft">
                {referral.sent_by && <PersonChip person={referral.sent_by} withUnit={false} />}{" "}
                {referral.sent_at && <Moment at={referral.sent_at} short />}
                {referral.approved_by && (
                    <>
                        {" "}
                        / {w("approvedBy")} <PersonChip person={referral.approved_by} withUnit={false} />
                    </>
                )}
                {referral.received_at && (
                    <>
                        {" "}
                        / {w("receivedBy")} {referral.received_name} {w("extension")}{" "}
                        {referral.received_extension}
                    </>
                )}
            </p>
            {referral.answer && (
                <p className="text-13">
                    {w("answer")}: {referral.answer}
                </p>
            )}
            <div className="flex flex-wrap gap-1">
                {needsApproval && mayApprove && (
                    <Button onClick={() => void run(() => approve(referral))}>{w("approve")}</Button>
                )}
                {isMine && waiting && (
                    <Button disabled={receipt.isPending} onClick={() => receipt.mutate(referral)}>
                        {w("receive")}
                    </Button>
                )}
                {isMine && referral.state === "received" && (
                    <Button look="quiet" onClick={() => setAsking("answer")}>
                        {w("answer")}
                    </Button>
                )}
                {isMine && !["answered", "returned"].includes(referral.state) && (
                    <Button look="quiet" onClick={() => setAsking("return")}>
                        {w("purpose_hand_back")}
                    </Button>
                )}
            </div>
            {asking !== null && (
                <TextDialog
                    title={asking === "answer" ? w("answer") : w("purpose_hand_back")}
                    hint={asking === "answer" ? w("answerHint") : w("handbackHint")}
                    onClose={() => setAsking(null)}
                    onDone={(text) =>
                        void run(() =>
                            asking === "answer" ? answer(referral, text) : handBack(referral, text),
                        )
                    }
                />
            )}
        </li>
    );
}

type TextDialogProps = { title: string; hint: string; onClose: () => void; onDone: (text: string) => void };
function TextDialog({ title, hint, onClose, onDone }: TextDialogProps) {
    const { w } = useWords();
    const [text, setText] = useState("");
    return (
        <Dialog title={title} onClose={onClose}>
            <form
                className="flex flex-col gap-3"
                onSubmit={(event) => {
                    event.preventDefault();
                    onDone(text);
                }}
            >
                <p>{hint}</p>
                <textarea
                    autoFocus
                    rows={4}
                    aria-label={title}
                    className="field-box py-1"
                    value={text}
                    onChange={(event) => setText(event.target.value)}
                />
                <div className="flex justify-end gap-2">
                    <Button onClick={onClose}>{w("cancel")}</Button>
                    <Button type="submit" look="primary" disabled={text.trim() === ""}>
                        {title}
                    </Button>
                </div>
            </form>
        </Dialog>
    );
}
