// What a told time means: 「きのうの夕方」 becomes an interval, proposed from the words and open to correction.
// Words that are not understood have no interval: they are kept as words, and it is said what to write.
import type { ToldTime, Words } from "@/api/types";
import { dayInJapan, showDate, showTime } from "./moments";
import { plainDigits } from "./numerals";
import { dayLength, daysOf, startOf, startOfDay, type Context, type Days } from "./told-days";
import { hoursOf, type Hours } from "./told-hours";
import type { Language } from "./words";

export type Interval = { earliest: string; latest: string };
export type ToldRead = Interval | { refused: Words };
type Span = { start: number; end: number };
type Told = Span & { days: Days | null; hours: Hours | null };

const minute = 60_000;
const hour = 60 * minute;

export const notUnderstood: Words = {
    ja: "日時として読めません。「11/20 14:30」「昨日の夕方」「3日前」のように書くか、早くて・遅くての日時を入れてください。",
    en: "Not understood as a time. Write it like 2026-11-20 14:30, or fill in earliest and latest.",
};
const notYet: Words = {
    ja: "まだ来ていない日時です。日付と時刻を確かめてください。",
    en: "This time has not come yet: check the date and the hour.",
};
const reversed: Words = {
    ja: "始まりが終わりより後になっています。日時を確かめてください。",
    en: "It begins after it ends: check the times.",
};

function recently(text: string, now: Date): Span | null {
    const found = /(\d{1,3}|数|半)\s*(分|時間)(半)?\s*(?:ほど|くらい|ぐらい|位)?\s*前/.exec(text);
    if (found === null) return null;
    const unit = found[2] === "分" ? minute : hour;
    if (found[1] === "数") return { start: now.getTime() - 6 * unit, end: now.getTime() - 2 * unit };
    const length = ((found[1] === "半" ? 0.5 : Number(found[1])) + (found[3] === undefined ? 0 : 0.5)) * unit;
    return { start: now.getTime() - length * 1.25, end: now.getTime() - length * 0.75 };
}

function isRefused(read: unknown): read is { refused: Words } {
    return typeof read === "object" && read !== null && "refused" in read;
}

// The hour on its day. Of two nights the later one that has begun is meant: 昨日の深夜1時 is today at one.
function onDay({ from, to, isLate }: Hours, start: number, isNight: boolean, now: number): Span {
    const at = (shift: number) => ({
        start: start + (from + shift) * hour,
        end: start + (to + shift) * hour,
    });
    const next = at(24);
    if (isLate === true && (isNight || next.start <= now)) return next;
    const here = at(0);
    // 深夜 without an hour is the night that follows, or the one that has just been.
    return here.start > now && to > 24 ? at(-24) : here;
}

function readOne(text: string, now: Date, before?: Told): Told | { refused: Words } | null {
    const recent = recently(text, now);
    if (recent !== null) return { ...recent, days: null, hours: null };
    const days = daysOf(text, now, contextOf(before));
    if (isRefused(days)) return days;
    const hours = hoursOf(days?.rest ?? text);
    if (isRefused(hours)) return hours;
    if (days === null && hours === null) return null;
    if (days === null && hours !== null) {
        const base = before === undefined ? startOfDay(now) : startOfDay(new Date(before.start));
        let told = onDay(hours, base, false, now.getTime());
        if (before === undefined && told.start > now.getTime())
            told = { start: told.start - dayLength, end: told.end - dayLength };
        return { ...told, days, hours };
    }
    if (days === null) return null;
    const isOneDay = days.end - days.start === dayLength;
    if (hours === null || !isOneDay || days.isNow === true)
        return { start: days.start, end: days.end, days, hours };
    return { ...onDay(hours, days.start, days.isNight === true, now.getTime()), days, hours };
}

function contextOf(before: Told | undefined): Context {
    if (before === undefined) return undefined;
    const [year = 0, month = 0] = dayInJapan(new Date(before.start)).split("-").map(Number);
    return { year, month };
}

