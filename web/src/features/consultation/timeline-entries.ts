// Journal entries of a record as sentences; entries written together (the proposals of one acceptance) become one line.
import type { FieldChange, FieldContent, FormDescription, TimelineItem, Unit, Words } from "@/api/types";
import { isChangedHere } from "./fact-fields";
import { showFieldValue } from "@/kit/field-value";
import { fieldOf } from "@/kit/labels";
import type { Speak } from "@/kit/language";
import { showMoment } from "@/kit/moments";
import type { TimelineEntry, TimelineKind } from "@/kit/timeline";
import { actionWord } from "@/kit/journal-words";
import type { WordKey } from "@/kit/words";

export type Told = { schema: FormDescription; units: Unit[]; tables: Map<string, Words>; speak: Speak };

const kindOf: Record<string, TimelineKind> = {
    consultation: "edit",
    sighting: "edit",
    decision: "decision",
    referral: "referral",
    assignment: "handover",
    clock: "clock",
    guidance: "guidance",
    disposal: "retention",
    retention_hold: "retention",
};
const longestShown = 40;

export function timelineEntries(items: TimelineItem[], told: Told): TimelineEntry[] {
    const entries: TimelineEntry[] = [];
    let last: TimelineItem | undefined;
    for (const item of items) {
        const together = last?.at === item.at && last.kind === item.kind && last.action === item.action;
        const repeats = together && item.action === "propose";
        last = item;
        if (repeats || isToldBeside(item)) continue;
        const before = changedBack(item, told.schema);
        entries.push({
            at: item.at,
            by: item.by,
            what: sentence(item, told),
            kind: timelineKind(item),
            ...(before === undefined ? {} : { before }),
        });
    }
    return entries;
}

// The record's own version of a restriction or of another lead says nothing, nor does the end of the lead before:
// who and why stand in the entry beside it.
function isToldBeside({ kind, action, after }: TimelineItem): boolean {
    if (kind === "consultation") return action === "restrict" || action.endsWith("lead");
    return kind === "assignment" && typeof after?.until === "string";
}

// What an edit changed and the page can change back.
function changedBack(item: TimelineItem, schema: FormDescription): TimelineEntry["before"] {
    if (item.kind !== "consultation" || !["update", "merge"].includes(item.action)) return undefined;
    const back = (item.changes ?? []).filter(({ field }) => isChangedHere(fieldOf(schema, field)));
    if (back.length === 0) return undefined;
    return Object.fromEntries(back.map(({ field, before }) => [field, (before ?? null) as FieldContent]));
}

function timelineKind(item: TimelineItem): TimelineKind {
    if (item.kind === "referral" && item.action === "receive") return "receipt";
    if (
        item.kind === "referral" &&
        ["hand_over", "hand_back"].some((purpose) => item.after?.purpose === purpose)
    )
        return "handover";
    return kindOf[item.kind] ?? "edit";
}

function sentence(item: TimelineItem, told: Told): string {
    const { speak } = told;
    const known = actionWord(item);
    const detail = detailOf(item, told);
    if (item.kind === "consultation" && (item.changes ?? []).length > 0 && item.action !== "accept") {
        return changesSentence(item.changes ?? [], told);
    }
    if (known !== undefined) return [speak.w(known), detail].filter((part) => part !== "").join(" ");
    return detail === "" ? `${item.kind} ${item.action}` : detail;
}

function leadDetail({ after = {}, unit: led, decided_by: by }: TimelineItem, { speak, units }: Told): string {
    const text = (name: string) => (typeof after[name] === "string" ? after[name] : "");
    const unit = speak.label((led ?? units.find((each) => each.id === after.unit))?.name);
    if (text("decided_at") === "") return unit;
    const who = by === null || by === undefined ? "" : `${by.rank} ${by.name}`;
    const decided = speak.w("decidedBy", {
        who: `${who} ${showMoment(text("decided_at"), speak.language)}`.trim(),
    });
    const reason = text("reason") === "" ? "" : `「${text("reason")}」`;
    return [`→ ${unit}`, reason, decided].filter((part) => part !== "").join(" ");
}

function detailOf(item: TimelineItem, told: Told): string {
    const { kind, action, after = {} } = item;
    const { speak, units, tables } = told;
    const text = (name: string) => (typeof after[name] === "string" ? after[name] : "");
    if (kind === "referral") {
        const to = speak.label(units.find((unit) => unit.id === after.to_unit)?.name);
        const purpose = purposeWord(text("purpose"));
        const what = purpose === undefined || action === text("purpose") ? "" : speak.w(purpose);
        const taken = action === "receive" ? `${text("received_name")} ${text("received_extension")}` : "";
        return [what, to === "" ? "" : `→ ${to}`, taken].filter((part) => part.trim() !== "").join(" ");
    }
    if (kind === "restriction") {
        const chosen = restrictionWord(text("restriction"));
        return [chosen === undefined ? "" : speak.w(chosen), text("reason")]
            .filter((part) => part !== "")
            .join(" ");
    }
    if (kind === "retention_hold" || kind === "disposal") return text("reason");
    if (kind === "assignment") return leadDetail(item, told);
    if (kind === "clock") return speak.language === "ja" ? text("label_ja") : text("label_en");
    if (kind === "decision" && action === "take_back")
        return `${speak.label(tables.get(text("table_name")))} ${text("taken_back_reason")}`.trim();
    if (kind === "decision" && action !== "propose") {
        const decided = Array.isArray(after.decided) ? after.decided.join("、") : "";
        return `${speak.label(tables.get(text("table_name")))} ${decided}`.trim();
    }
    if (kind === "guidance" && Array.isArray(after.told)) {
        return (after.told as { title: Words }[]).map((each) => speak.label(each.title)).join("、");
    }
    return "";
}

function restrictionWord(restriction: string): WordKey | undefined {
    const known: Record<string, WordKey> = {
        none: "restriction_none",
        need_to_know: "restriction_need_to_know",
        security: "restriction_security",
    };
    return known[restriction];
}

function purposeWord(purpose: string): WordKey | undefined {
    const known: Record<string, WordKey> = {
        report: "purpose_report",
        support: "purpose_support",
        hand_over: "purpose_hand_over",
        hand_back: "purpose_hand_back",
    };
    return known[purpose];
}

function changesSentence(changes: FieldChange[], { schema, speak }: Told): string {
    const parts = changes.map((change) => {
        const field = fieldOf(schema, change.field);
        if (field === undefined) return change.field;
        const name = speak.label(field.label);
        const after = showFieldValue(field, change.after, speak);
        return field.multiline === true || after.length > longestShown || after === ""
            ? name
            : `${name}「${after}」`;
    });
    return speak.w("didChange", { fields: parts.join("、") });
}
