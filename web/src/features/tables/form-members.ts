// The members that rows of our tables have, in the words of the work; what is not here is asked for under its own name.
import type { Words } from "@/api/types";
import type { FormGroup } from "./flow-line";

export type Member = { label: Words; kind: "text" | "date" | "flag"; required?: boolean };

const members: Record<string, Member> = {
    date: { label: { ja: "日付", en: "Date" }, kind: "date", required: true },
    name_ja: { label: { ja: "名称", en: "Name" }, kind: "text", required: true },
    name_en: { label: { ja: "名称 (英語)", en: "Name (English)" }, kind: "text" },
    basis: { label: { ja: "根拠", en: "Basis" }, kind: "text", required: true },
    confirmed: { label: { ja: "官報等で確認済み", en: "Confirmed" }, kind: "flag" },
    ja: { label: { ja: "名称 ({漢字|かんじ})", en: "Name ({漢字|かんじ})" }, kind: "text", required: true },
    en: { label: { ja: "名称 (英語)", en: "Name (English)" }, kind: "text" },
    contact: { label: { ja: "電話・URL", en: "Telephone or URL" }, kind: "text", required: true },
    hours: { label: { ja: "受付時間", en: "Hours" }, kind: "text" },
    hours_en: { label: { ja: "受付時間 (英語)", en: "Hours (English)" }, kind: "text" },
    source: { label: { ja: "出典", en: "Source" }, kind: "text", required: true },
    seen: { label: { ja: "確認日", en: "Seen on" }, kind: "date" },
    verified: { label: { ja: "確認済み", en: "Verified" }, kind: "flag" },
    from: { label: { ja: "始め (月-日)", en: "From (month-day)" }, kind: "text", required: true },
    to: { label: { ja: "終わり (月-日)", en: "To (month-day)" }, kind: "text", required: true },
};
// What may stand in a row though no row has it yet.
const always: Record<string, string[]> = {
    contact: ["ja", "en", "contact", "hours", "hours_en", "source", "seen", "verified"],
    date: ["date", "name_ja", "name_en", "basis", "confirmed"],
};

export function memberOf(name: string): Member {
    return members[name] ?? { label: { ja: name, en: name }, kind: "text" };
}

export function membersOf(group: FormGroup): string[] {
    const used = new Set(group.rows.flatMap((row) => row.members.map(([name]) => name)));
    const known = Object.entries(always).find(([name]) => used.has(name))?.[1] ?? [];
    return [...known, ...[...used].filter((name) => !known.includes(name))];
}
