// The content of a field as text, by the kind that the server's description gives it.
import type { FieldDescription, Money, ToldTime } from "@/api/types";
import type { Speak } from "./language";
import { showDate, showMoment } from "./moments";
import { showInterval } from "./told-time";

function isMoney(value: object): value is Money {
    return "minor_units" in value;
}

function isToldTime(value: object): value is ToldTime {
    return "wording" in value;
}

export function isEmptyValue(value: unknown): boolean {
    return (
        value === null || value === undefined || value === "" || (Array.isArray(value) && value.length === 0)
    );
}

export function showFieldValue(field: FieldDescription, value: unknown, speak: Speak): string {
    const { language, label, w } = speak;
    const labelOf = (code: unknown) => {
        const found = field.values?.find((choice) => choice.value === code);
        return found === undefined ? String(code) : label(found.label);
    };
    if (isEmptyValue(value)) return "";
    if (typeof value === "boolean") return value ? w("yes") : w("no");
    if (Array.isArray(value)) {
        const plain = value.filter((each) => typeof each !== "object"); // structs are shown where they belong
        return plain.map(labelOf).join("、");
    }
    if (typeof value === "number") {
        return value.toLocaleString("ja-JP");
    }
    if (typeof value === "object" && value !== null) {
        if (isMoney(value)) return `${value.minor_units.toLocaleString("ja-JP")}${w("yen")}`;
        if (isToldTime(value)) return showToldTime(value, speak);
        return "name" in value && typeof value.name === "string" ? value.name : "";
    }
    const text = String(value);
    if (field.kind === "enumeration") return labelOf(text);
    if (field.kind === "instant") return showMoment(text, language);
    if (field.kind === "date") return showDate(text, language);
    return text;
}

function showToldTime(told: ToldTime, { language }: Speak): string {
    const interval = showInterval(told, language);
    return told.wording === "" ? interval : `${told.wording} (${interval})`;
}
