// What an answer at the desk does beside being kept: it fills an empty field of the form, or adds a line to the narrative.
import type { GivenAnswer, GivenAnswers, InterviewQuestion } from "@/api/interview";
import type { ConsultationFields, FieldContent, FormDescription } from "@/api/types";
import { refusalOf } from "@/kit/field-refusal";
import { isEmptyValue } from "@/kit/field-value";
import { fieldOf } from "@/kit/labels";

// What the server's interview asks of the form, beside the text.
export const interviewFields = [
    "caller_name",
    "caller_kana",
    "caller_address",
    "caller_phone",
    "caller_email",
    "caller_birth_date",
    "caller_relation",
    "wishes",
    "punish_will",
    "report_will",
    "victim_type",
    "victim_name",
    "victim_industry",
    "victim_size",
    "victim_contact",
    "occurred",
    "noticed",
    "place",
    "amount",
    "evidence_state",
];

// Those of them that are filled in with what can be read.
export function filledFields(values: ConsultationFields, schema: FormDescription): ConsultationFields {
    const now = new Date();
    return Object.fromEntries(
        interviewFields.flatMap((name) => {
            const value = values[name];
            const field = fieldOf(schema, name);
            const isUnread = field !== undefined && refusalOf(field, value, now) !== null;
            return isEmptyValue(value) || isUnread ? [] : [[name, value]];
        }),
    );
}

// Drafts from before there were answers held only a mark that a question was asked.
export function keptAnswers(answers: Record<string, unknown> | undefined): GivenAnswers {
    const kept: GivenAnswers = {};
    for (const [code, answer] of Object.entries(answers ?? {})) {
        if (typeof answer === "object" && answer !== null && "state" in answer)
            kept[code] = answer as GivenAnswer;
    }
    return kept;
}

type Carried = { field?: string; value?: FieldContent; line?: string };

export function carried(
    question: InterviewQuestion,
    given: GivenAnswer,
    fields: ConsultationFields,
): Carried {
    const text = given.text ?? "";
    if (given.state !== "answered" || text === "") return {};
    const line = question.to_narrative === true ? { line: `(聴取) ${question.ask.ja} ${text}` } : {};
    const field = question.to_field;
    if (field === undefined || isFilled(fields[field])) return line;
    const value = contentOf(field, question, given);
    return value === null ? line : { ...line, field, value };
}

function isFilled(content: FieldContent | undefined): boolean {
    return !isEmptyValue(content) && content !== "undecided";
}

function contentOf(field: string, question: InterviewQuestion, given: GivenAnswer): FieldContent | null {
    const { value = "", text = "" } = given;
    if (question.answer === "time") {
        const [earliest = "", latest = earliest] = value.split("/");
        return earliest === "" ? null : { earliest, latest, wording: text };
    }
    if (question.answer === "money")
        return value === "" ? null : { minor_units: Number(value), currency: "JPY" };
    if (question.answer === "choice") return field === "wishes" ? [value] : value;
    return text;
}
