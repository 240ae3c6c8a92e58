// 報告・引継ぎ・支援: what was sent to whom, who took it, and what is still open.
import { useQueryClient, type UseQueryResult } from "@tanstack/react-query";
import { useState } from "react";
import { answer, approve, handBack } from "@/api/calls";
import { Problem } from "@/api/problem";
import type { Consultation, Referral } from "@/api/types";
import { Button } from "@/kit/button";
import { Chip, Moment, PersonChip, UnitName } from "@/kit/chips";
import { useWords } from "@/kit/language";
import { useNotify } from "@/kit/notices";
import { Panel } from "@/kit/page";
import { Failure, Waiting } from "@/kit/states";
import { TextDialog } from "@/kit/text-dialog";
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

const dialogs = {
    answer: { title: "answer", hint: "answerHint", done: "answer" },
    return: { title: "purpose_hand_back", hint: "handbackHint", done: "purpose_hand_back" },
    late: { title: "lateReason", hint: "lateReasonHint", done: "approve" },
} as const;

// The time to report has passed: the server wants the reason before it takes the approval.
function isLateWithoutReason(error: unknown): boolean {
    return (
        error instanceof Problem &&
        (error.body.violations ?? []).some((violation) => violation.field === "late_reason")
    );
}

function ReferralRow({ referral, record }: { referral: Referral; record: Consultation }) {
    const { w } = useWords();
    const receipt = useReceipt();
    const [asking, setAsking] = useState<"answer" | "return" | "late" | null>(null);
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
            if (isLateWithoutReason(error)) setAsking("late");
            else notify.failed(error);
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
            {referral.state === "withdrawn" && (
                <p className="text-13">
                    {w("withdrawnBy")}{" "}
                    {referral.withdrawn_by && <PersonChip person={referral.withdrawn_by} withUnit={false} />}{" "}
                    {referral.withdrawn_at && <Moment at={referral.withdrawn_at} short />} {w("reason")}:{" "}
                    {referral.withdrawal_reason}
                </p>
            )}
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
                {isMine && !["answered", "returned", "withdrawn"].includes(referral.state) && (
                    <Button look="quiet" onClick={() => setAsking("return")}>
                        {w("purpose_hand_back")}
                    </Button>
                )}
            </div>
            {asking !== null && (
                <TextDialog
                    title={w(dialogs[asking].title)}
                    hint={w(dialogs[asking].hint)}
                    done={w(dialogs[asking].done)}
                    onClose={() => setAsking(null)}
                    onDone={(text) =>
                        void run(() =>
                            asking === "answer"
                                ? answer(referral, text)
                                : asking === "return"
                                  ? handBack(referral, text)
                                  : approve(referral, text),
                        )
                    }
                />
            )}
        </li>
    );
}
