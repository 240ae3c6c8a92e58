// Which day or days are spoken of: a date in any writing, 先週の火曜, 三日前; and what is left of the words, where the time of day stands.
import type { Words } from "@/api/types";
import { calendarDay, eraOf, eraPattern, existingDay, noSuchDay, yearUnclear } from "./day-reader";
import { dayInJapan } from "./moments";

export const dayLength = 24 * 60 * 60_000;
// [start, end) in milliseconds. `night`: the night that begins on this day is meant. `far`: more than one day, or about it.
export type Days = { start: number; end: number; rest: string; isNight?: boolean; isNow?: boolean };
export type DaysRead = Days | { refused: Words } | null;
// The day that the beginning of a range named: 11月20日から22日.
export type Context = { year: number; month: number } | undefined;

export function startOf(day: string): number {
    return new Date(`${day}T00:00:00+09:00`).getTime();
}
export function startOfDay(at: Date): number {
    return startOf(dayInJapan(at));
}

const weekdays = "日月火水木金土";
type Today = { start: number; now: number; year: number; month: number; weekday: number };

function todayOf(now: Date): Today {
    const day = dayInJapan(now);
    const [year = 0, month = 0] = day.split("-").map(Number);
    return {
        start: startOf(day),
        now: now.getTime(),
        year,
        month,
        weekday: new Date(`${day}T00:00:00Z`).getUTCDay(),
    };
}

function months(year: number, month: number, count = 1): { start: number; end: number } {
    const at = (index: number) => startOf(existingDay(Math.floor(index / 12), (index % 12) + 1, 1) ?? "");
    const index = year * 12 + month - 1;
    return { start: at(index), end: at(index + count) };
}
const years = (year: number, count = 1) => months(year, 1, 12 * count);

type Part = { start: number; end: number };
// 上旬 and the like: a part of a month.
function partOfMonth(rest: string, month: Part): Part {
    const at = (date: number) => month.start + (date - 1) * dayLength;
    if (/上旬|初め|はじめ|初旬|頭/.test(rest)) return { start: month.start, end: at(11) };
    if (/中旬|半ば|なかば/.test(rest)) return { start: at(11), end: at(21) };
    if (/下旬|終わり|末/.test(rest)) return { start: at(21), end: month.end };
    return month;
}

const fullDate = new RegExp(
    `(${eraPattern})?\\s*(?<!\\d)(\\d{1,4})\\s*[年./-]\\s*(\\d{1,2})\\s*[月./-]\\s*(\\d{1,2})(?!\\d)\\s*日?t?`,
);
const packedDate = /(?<!\d)((?:19|20)\d{2})(\d{2})(\d{2})(?!\d)/;
const yearAndMonth = new RegExp(
    `(${eraPattern})?\\s*(?<!\\d)(\\d{1,4})\\s*年\\s*(?:(\\d{1,2})\\s*月)?(?!\\s*[前間])`,
);
const spokenYear =
    /(一昨年|おととし|昨年|去年|今年|本年)の?\s*(?:(\d{1,2})\s*[月/]\s*(?:(\d{1,2})(?!\d)\s*日?)?)?/;
const spokenMonth = /(先々月|先月|前月|今月|本月)の?\s*(?:(\d{1,2})\s*日(?!\s*[前間]))?/;
const monthAndDate = /(?<![\d/.])(\d{1,2})\s*[月/]\s*(\d{1,2})(?![\d/])\s*日?/;
const monthAlone = /(?<!\d)(\d{1,2})\s*月(?!\s*\d)/;
const dateAlone = /(?<!\d)(\d{1,2})\s*日(?!\s*(?:前|間|中|目|後|ほど|くらい|ぐらい))/;
const weekday = /([日月火水木金土])曜日?|(?<=[のは]|^)([月火水木金土日])曜/;
const weeks = /(先々週|先週|前の週|今週)の?\s*/;
const ago = /(\d{1,3}|数|半)\s*(日|週間?|[かヶカケ箇]月|年)(半)?\s*(?:ほど|くらい|ぐらい|位)?\s*前/;

