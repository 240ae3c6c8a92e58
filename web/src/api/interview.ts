// The interview of a matter: its questions and answers as the server shows them, and the two requests about it.
import { ask } from "./client";
import type { Span, StaffRef, Words } from "./types";

export type AnswerState = "answered" | "unknown" | "later" | "declined" | "not_applicable";
export type AnswerKind =
    "text" | "choice" | "yes_no" | "time" | "money" | "count" | "account" | "address" | "person";
// As it is sent and as a draft keeps it; "open" asks the question again. seen_at: the answer that it replaces.
export type GivenAnswer = {
    state: AnswerState | "open";
    value?: string;
    text?: string;
    seen_at?: string | undefined;
};
export type GivenAnswers = Record<string, GivenAnswer>;

export type InterviewQuestion = {
    code: string;
    ask: Words;
    why: Words;
    answer: AnswerKind;
    choices?: { value: string; label: Words }[];
    state: "open" | "told" | "filled" | AnswerState;
    spans?: Span[];
    by?: Words;
    to_field?: string;
    to_narrative?: boolean;
    value?: string;
    text?: string;
    written_at?: string | null;
    written_by?: StaffRef | null;
};
export type LifeState = "unknown" | "later" | "soon" | "urgent" | "gone";
export type EvidenceLife = {
    code: string;
    label: Words;
    what: "evidence" | "period";
    state: LifeState;
    from: string | null;
    to: string | null;
    sentence: Words;
    act: Words;
    source: string;
    confirmed: boolean;
};
export type MissingForProvider = { code: string; label: Words; state: "open" | "partial" | AnswerState };
export type WishRoute = {
    wish: string;
    label: Words;
    steps: { text: Words; source: string; confirmed: boolean }[];
};
export type WishConflict = { code: string; says: Words; order: Words[] };
export type Interview = {
    code: string;
    title: Words | null;
    questions: InterviewQuestion[];
    missing: MissingForProvider[];
    lives: EvidenceLife[];
    routes: WishRoute[];
    conflicts: WishConflict[];
    version?: number;
    kept_double?: string[];
};

export const noInterview: Interview = {
    code: "",
    title: null,
    questions: [],
    missing: [],
    lives: [],
    routes: [],
    conflicts: [],
};

export function readInterview(record: string): Promise<Interview> {
    return ask("GET", `/consultations/${encodeURIComponent(record)}/interview`);
}
export function answerInterview(record: string, answers: GivenAnswers): Promise<Interview> {
    return ask("POST", `/consultations/${encodeURIComponent(record)}/interview`, {
        body: { answers },
        create: true,
    });
}
