// One proposal: what changes, whether it is sound, what it would have changed, and what may be done with it.
import { useQuery, useQueryClient } from "@tanstack/react-query";
import { useState, type ReactNode } from "react";
import {
    actOnProposal,
    approveProposal,
    readProposal,
    refuseProposal,
    saveProposal,
    type Proposal,
    type ProposedTable,
} from "@/api/tables";
import { go, Link } from "@/kit/address";
import { Button } from "@/kit/button";
import { Moment, PersonChip } from "@/kit/chips";
import { Dialog } from "@/kit/dialog";
import { useKeys } from "@/kit/keys";
import { useWords } from "@/kit/language";
import { fromLocalInput, showMoment } from "@/kit/moments";
import { useNotify } from "@/kit/notices";
import { Page, Panel } from "@/kit/page";
import { Failure, Waiting } from "@/kit/states";
import { TextDialog } from "@/kit/text-dialog";
import { Difference } from "./difference";
import { Faults } from "./faults";
import { PreviewPanel } from "./preview-panel";
import { StateChip } from "./state-chip";

type Asking = "approve" | "refuse" | null;

export function ProposalPage({ id }: { id: string }) {
    const proposal = useQuery({
        queryKey: ["table-proposal", id],
        queryFn: () => readProposal(id),
        refetchInterval: 15_000,
    });
    if (proposal.error !== null && proposal.data === undefined) {
        return <Failure error={proposal.error} onRetry={() => void proposal.refetch()} />;
    }
    if (proposal.data === undefined) return <Waiting lines={12} />;
    return <Shown proposal={proposal.data} />;
}

