// What a field holds that was typed and could not be read: it stays as it was typed, in the form and in its draft, and is refused
// before it is sent.
import type {
    ConsultationFields,
    FieldContent,
    FieldDescription,
    FormDescription,
    Money,
    ToldTime,
    Violation,
    Words,
} from "@/api/types";
import { readDay, readPastDay } from "./day-reader";
import { dayInJapan } from "./moments";
import { readAmount } from "./numerals";
import { refusalOfTold } from "./told-time";

export function isMoney(value: FieldContent | undefined): value is Money {
    return typeof value === "object" && value !== null && "minor_units" in value;
}
export function isToldTime(value: FieldContent | undefined): value is ToldTime {
    return typeof value === "object" && value !== null && "wording" in value;
}
export function isDay(text: string): boolean {
    return /^\d{4}-\d{2}-\d{2}$/.test(text);
}
// A day of which only the past is meant: a birth.
function isOfThePast(field: FieldDescription): boolean {
    return /birth/.test(field.name);
}

export function refusalOf(field: FieldDescription, value: FieldContent | undefined, now: Date): Words | null {
    if (field.kind === "told_time") return isToldTime(value) ? refusalOfTold(value, now) : null;
    if (typeof value !== "string" || value === "") return null;
    if (field.kind === "money" || field.kind === "integer") {
        const read = readAmount(value);
        return "refused" in read ? read.refused : null;
    }
    if (field.kind !== "date") return null;
    const read = isOfThePast(field) ? readPastDay(value, dayInJapan(now)) : readDay(value);
    return "refused" in read ? read.refused : null;
}

export function refusalsOf(schema: FormDescription, values: ConsultationFields, now: Date): Violation[] {
    return schema.fields.flatMap((field) => {
        const reason = refusalOf(field, values[field.name], now);
        return reason === null ? [] : [{ field: field.name, reason }];
    });
}
