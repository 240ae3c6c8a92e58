// The time of day that is told: 午後2時半, 14:30, 深夜1時, 夕方. Hours count from the start of the day; after 24 they are of its night.
import type { Words } from "@/api/types";

// `isLate`: an hour of the night after midnight, which may be of the night before or after the day that was named.
export type Hours = { from: number; to: number; isExact?: boolean; isLate?: boolean; isAfternoon?: boolean };
export type HoursRead = Hours | { refused: Words } | null;

const partsOfDay: [RegExp, number, number][] = [
    [/未明/, 0, 5],
    [/深夜|夜中|真夜中/, 22, 29],
    [/早朝|明け方/, 4, 7],
    [/今朝|けさ|朝/, 5, 10],
    [/午前|昼前/, 0, 12],
    [/昼/, 11, 14],
    [/夕/, 15, 19],
    [/昨夜|昨晩|ゆうべ|今夜|夜|晩/, 18, 24],
    [/午後/, 12, 24],
];
const clock =
    /(午前|午後|am|pm)?\s*(?<![\d:.])(\d{1,3})(?:時(?!\s*[間期的])|:(?=\d{2}))\s*(?:(\d{1,2})(?![\d:])\s*分?|(\d{2}):\d{2})?(半)?\s*(am|pm)?/;
const minute = 1 / 60;

function noSuchTime(typed: string, hint: Words): { refused: Words } {
    return {
        refused: {
            ja: `${typed}という時刻は読めません。${hint.ja}`,
            en: `“${typed}” is no time of day. ${hint.en}`,
        },
    };
}
const upTo29: Words = {
    ja: "0時から29時（翌日の5時）までで、14:30 や午後2時半のように書いてください。",
    en: "Write it like 14:30; hours go from 0 to 29 (5 o'clock of the next day).",
};
const noonOrMidnight: Words = {
    ja: "昼か夜か分かりません。12:30 または 0:30 のように24時間で書いてください。",
    en: "Noon or midnight? Write it like 12:30 or 0:30.",
};

// The hour as the words around it mean it, counted from the start of the day.
function meant(hour: number, half: string | undefined, text: string): { at: number; isLate?: boolean } {
    if (hour > 12) return { at: hour };
    if (half === "午前" || half === "am")
        return { at: hour, isLate: /昨夜|昨晩|ゆうべ|一昨夜|一昨晩|夜/.test(text) && hour < 6 };
    if (half === "午後" || half === "pm") return { at: hour + 12 };
    if (/未明|早朝|明け方|朝|けさ/.test(text)) return { at: hour };
    if (/夕/.test(text)) return { at: hour < 12 ? hour + 12 : hour };
    if (/夜|晩|ゆうべ/.test(text)) {
        if (hour === 12) return { at: 0, isLate: true };
        return hour < 6 ? { at: hour, isLate: true } : { at: hour + 12 };
    }
    if (/昼/.test(text) && hour < 6) return { at: hour + 12 };
    return { at: hour };
}

export function hoursOf(text: string): HoursRead {
    if (/正午/.test(text)) return { from: 12, to: 12 + minute, isExact: true };
    const told = clock.exec(text);
    if (told !== null) {
        const [whole, before, hourText = "", ...rest] = told;
        const [minutes, minutesBeforeSeconds, half, after] = rest;
        const hour = Number(hourText);
        const past = half === undefined ? Number(minutes ?? minutesBeforeSeconds ?? 0) : 30;
        const part = before ?? after;
        if (hour > 29 || past > 59) return noSuchTime(whole.trim(), upTo29);
        if (part !== undefined && hour === 12) return noSuchTime(whole.trim(), noonOrMidnight);
        if ((part === "午前" || part === "am") && hour > 12) return noSuchTime(whole.trim(), upTo29);
        const { at, isLate = false } = meant(hour, part, text);
        const start = at + past / 60;
        const isAfternoon = at >= 12 && hour < 12;
        const near = text.slice(told.index + told[0].length);
        if (/^\s*(?:すぎ|過ぎ|ごろ|ころ|頃|くらい|ぐらい|前後|位)/.test(near) || /ごろ|頃/.test(text))
            return { from: start - 0.5, to: start + 0.5, isLate, isAfternoon };
        if (/^\s*(?:少し)?前/.test(near)) return { from: start - 0.5, to: start, isLate, isAfternoon };
        return { from: start, to: start + minute, isExact: true, isLate, isAfternoon };
    }
    const part = partsOfDay.find(([word]) => word.test(text));
    return part === undefined ? null : { from: part[1], to: part[2] };
}