function Shown({ proposal }: { proposal: Proposal }) {
    const { w, label, language } = useWords();
    const notify = useNotify();
    const client = useQueryClient();
    const [asking, setAsking] = useState<Asking>(null);
    const [busy, setBusy] = useState(false);
    const [tried, setTried] = useState<number | null>(null);
    const may = new Set(proposal.may);
    // Holidays, interviews and texts propose nothing by themselves.
    const decides = proposal.files.some((file) => !file.file.includes("/"));
    const isTried = tried === proposal.version || !decides;

    async function act(work: () => Promise<Proposal>, say: (made: Proposal) => string) {
        setBusy(true);
        setAsking(null);
        try {
            const made = await work();
            client.setQueryData(["table-proposal", made.id], made);
            for (const key of ["table-proposals", "tables", "table"])
                void client.invalidateQueries({ queryKey: [key] });
            notify.told(say(made));
        } catch (error) {
            notify.failed(error);
            void client.invalidateQueries({ queryKey: ["table-proposal", proposal.id] });
        } finally {
            setBusy(false);
        }
    }
    const submit = () =>
        void act(
            () => actOnProposal(proposal, "submission"),
            () => w("proposalSubmitted"),
        );
    const isSound = proposal.violations.length === 0 && !proposal.outdated;
    useKeys({
        "Ctrl+Enter": () => {
            if (may.has("propose") && isSound && proposal.reason !== "") submit();
            else if (may.has("approve") && isSound) setAsking("approve");
        },
    });
    const title = proposal.tables.map((table) => label(table.title)).join(w("listComma"));
    return (
        <Page
            title={`${w("tableProposal")} ${title}`}
            aside={
                <>
                    <Link to="/tables/proposals" className="text-act hover:underline print:hidden">
                        {w("tableProposals")}
                    </Link>
                    <StateChip state={proposal.state} />
                    {proposal.state === "proposed" && !may.has("approve") && (
                        <span className="text-13 text-ink-soft">{w("proposalSelf")}</span>
                    )}
                </>
            }
            action={
                <span className="flex flex-wrap gap-2 print:hidden">
                    {may.has("withdraw") && (
                        <Button
                            disabled={busy}
                            data-act="withdraw"
                            onClick={() =>
                                void act(
                                    () => actOnProposal(proposal, "withdrawal"),
                                    () => w("state_withdrawn"),
                                )
                            }
                        >
                            {w("proposalWithdraw")}
                        </Button>
                    )}
                    {may.has("refuse") && (
                        <Button
                            look="danger"
                            disabled={busy}
                            data-act="refuse"
                            onClick={() => setAsking("refuse")}
                        >
                            {w("proposalRefuse")}
                        </Button>
                    )}
                    {may.has("propose") && (
                        <Button
                            look="primary"
                            keys="Ctrl+Enter"
                            disabled={busy || !isSound || proposal.reason === ""}
                            title={proposal.reason === "" ? w("proposalReasonMissing") : undefined}
                            data-act="propose"
                            onClick={submit}
                        >
                            {w("proposalSubmit")}
                        </Button>
                    )}
                    {may.has("approve") && (
                        <Button
                            look="primary"
                            keys="Ctrl+Enter"
                            disabled={busy || !isSound}
                            data-act="approve"
                            onClick={() => setAsking("approve")}
                        >
                            {w("proposalApprove")}
                        </Button>
                    )}
                </span>
            }
        >
            <div className="flex flex-col gap-3 px-4 py-3">
                <About proposal={proposal} />
                {proposal.kind === "shipped" && proposal.made_by === null && (
                    <Told>{w("proposalShipped")}</Told>
                )}
                {proposal.fault !== "" && <Told>{w(`proposalFault_${proposal.fault}`)}</Told>}
                {proposal.outdated && (
                    <Told>
                        {w("proposalOutdated")}
                        {may.has("rebase") && (
                            <Button
                                disabled={busy}
                                data-act="rebase"
                                onClick={() =>
                                    void act(
                                        () => actOnProposal(proposal, "rebase"),
                                        () => w("editSaved"),
                                    )
                                }
                            >
                                {w("proposalRebase")}
                            </Button>
                        )}
                    </Told>
                )}
                {proposal.may.length > 0 && <Faults proposal={proposal} />}
                {proposal.files.map((file) => (
                    <Changes
                        key={file.table}
                        proposal={proposal}
                        file={file}
                        onSettle={(text) =>
                            void act(
                                () =>
                                    saveProposal(proposal, {
                                        files: proposal.files.map((each) =>
                                            each.table === file.table
                                                ? { table: each.table, text, settled: true }
                                                : { table: each.table, text: each.text },
                                        ),
                                        reason: proposal.reason,
                                    }),
                                () => w("editSaved"),
                            )
                        }
                    />
                ))}
                {["draft", "proposed", "approved"].includes(proposal.state) && (
                    <>
                        {decides ? (
                            <PreviewPanel proposal={proposal} onTried={() => setTried(proposal.version)} />
                        ) : (
                            <p className="text-ink-soft">{w("previewNotFor")}</p>
                        )}
                    </>
                )}
            </div>
            {asking === "refuse" && (
                <TextDialog
                    title={w("proposalRefuse")}
                    hint={w("proposalRefuseHint")}
                    done={w("proposalRefuse")}
                    onClose={() => setAsking(null)}
                    onDone={(reason) =>
                        void act(
                            () => refuseProposal(proposal, reason),
                            () => w("state_refused"),
                        )
                    }
                />
            )}
            {asking === "approve" && (
                <ApproveDialog
                    proposal={proposal}
                    isTried={isTried}
                    onClose={() => setAsking(null)}
                    onDone={(decision, from) =>
                        void act(
                            () => approveProposal(proposal, { decision, from }),
                            (made) =>
                                made.state === "approved"
                                    ? w("proposalApprovedLater", {
                                          time: showMoment(made.in_force_from ?? "", language),
                                      })
                                    : w("proposalApproved"),
                        )
                    }
                />
            )}
        </Page>
    );
}

function Told({ children }: { children: ReactNode }) {
    return (
        <p className="flex flex-wrap items-center gap-3 rounded-md border border-due-line bg-due-ground px-3 py-2">
            {children}
        </p>
    );
}

