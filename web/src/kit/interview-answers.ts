// From what was typed to an answer: amounts, told times and choices get a value beside their words; and how answers that are
// not stored yet lie over the questions as the server last showed them.
import type { GivenAnswer, GivenAnswers, InterviewQuestion } from "@/api/interview";
import { readAmount } from "./numerals";
import { isUnderstood, toldTimeOf } from "./told-time";

// 「30万5千円」 → 305000; what is no amount has no value.
export function amountOf(text: string): string {
    const read = readAmount(text, "円|件|人|台|枚|回");
    return "amount" in read ? String(read.amount) : "";
}

export function answerFrom(question: InterviewQuestion, typed: string, now: Date): GivenAnswer {
    const text = typed.trim();
    const seen = question.written_at ?? undefined;
    if (question.answer === "time") {
        const told = toldTimeOf(text, now);
        const value = isUnderstood(told) ? `${told.earliest}/${told.latest}` : "";
        return { state: "answered", text, value, seen_at: seen };
    }
    const value = question.answer === "money" || question.answer === "count" ? amountOf(text) : "";
    return { state: "answered", text, value, seen_at: seen };
}

export function withGiven(questions: readonly InterviewQuestion[], given: GivenAnswers): InterviewQuestion[] {
    return questions.map((question) => {
        const answer = given[question.code];
        if (answer === undefined) return question;
        const { state, value = "", text = "" } = answer;
        return { ...question, state, value, text };
    });
}

export function isOpen(question: InterviewQuestion): boolean {
    return question.state === "open";
}

// While somebody works in the list nothing moves: what was there keeps its place, what is new comes after it.
export function steady(before: readonly string[], now: readonly string[]): string[] {
    const there = new Set(now);
    const kept = before.filter((code) => there.has(code));
    const known = new Set(kept);
    return [...kept, ...now.filter((code) => !known.has(code))];
}