function dayAt(read: ReturnType<typeof calendarDay>, rest: string): DaysRead {
    if ("refused" in read) return read;
    const start = startOf(read.day);
    return { start, end: start + dayLength, rest };
}
const without = (text: string, found: RegExpExecArray) =>
    `${text.slice(0, found.index)} ${text.slice(found.index + found[0].length)}`;

function writtenDate(text: string): DaysRead {
    const packed = packedDate.exec(text);
    if (packed !== null) {
        const [whole, year, month, date] = packed;
        return dayAt(
            calendarDay(undefined, Number(year), Number(month), Number(date), whole),
            without(text, packed),
        );
    }
    const found = fullDate.exec(text);
    if (found !== null) {
        const [whole, eraText, year = "", month, date] = found;
        if (eraText === undefined && year.length !== 4) return { refused: yearUnclear };
        const era = eraText === undefined ? undefined : eraOf(eraText);
        return dayAt(
            calendarDay(era, Number(year), Number(month), Number(date), whole.trim()),
            without(text, found),
        );
    }
    const named = yearAndMonth.exec(text);
    if (named === null) return null;
    const [whole, eraText, yearText = "", month] = named;
    const era = eraText === undefined ? undefined : eraOf(eraText);
    if (era === undefined && yearText.length !== 4) return { refused: yearUnclear };
    const year = era === undefined ? Number(yearText) : era.firstYear + Number(yearText) - 1;
    if (existingDay(year, Number(month ?? 1), 1) === null || Number(yearText) < 1)
        return { refused: noSuchDay(whole.trim()) };
    const rest = without(text, named);
    if (month !== undefined) return { ...partOfMonth(rest, months(year, Number(month))), rest };
    return { ...years(year), rest };
}

const yearsBack: Record<string, number> = { 一昨年: 2, おととし: 2, 昨年: 1, 去年: 1 };
const monthsBack: Record<string, number> = { 先々月: 2, 先月: 1, 前月: 1 };

function spokenDate(text: string, today: Today): DaysRead {
    const ofYear = spokenYear.exec(text);
    if (ofYear !== null) {
        const year = today.year - (yearsBack[ofYear[1] ?? ""] ?? 0);
        const rest = without(text, ofYear);
        if (ofYear[2] === undefined) return { ...years(year), rest };
        const month = Number(ofYear[2]);
        if (ofYear[3] !== undefined)
            return dayAt(calendarDay(undefined, year, month, Number(ofYear[3]), ofYear[0]), rest);
        if (month < 1 || month > 12) return { refused: noSuchDay(ofYear[0]) };
        return { ...partOfMonth(rest, months(year, month)), rest };
    }
    const ofMonth = spokenMonth.exec(text);
    if (ofMonth === null) return null;
    const index = today.year * 12 + today.month - 1 - (monthsBack[ofMonth[1] ?? ""] ?? 0);
    const [year, month] = [Math.floor(index / 12), (index % 12) + 1];
    const rest = without(text, ofMonth);
    if (ofMonth[2] !== undefined)
        return dayAt(calendarDay(undefined, year, month, Number(ofMonth[2]), ofMonth[0]), rest);
    return { ...partOfMonth(rest, months(year, month)), rest };
}

// A date without its year is the last one that has been.
function shortDate(text: string, today: Today, context: Context): DaysRead {
    const found = monthAndDate.exec(text);
    if (found !== null) {
        const [whole, month, date] = [found[0], Number(found[1]), Number(found[2])];
        const rest = without(text, found);
        for (const back of [0, 1, 2, 3, 4, 5, 6, 7, 8]) {
            const day = existingDay(today.year - back, month, date);
            if (day !== null && startOf(day) <= today.now) return dayAt({ day }, rest);
        }
        return { refused: noSuchDay(whole.trim()) };
    }
    const month = monthAlone.exec(text);
    if (month !== null) {
        const number = Number(month[1]);
        if (number < 1 || number > 12) return { refused: noSuchDay(month[0]) };
        const rest = without(text, month);
        const whole = months(number > today.month ? today.year - 1 : today.year, number);
        return { ...partOfMonth(rest, whole), rest };
    }
    const date = dateAlone.exec(text);
    if (date === null) return null;
    const rest = without(text, date);
    if (context !== undefined)
        return dayAt(calendarDay(undefined, context.year, context.month, Number(date[1]), date[0]), rest);
    for (const back of [0, 1, 2]) {
        const index = today.year * 12 + today.month - 1 - back;
        const day = existingDay(Math.floor(index / 12), (index % 12) + 1, Number(date[1]));
        if (day !== null && startOf(day) <= today.now) return dayAt({ day }, rest);
    }
    return { refused: noSuchDay(date[0]) };
}

