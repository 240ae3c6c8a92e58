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