function About({ proposal }: { proposal: Proposal }) {
    const { w } = useWords();
    const rows: [string, ReactNode][] = [
        [
            w("proposalReason"),
            proposal.reason === "" ? (
                <span className="text-due">{w("proposalReasonMissing")}</span>
            ) : (
                proposal.reason
            ),
        ],
        [w("proposalBy"), proposal.made_by === null ? "Renkei" : <PersonChip person={proposal.made_by} />],
        [w("proposalBase"), w("tableVersion", { n: proposal.base_version })],
    ];
    if (proposal.proposed_at !== null)
        rows.push([w("proposalProposedAt"), <Moment key="p" at={proposal.proposed_at} />]);
    if (proposal.decided_by !== null && proposal.decided_at !== null) {
        rows.push([
            w("proposalDecided"),
            <span key="d">
                <PersonChip person={proposal.decided_by} /> <Moment at={proposal.decided_at} />
            </span>,
        ]);
    }
    if (proposal.decision !== "") rows.push([w("proposalDecision"), proposal.decision]);
    if (proposal.in_force_from !== null) {
        rows.push([
            w("proposalInForce"),
            <span key="f">
                <Moment at={proposal.in_force_from} />{" "}
                {proposal.made_version !== null && w("tableVersion", { n: proposal.made_version })}
            </span>,
        ]);
    }
    return (
        <dl className="grid grid-cols-[max-content_1fr] gap-x-4 gap-y-0.5">
            {rows.map(([term, value]) => (
                <div key={term} className="contents">
                    <dt className="text-ink-soft">{term}</dt>
                    <dd>{value}</dd>
                </div>
            ))}
        </dl>
    );
}

type ChangesProps = { proposal: Proposal; file: ProposedTable; onSettle: (text: string | null) => void };

function Changes({ proposal, file, onSettle }: ChangesProps) {
    const { w, label } = useWords();
    const other = w(proposal.kind === "shipped" ? "proposalOther_shipped" : "proposalOther_now");
    const canChange = proposal.may.includes("change");
    return (
        <Panel
            title={
                <Link to={`/tables/${file.table}`} className="text-act hover:underline">
                    {label(file.title)}
                </Link>
            }
            action={
                canChange && (
                    <Button
                        icon="pen"
                        data-act="edit-file"
                        onClick={() => go(`/tables/${file.table}/edit?proposal=${proposal.id}`)}
                    >
                        {w("proposalEdit")}
                    </Button>
                )
            }
        >
            {file.text === null && <p className="px-3 py-1 font-bold">{w("proposalTableGoes")}</p>}
            <Difference lines={file.changes} name={`${label(file.title)} ${w("proposalChanges")}`} />
            {file.conflict && (
                <div className="border-t border-line" data-conflict={file.table}>
                    <p className="bg-due-ground px-3 py-2">{w("proposalConflict", { other })}</p>
                    {file.other === null && <p className="px-3 py-1">{w("proposalTableGoes")}</p>}
                    <Difference lines={file.other_changes ?? []} name={other} />
                    {canChange && (
                        <div className="flex flex-wrap justify-end gap-2 border-t border-line px-3 py-2">
                            <Button onClick={() => onSettle(file.other)}>
                                {w("proposalTakeOther", { other })}
                            </Button>
                            <Button data-act="settle" onClick={() => onSettle(file.text)}>
                                {w("proposalSettle")}
                            </Button>
                        </div>
                    )}
                </div>
            )}
        </Panel>
    );
}

type ApproveProps = {
    proposal: Proposal;
    isTried: boolean;
    onClose: () => void;
    onDone: (decision: string, from: string | null) => void;
};

function ApproveDialog({ proposal, isTried, onClose, onDone }: ApproveProps) {
    const { w, label } = useWords();
    const [decision, setDecision] = useState("");
    const [from, setFrom] = useState("");
    return (
        <Dialog title={w("proposalApprove")} onClose={onClose}>
            <form
                className="flex flex-col gap-3"
                data-approve
                onSubmit={(event) => {
                    event.preventDefault();
                    onDone(decision, from === "" ? null : fromLocalInput(from));
                }}
            >
                <p>{w("proposalApproveHint", { n: proposal.files.length })}</p>
                <p className="font-bold">
                    {proposal.tables.map((table) => label(table.title)).join(w("listComma"))}
                </p>
                {!isTried && <Told>{w("proposalUntried")}</Told>}
                <label className="flex flex-col gap-1">
                    {w("proposalFrom")}
                    <input
                        type="datetime-local"
                        className="field-box w-60"
                        value={from}
                        onChange={(event) => setFrom(event.target.value)}
                    />
                </label>
                <label className="flex flex-col gap-1">
                    {w("proposalDecision")}
                    <input
                        className="field-box"
                        data-first
                        maxLength={1000}
                        value={decision}
                        onChange={(event) => setDecision(event.target.value)}
                    />
                </label>
                <div className="flex justify-end gap-2">
                    <Button onClick={onClose}>{w("cancel")}</Button>
                    <Button type="submit" look="primary">
                        {w("proposalApprove")}
                    </Button>
                </div>
            </form>
        </Dialog>
    );
}