const separator = /\s*(?:から|〜|~|–|—|―|(?<=\d時?|分|半|日)\s*-\s*(?=\d{1,2}[:時])|\s-\s)\s*/;
// 昨日14時から16時: the end takes what it does not say from the beginning.
function readRange(text: string, now: Date): Told | { refused: Words } | null {
    const found = separator.exec(text);
    if (found === null || found.index === 0) return null;
    const first = readOne(text.slice(0, found.index), now);
    if (first === null || isRefused(first)) return first;
    const endText = text.slice(found.index + found[0].length).replace(/\s*(?:まで|にかけて|の間).*$/, "");
    if (endText.trim() === "" || /^(?:今|現在)/.test(endText)) return { ...first, end: now.getTime() };
    const last = readOne(endText, now, first);
    if (last === null || isRefused(last)) return last;
    const { hours } = last;
    let end = hours?.isExact === true ? last.start : last.end;
    if (last.days === null && hours !== null && end <= first.start) {
        const isAfternoonToo = first.hours?.isAfternoon === true && hours.from < 12;
        end += isAfternoonToo && end + 12 * hour > first.start ? 12 * hour : dayLength;
    }
    return end < first.start ? { refused: reversed } : { ...first, end };
}

// 月曜か火曜: from the first to the last of them.
function readEither(text: string, now: Date): Span | null {
    const parts = text.split(/\s*(?:または|又は|もしくは|(?<=[^\d\s])か(?![月年所ら]))\s*/);
    if (parts.length !== 2) return null;
    const [one, other] = parts.map((part) => readOne(part, now));
    if (one === null || one === undefined || other === null || other === undefined) return null;
    if (isRefused(one) || isRefused(other)) return null;
    return { start: Math.min(one.start, other.start), end: Math.max(one.end, other.end) };
}

export function readToldTime(wording: string, now: Date): ToldRead {
    const text = plainDigits(wording).trim();
    const told = readEither(text, now) ?? readRange(text, now) ?? readOne(text, now);
    if (told === null) return { refused: notUnderstood };
    if (isRefused(told)) return told;
    if (Number.isNaN(told.start) || Number.isNaN(told.end)) return { refused: notUnderstood };
    // What is told has happened.
    if (told.start > now.getTime()) return { refused: notYet };
    if (told.start < startOf("1868-01-01")) return { refused: notUnderstood };
    const end = Math.max(told.start, Math.min(told.end, now.getTime()));
    return { earliest: new Date(told.start).toISOString(), latest: new Date(end).toISOString() };
}

// As a field keeps it: words that were not understood have no bounds.
export function toldTimeOf(wording: string, now: Date): ToldTime {
    const read = readToldTime(wording, now);
    return "refused" in read ? { earliest: "", latest: "", wording } : { ...read, wording };
}
export function isUnderstood({ earliest, latest }: Interval): boolean {
    return earliest !== "" && latest !== "";
}
export function refusalOfTold(told: ToldTime, now: Date): Words | null {
    if (isUnderstood(told)) return told.earliest > told.latest ? reversed : null;
    const read = readToldTime(told.wording, now);
    return "refused" in read ? read.refused : notUnderstood;
}
export function lastYear(now: Date): Interval {
    return {
        earliest: new Date(now.getTime() - 365 * dayLength).toISOString(),
        latest: now.toISOString(),
    };
}

// To the precision told: a day without hours, a minute without its end.
export function showInterval(told: ToldTime | Interval, language: Language): string {
    if (!isUnderstood(told)) return "";
    const [start, end] = [Date.parse(told.earliest), Date.parse(told.latest)];
    const from = dayInJapan(new Date(start));
    const isWholeDays =
        end > start && showTime(told.earliest) === "00:00" && showTime(told.latest) === "00:00";
    const to = dayInJapan(new Date(isWholeDays ? end - 1 : end));
    if (isWholeDays) {
        return from === to
            ? showDate(from, language)
            : `${showDate(from, language)} – ${showDate(to, language)}`;
    }
    const first = `${showDate(from, language)} ${showTime(told.earliest)}`;
    if (end - start <= minute) return first;
    return `${first} – ${from === to ? "" : `${showDate(to, language)} `}${showTime(told.latest)}`;
}
