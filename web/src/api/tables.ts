// The tables of rules: what is in force, what is proposed, and what it would change.
import { ask, withQuery } from "./client";
import type { StaffRef, UnitRef, Words } from "./types";

const at = encodeURIComponent;

export type TableVersion = {
    version: number;
    digest: string;
    loaded_at: string;
    loaded_by: StaffRef | null;
    origin: "shipped" | "edited" | "loaded";
    proposal: string | null;
};
export type TableGroup = { id: string; label: Words };
export type TableSummary = {
    id: string;
    file: string;
    title: Words;
    purpose: Words;
    group: TableGroup;
    since: TableVersion;
    open_proposals: number;
};
export type TableCell = { name: string; label: Words; values: { text: string; words: Words | null }[] };
export type TableRow = { line: number; key: string; label: Words | null; cells: TableCell[] };
export type TableSection = { name: string; label: Words; rows: TableRow[] };
export type Table = {
    id: string;
    file: string;
    title: Words;
    purpose: Words;
    group: TableGroup;
    version: TableVersion;
    text: string;
    sections: TableSection[];
    proposals: { id: string; state: ProposalState }[];
};
export type TableHistoryItem = TableVersion & {
    reason: string | null;
    kind: ProposalKind | null;
    proposed_by: StaffRef | null;
};
export type DifferenceLine = { mark: " " | "-" | "+" | "…"; before: number; after: number; text: string };
export type TableVersionText = TableVersion & {
    text: string;
    changes: DifferenceLine[];
    changes_to_current: DifferenceLine[];
    is_current: boolean;
};

export type ProposalState = "draft" | "proposed" | "approved" | "in_force" | "refused" | "withdrawn";
export type ProposalKind = "edit" | "return" | "shipped";
export type ProposalAct = "change" | "rebase" | "propose" | "withdraw" | "approve" | "refuse";
export type ProposalSummary = {
    id: string;
    version: number;
    kind: ProposalKind;
    state: ProposalState;
    reason: string;
    tables: { table: string; title: Words }[];
    base_version: number;
    made_by: StaffRef | null;
    made_at: string;
    changed_at: string;
    proposed_at: string | null;
    decided_by: StaffRef | null;
    decided_at: string | null;
    decision: string;
    in_force_from: string | null;
    made_version: number | null;
    fault: "" | "outdated" | "invalid" | "superseded";
};
export type TableFault = { field: string; reason: Words };
export type ProposedTable = {
    table: string;
    file: string;
    title: Words;
    text: string | null;
    base: string | null;
    conflict: boolean;
    other: string | null; // of a conflict: the other side; null: it takes the table away
    changes: DifferenceLine[];
    other_changes: DifferenceLine[] | null;
};
export type Proposal = ProposalSummary & {
    files: ProposedTable[];
    outdated: boolean;
    violations: TableFault[];
    may: ProposalAct[];
};
// A null text takes the table away.
export type SentTable = { table: string; text: string | null; settled?: boolean };

export type NamedCode = { code: string; label: Words };
export type PreviewReason = { code: string; text: Words; weight: number };
export type PreviewChange = {
    table: string;
    label: Words;
    before: NamedCode[];
    after: NamedCode[];
    decided: NamedCode[] | null;
    reasons_before: PreviewReason[];
    reasons_after: PreviewReason[];
};
export type PreviewTable = {
    table: string;
    label: Words;
    codes: (NamedCode & { before: number; after: number })[];
    changed: number;
    decided: number;
    agreed_before: number;
    agreed_after: number;
    gained: number;
    lost: number;
};
export type PreviewRecord = {
    id: string;
    number: string;
    subject: string;
    received_at: string | null;
    owner_unit: UnitRef | null;
    changes: PreviewChange[];
};
export type PreviewPiece = {
    looked_at: number;
    next: string | null;
    version: number;
    tables: PreviewTable[];
    records: PreviewRecord[];
};

export function readTables(): Promise<{ current: TableVersion; items: TableSummary[] }> {
    return ask("GET", "/tables");
}
export function readTable(id: string): Promise<Table> {
    return ask("GET", `/tables/${at(id)}`);
}
export function readTableHistory(id: string): Promise<{ items: TableHistoryItem[] }> {
    return ask("GET", `/tables/${at(id)}/versions`);
}
export function readTableVersion(id: string, version: number): Promise<TableVersionText> {
    return ask("GET", `/tables/${at(id)}/versions/${version}`);
}
export function readProposals(state: "open" | "closed"): Promise<{ items: ProposalSummary[] }> {
    return ask("GET", withQuery("/table-proposals", { state }));
}
export function readProposal(id: string): Promise<Proposal> {
    return ask("GET", `/table-proposals/${at(id)}`);
}
// `base`: the version that was opened, so that what came into force since then is not taken back unseen.
export function draftProposal(base: number, files: SentTable[], reason: string): Promise<Proposal> {
    return ask("POST", "/table-proposals", { body: { base_version: base, files, reason } });
}
export function draftReturn(table: string, version: number, reason: string): Promise<Proposal> {
    return ask("POST", "/table-proposals", { body: { table, return_to: version, reason } });
}
// `base` is asked for a table that the proposal does not hold yet.
export function saveProposal(
    proposal: Proposal,
    { files, reason, base }: { files: SentTable[]; reason: string; base?: number },
): Promise<Proposal> {
    return ask("PUT", `/table-proposals/${at(proposal.id)}`, {
        body: { files, reason, ...(base === undefined ? {} : { base_version: base }) },
        version: proposal.version,
    });
}
export function actOnProposal(
    proposal: Proposal,
    act: "rebase" | "submission" | "withdrawal",
): Promise<Proposal> {
    return ask("POST", `/table-proposals/${at(proposal.id)}/${act}`);
}
export function approveProposal(
    proposal: Proposal,
    { decision, from }: { decision: string; from: string | null },
): Promise<Proposal> {
    return ask("POST", `/table-proposals/${at(proposal.id)}/approval`, {
        body: { version: proposal.version, decision, ...(from === null ? {} : { in_force_from: from }) },
    });
}
export function refuseProposal(proposal: Proposal, reason: string): Promise<Proposal> {
    return ask("POST", `/table-proposals/${at(proposal.id)}/refusal`, {
        body: { version: proposal.version, reason },
    });
}
export function previewProposal(
    id: string,
    { cursor, limit }: { cursor: string; limit: number },
    signal: AbortSignal,
): Promise<PreviewPiece> {
    return ask("GET", withQuery(`/table-proposals/${at(id)}/preview`, { cursor, limit }), { signal });
}
