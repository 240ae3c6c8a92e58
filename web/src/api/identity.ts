// Persons and companies across records: who may be the same, what people decided, one person's page.
import { ask } from "./client";
import type { RecordRef, StaffRef, Words } from "./types";

export type Ground = { sentence: Words; points: number };
export type Party = {
    id: string;
    role: "caller" | "victim";
    kind: "person" | "organization";
    name: string;
    kana: string;
    address: string;
    phones: string[];
    mails: string[];
    birth_date: string | null;
    corporate_number: string;
    record: RecordRef;
};
// `like`: the member of a person whom it resembles, where it was asked for a whole person.
export type PersonSuggestion = {
    like: string | null;
    party: Party;
    identity: string | null;
    score: number;
    reasons: Ground[];
};
export type Verdict = "same" | "different";
export type PersonDecision = {
    id: string;
    verdict: Verdict;
    a: Party | null;
    b: Party | null;
    reason: string;
    grounds: Ground[];
    told_otherwise: boolean; // since it was decided
    identity: string | null;
    by: StaffRef | null;
    at: string;
    withdrawn: boolean;
    withdrawn_by: StaffRef | null;
    withdrawn_at: string | null;
    withdrawn_reason: string;
};
export type RecordParty = Party & {
    identity: string | null;
    together: Party[];
    suggestions: PersonSuggestion[];
    decisions: PersonDecision[];
};
export type Person = {
    id: string;
    kind: "person" | "organization";
    members: Party[];
    may_decide: boolean;
    suggestions: PersonSuggestion[];
    decisions: PersonDecision[];
};

export function readPeople(record: string): Promise<{ items: RecordParty[]; may_decide: boolean }> {
    return ask("GET", `/consultations/${record}/people`);
}
export function readPerson(id: string): Promise<Person> {
    return ask("GET", `/people/${id}`);
}
export type Judged = { verdict: Verdict; a: string; b: string; reason: string };
export function judge(judged: Judged): Promise<PersonDecision> {
    return ask("POST", "/people/decisions", { body: judged });
}
export function withdrawJudgement(id: string, reason: string): Promise<PersonDecision> {
    return ask("POST", `/people/decisions/${id}/withdraw`, { body: { reason } });
}
