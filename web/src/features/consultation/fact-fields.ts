// Which fields of a record are facts that are changed where they stand.
import type { FieldDescription } from "@/api/types";

// Shown elsewhere on the page: in the head, as text, or as decisions.
export const elsewhere = new Set([
    "number",
    "narrative",
    "interview",
    "receiver",
    "stat_category",
    "internal_type",
    "is_cyber_crime",
    "is_cyber_event",
    "serious_suspected",
    "class",
    "offences",
    "urgency",
    "needs_specialist",
    "responsible_section",
    "offence_class",
    "source",
    "source_id",
    "subject",
    "retention_until",
]);

export function isChangedHere(field: FieldDescription | undefined): boolean {
    if (field === undefined || field.read_only === true) return false;
    return field.name === "narrative" || !elsewhere.has(field.name);
}