// The week begins on Monday.
function spokenWeek(text: string, today: Today): DaysRead {
    const week = weeks.exec(text);
    const rest = week === null ? text : without(text, week);
    const day = weekday.exec(rest);
    const index = day === null ? -1 : weekdays.indexOf(day[1] ?? day[2] ?? "");
    if (week !== null) {
        const back = week[1] === "先々週" ? 2 : week[1] === "今週" ? 0 : 1;
        const monday = today.start - (((today.weekday + 6) % 7) + 7 * back) * dayLength;
        if (day === null) return { start: monday, end: monday + 7 * dayLength, rest };
        const start = monday + ((index + 6) % 7) * dayLength;
        return { start, end: start + dayLength, rest: without(rest, day) };
    }
    if (day === null) return null;
    const start = today.start - ((today.weekday - index + 7) % 7) * dayLength;
    return { start, end: start + dayLength, rest: without(text, day) };
}

const unitDays: Record<string, number> = { 日: 1, 週: 7, 年: 365 };
function longAgo(text: string, today: Today): DaysRead {
    const found = ago.exec(text);
    if (found === null) return null;
    const [, count = "", unit = "", half] = found;
    const rest = without(text, found);
    const length = unitDays[unit.slice(0, 1)] ?? 30;
    if (count === "数")
        return { start: today.start - 6 * length * dayLength, end: today.start - length * dayLength, rest };
    const number = (count === "半" ? 0.5 : Number(count)) + (half === undefined ? 0 : 0.5);
    if (length === 1) {
        const start = today.start - number * dayLength;
        return { start, end: start + dayLength, rest };
    }
    const spread = Math.min(0.5, number / 4) * length;
    return {
        start: today.start - Math.round(number * length + spread) * dayLength,
        end: today.start - Math.round(number * length - spread) * dayLength,
        rest,
    };
}

const spokenDays: [RegExp, number, boolean][] = [
    [/さきおととい|一昨々日|一昨昨日/, 3, false],
    [/一昨夜|一昨晩|おとといの夜|おとといの晩/, 2, true],
    [/おととい|一昨日|おとつい/, 2, false],
    [/昨夜|昨晩|ゆうべ|昨夕|きのうの夜|きのうの晩|昨日の夜|昨日の晩/, 1, true],
    [/きのう|昨日/, 1, false],
    [/きょう|今日|本日|今朝|けさ|今晩|今夜|今夕/, 0, false],
];

export function daysOf(text: string, now: Date, context?: Context): DaysRead {
    const today = todayOf(now);
    const isJustNow = /たった今|ただ今|ただいま|今し方|今しがた/.test(text);
    if (isJustNow || /さっき|先ほど|先程|さきほど/.test(text)) {
        return { start: today.now - (isJustNow ? 1 : 6) * 3_600_000, end: today.now, rest: "", isNow: true };
    }
    const spoken = spokenDays.find(([word]) => word.test(text));
    if (spoken !== undefined && fullDate.exec(text) === null) {
        const start = today.start - spoken[1] * dayLength;
        return { start, end: start + dayLength, rest: text, isNight: spoken[2] };
    }
    return (
        longAgo(text, today) ??
        writtenDate(text) ??
        spokenDate(text, today) ??
        shortDate(text, today, context) ??
        spokenWeek(text, today)
    );
}
