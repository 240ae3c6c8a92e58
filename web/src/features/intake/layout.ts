// Where the fields of the intake stand. Only names and widths: labels, kinds and values come from the server.
import type { FieldPlace } from "@/kit/register-form";

export const callerPlaces: FieldPlace[] = [
    { name: "caller_name", span: "col-span-4" },
    { name: "caller_kana", span: "col-span-4" },
    { name: "caller_phone", span: "col-span-4" },
    { name: "caller_address", span: "col-span-7" },
    { name: "caller_relation", span: "col-span-5" },
    { name: "caller_occupation", span: "col-span-4" },
    { name: "caller_birth_date", span: "col-span-4" },
    { name: "caller_sex", span: "col-span-4" },
];
export const wishPlaces: FieldPlace[] = [
    { name: "wishes", span: "col-span-12" },
    { name: "punish_will", span: "col-span-6" },
    { name: "report_will", span: "col-span-6" },
];
export const subjectPlaces: FieldPlace[] = [{ name: "subject", span: "col-span-12" }];
export const harmPlaces: FieldPlace[] = [
    { name: "occurred", span: "col-span-6" },
    { name: "noticed", span: "col-span-6" },
    { name: "place", span: "col-span-8" },
    { name: "amount", span: "col-span-4" },
];
export const victimPlaces: FieldPlace[] = [
    { name: "victim_type", span: "col-span-4" },
    { name: "victim_name", span: "col-span-4" },
    { name: "victim_contact", span: "col-span-4" },
    { name: "victim_industry", span: "col-span-6" },
    { name: "victim_size", span: "col-span-6" },
    { name: "evidence_state", span: "col-span-12" },
    { name: "handling", span: "col-span-12" },
    { name: "action_taken", span: "col-span-12" },
];
export const commandPlaces: FieldPlace[] = [
    { name: "command_by", span: "col-span-6" },
    { name: "command_at", span: "col-span-6" },
    { name: "command_text", span: "col-span-12" },
];
export const contactPlaces: FieldPlace[] = [
    { name: "caller_email", span: "col-span-8" },
    { name: "caller_anonymous", span: "col-span-4" },
];
// Asked in the head of the form, decided in the panel, or set by the server.
const elsewhere = [
    "number",
    "kind",
    "channel",
    "status",
    "received_at",
    "receiver",
    "narrative",
    "interview",
    "retention_until",
    "result",
    "closed_at",
    "offence_class",
    "source",
    "source_id",
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
];
export const placed: ReadonlySet<string> = new Set([
    ...elsewhere,
    ...[callerPlaces, wishPlaces, subjectPlaces, harmPlaces, victimPlaces, commandPlaces, contactPlaces]
        .flat()
        .map((place) => place.name),
]);
