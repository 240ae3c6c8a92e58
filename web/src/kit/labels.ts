// Enumeration codes told in words: labels come from the server's description of the record.
import type { FieldDescription, FormDescription, Words } from "@/api/types";

export function fieldOf(schema: FormDescription | undefined, name: string): FieldDescription | undefined {
    return schema?.fields.find((field) => field.name === name);
}

export function valueLabel(schema: FormDescription | undefined, name: string, value: unknown): Words {
    const found = fieldOf(schema, name)?.values?.find((candidate) => candidate.value === value);
    if (found !== undefined) return found.label;
    const text = typeof value === "string" || typeof value === "number" ? String(value) : "";
    return { ja: text, en: text };
}

// A code whose table gives it no other name is its own name: 「その他」.
export function codeLabel(choice: { code: string; label: Words } | undefined): Words {
    if (choice === undefined) return { ja: "", en: "" };
    return choice.label.ja === "" ? { ja: choice.code, en: choice.label.en || choice.code } : choice.label;
}
