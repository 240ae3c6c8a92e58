// 保存期間 of a closed record: until when and why, what holds it back, who proposed that it goes, and what I may do.
import { useQuery, useQueryClient } from "@tanstack/react-query";
import { useState, type ReactNode } from "react";
import {
    approveDisposal,
    holdBack,
    proposeDisposal,
    readRetention,
    releaseHold,
    returnDisposal,
} from "@/api/calls";
import type { Consultation, DisposalAct, Retention, StaffRef } from "@/api/types";
import { go } from "@/kit/address";
import { ApproveDisposalDialog } from "@/kit/approve-disposal-dialog";
import { Button } from "@/kit/button";
import { Chip, Day, Moment, PersonChip } from "@/kit/chips";
import { useWords } from "@/kit/language";
import { useNotify } from "@/kit/notices";
import { Panel } from "@/kit/page";
import { useSession } from "@/kit/session";
import { Failure, Waiting } from "@/kit/states";
import { TextDialog } from "@/kit/text-dialog";
import type { WordKey } from "@/kit/words";

type Told = Exclude<DisposalAct, "approve">;
const buttons: { act: DisposalAct; word: WordKey }[] = [
    { act: "propose", word: "propose" },
    { act: "approve", word: "approveDisposal" },
    { act: "return", word: "returnDisposal" },
    { act: "hold", word: "holdBack" },
    { act: "release", word: "releaseHold" },
];
const toldWords: Record<Told, WordKey> = {
    propose: "proposedDone",
    return: "returnedDone",
    hold: "heldDone",
    release: "releasedDone",
};

export function RetentionPanel({ record }: { record: Consultation }) {
    const { w } = useWords();
    const query = useQuery({
        queryKey: ["consultation", record.id, "retention"],
        queryFn: () => readRetention(record.id),
    });
    return (
        <Panel title={w("retention")}>
            {query.error !== null ? (
                <Failure error={query.error} onRetry={() => void query.refetch()} />
            ) : query.data === undefined ? (
                <Waiting lines={2} />
            ) : (
                <Standing retention={query.data} />
            )}
        </Panel>
    );
}

function Standing({ retention }: { retention: Retention }) {
    const { w, label } = useWords();
    const { kept_until: until, rule, hold, proposal, returned } = retention;
    return (
        <div data-retention className="flex flex-col gap-2 px-3 py-2">
            {until === null || rule === null ? (
                <p className="text-13 text-ink-soft">{w("retentionUnruled")}</p>
            ) : (
                <dl>
                    <Row term={w("keptUntil")}>
                        <Day day={until} />{" "}
                        {retention.is_due && hold === null && proposal === null && (
                            <Chip>{w("retentionOver")}</Chip>
                        )}
                    </Row>
                    <Row term={w("basis")}>
                        {w("keptYears", { n: rule.years })} {label(rule.label)}{" "}
                        {!rule.confirmed && (
                            <Chip tone="due" title={w("ruleUnconfirmedHint")}>
                                {w("ruleUnconfirmed")}
                            </Chip>
                        )}
                        {rule.basis !== "" && (
                            <span className="block text-13 text-ink-soft">{rule.basis}</span>
                        )}
                    </Row>
                </dl>
            )}
            {hold !== null && (
                <Note tone="due" title={w("heldBack")} by={hold.placed_by} at={hold.placed_at}>
                    {hold.reason}
                </Note>
            )}
            {proposal !== null && (
                <Note
                    tone="known"
                    title={w("proposalOpen")}
                    by={proposal.proposed_by}
                    at={proposal.proposed_at}
                />
            )}
            {returned !== null && (
                <Note tone="grey" title={w("lastReturned")} by={returned.decided_by} at={returned.decided_at}>
                    {returned.reason}
                </Note>
            )}
            <Acts retention={retention} />
        </div>
    );
}

function Row({ term, children }: { term: string; children: ReactNode }) {
    return (
        <div className="flex gap-2 py-0.5">
            <dt className="w-28 shrink-0 text-13 leading-6 text-ink-soft">{term}</dt>
            <dd className="min-w-0 flex-1">{children}</dd>
        </div>
    );
}

