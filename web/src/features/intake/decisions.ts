// What the officer made of the proposals: accepted, altered or refused, by table.
import { noInterview } from "@/api/interview";
import type { Assessment, Proposal } from "@/api/types";

export type Decided = Record<string, string | string[]>;
const suggestedFrom = 0.5;

export function suggested(proposal: Proposal): string[] {
    const [first, ...rest] = proposal.ranked;
    if (first === undefined) return [];
    if (proposal.choice === "one") return [first.code];
    return [
        first.code,
        ...rest.filter((choice) => choice.score >= suggestedFrom).map((choice) => choice.code),
    ];
}

export function codesOf(decided: string | string[] | undefined): string[] {
    if (decided === undefined) return [];
    return Array.isArray(decided) ? decided : [decided];
}

export function accepted(proposal: Proposal, codes: string[]): string | string[] {
    return proposal.choice === "one" ? (codes[0] ?? "") : codes;
}

export function isOpen(proposal: Proposal, decided: Decided, dismissed: readonly string[]): boolean {
    return decided[proposal.table] === undefined && !dismissed.includes(proposal.table);
}

export const emptyAssessment: Assessment = {
    observables: [],
    hits: [],
    proposals: [],
    dangers: [],
    interview: noInterview,
    guidance: [],
    duplicates: [],
    earlier: [],
};