type NoteProps = {
    tone: "due" | "known" | "grey";
    title: string;
    by: StaffRef | null;
    at: string | null;
    children?: ReactNode;
};
const grounds = {
    due: "border-due-line bg-due-ground",
    known: "border-known-line bg-known-ground",
    grey: "border-line bg-sunken",
};
function Note({ tone, title, by, at, children }: NoteProps) {
    return (
        <div className={`rounded border px-2 py-1 ${grounds[tone]}`}>
            <p className="flex flex-wrap items-baseline gap-x-2">
                <strong>{title}</strong>
                <span className="text-13 text-ink-soft">
                    {by !== null && <PersonChip person={by} />} {at !== null && <Moment at={at} short />}
                </span>
            </p>
            {children !== undefined && <p className="whitespace-pre-wrap">{children}</p>}
        </div>
    );
}

function Acts({ retention }: { retention: Retention }) {
    const { w } = useWords();
    const session = useSession();
    const notify = useNotify();
    const client = useQueryClient();
    const [asking, setAsking] = useState<"hold" | "return" | "approve" | null>(null);
    const [busy, setBusy] = useState(false);
    const { record, number, may } = retention;
    const key = ["consultation", record, "retention"];

    async function run(act: Told, text = "") {
        if (busy) return;
        setBusy(true);
        try {
            client.setQueryData(key, await perform(act, record, text));
            notify.told(w(toldWords[act]));
            setAsking(null);
        } catch (error) {
            notify.failed(error);
        }
        setBusy(false);
        await Promise.all(
            [["disposals"], ["consultation", record]].map((queryKey) =>
                client.invalidateQueries({ queryKey }),
            ),
        );
    }
    async function dispose() {
        if (busy) return;
        setBusy(true);
        try {
            const disposed = await approveDisposal(record, number);
            notify.told(w("disposedDone", { number }));
            // Away first: what this page shows is not there any more.
            go(session.can["disposal.read"] === true ? `/disposals/${disposed.id}` : "/consultations");
            client.removeQueries({ queryKey: ["consultation", record] });
            await Promise.all(
                ["disposals", "consultations", "work", "inbox"].map((name) =>
                    client.invalidateQueries({ queryKey: [name] }),
                ),
            );
        } catch (error) {
            notify.failed(error);
            setBusy(false);
            setAsking(null);
            await client.invalidateQueries({ queryKey: key });
        }
    }
    function press(act: DisposalAct) {
        if (act === "propose" || act === "release") void run(act);
        else setAsking(act);
    }
    const offered = buttons.filter(({ act }) => may.includes(act));
    return (
        <>
            {offered.length > 0 && (
                <div className="flex flex-wrap gap-1.5">
                    {offered.map(({ act, word }) => (
                        <Button key={act} data-act={act} disabled={busy} onClick={() => press(act)}>
                            {w(word)}
                        </Button>
                    ))}
                </div>
            )}
            {asking === "approve" && (
                <ApproveDisposalDialog
                    records={[retention]}
                    busy={busy}
                    onClose={() => setAsking(null)}
                    onApprove={() => void dispose()}
                />
            )}
            {(asking === "hold" || asking === "return") && (
                <TextDialog
                    title={w(asking === "hold" ? "holdBack" : "returnDisposal")}
                    hint={w(asking === "hold" ? "holdHint" : "returnHint")}
                    done={w(asking === "hold" ? "holdBack" : "returnDisposal")}
                    onClose={() => setAsking(null)}
                    onDone={(text) => void run(asking, text)}
                />
            )}
        </>
    );
}

function perform(act: Told, record: string, text: string): Promise<Retention> {
    switch (act) {
        case "propose":
            return proposeDisposal(record);
        case "release":
            return releaseHold(record);
        case "hold":
            return holdBack(record, text);
        case "return":
            return returnDisposal(record, text);
    }
}
