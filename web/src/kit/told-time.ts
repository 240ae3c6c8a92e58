// What a told time means: 「きのうの夕方」 becomes an interval, proposed from the words and open to correction.
// Words that say nothing we know become the widest honest interval: within the last year, until now.
import type { ToldTime } from "@/api/types";
import { dayInJapan, showDate, showTime } from "./moments";
import type { Language } from "./words";

type Interval = { earliest: string; latest: string };
const minute = 60_000;
const hour = 60 * minute;
const day = 24 * hour;

const partsOfDay: [RegExp, number, number][] = [
    [/未明|深夜/, 0, 5],
    [/早朝|明け方/, 4, 7],
    [/今朝|朝/, 5, 10],
    [/午前|昼前/, 0, 12],
    [/昼|正午/, 11, 14],
    [/夕方|夕/, 15, 19],
    [/昨夜|昨晩|ゆうべ|今夜|夜|晩/, 18, 24],
    [/午後/, 12, 24],
];
const kanjiDigits = "〇一二三四五六七八九";

function startOfDay(at: Date): number {
    return new Date(`${dayInJapan(at)}T00:00:00+09:00`).getTime();
}

function plainDigits(text: string): string {
    return text
        .normalize("NFKC")
        .replace(/[〇一二三四五六七八九十]+(?=[年月日時分週]|か月|ヶ月)/g, (kanji) => {
            const [tens, ones] = kanji.includes("十") ? kanji.split("十") : ["0", kanji];
            const digit = (one: string | undefined, none: number) =>
                one === undefined || one === "" ? none : Math.max(0, kanjiDigits.indexOf(one));
            return String((kanji.includes("十") ? digit(tens, 1) * 10 : 0) + digit(ones, 0));
        });
}

// The day or days spoken of, as [start, end) in milliseconds.
function daysOf(text: string, now: Date): [number, number] | null {
    const today = startOfDay(now);
    const back = (count: number): [number, number] => [today - count * day, today - (count - 1) * day];
    if (/おととい|一昨日/.test(text)) return back(2);
    if (/きのう|昨日|昨夜|昨晩|ゆうべ/.test(text)) return back(1);
    if (/きょう|今日|本日|今朝|今夜|さっき|先ほど|たった今/.test(text)) return back(0);
    const ago = /(\d{1,3})\s*(日|週間?|か月|ヶ月|カ月)\s*(?:ほど|くらい|ぐらい)?\s*前/.exec(text);
    if (ago !== null) {
        const count = Number(ago[1]);
        if (ago[2] === "日") return back(count);
        const length = ago[2]?.startsWith("週") === true ? 7 : 30;
        return [today - (count + 0.5) * length * day, today - (count - 0.5) * length * day];
    }
    const date = /(?:(\d{4})年|(?:令和)(\d{1,2})年)?\s*(\d{1,2})(?:月|\/)(\d{1,2})日?/.exec(text);
    if (date !== null) return dateOf(date, now);
    if (/先週/.test(text)) return [today - 14 * day, today - 6 * day];
    if (/先月/.test(text)) return [today - 62 * day, today];
    if (/今週/.test(text)) return [today - 6 * day, today + day];
    if (/今月/.test(text)) return [today - 30 * day, today + day];
    return null;
}

function dateOf([, western, reiwa, month = "1", date = "1"]: RegExpExecArray, now: Date): [number, number] {
    const thisYear = Number(dayInJapan(now).slice(0, 4));
    const told = western !== undefined ? Number(western) : reiwa !== undefined ? 2018 + Number(reiwa) : null;
    const at = (year: number) =>
        new Date(`${year}-${month.padStart(2, "0")}-${date.padStart(2, "0")}T00:00:00+09:00`).getTime();
    const start = told === null && at(thisYear) > now.getTime() ? at(thisYear - 1) : at(told ?? thisYear);
    return [start, start + day];
}

function hoursOf(text: string): [number, number] | null {
    const told = /(\d{1,2})(?:時|:)(?:(\d{1,2})分?)?(半)?/.exec(text);
    if (told !== null) {
        const isAfternoon = /午後|夕|夜|晩/.test(text) && Number(told[1]) < 12;
        const start =
            Number(told[1]) + (isAfternoon ? 12 : 0) + Number(told[2] ?? 0) / 60 + (told[3] ? 0.5 : 0);
        const isRough = /ごろ|頃|くらい|ぐらい|過ぎ/.test(text);
        return isRough ? [start - 0.5, start + 0.5] : [start, start + 1 / 60];
    }
    const part = partsOfDay.find(([word]) => word.test(text));
    return part === undefined ? null : [part[1], part[2]];
}

export function interpretToldTime(wording: string, now: Date): Interval {
    const text = plainDigits(wording);
    const recent = /(\d{1,3})\s*(分|時間)(?:ほど|くらい|ぐらい)?前/.exec(text);
    if (recent !== null) {
        const length = Number(recent[1]) * (recent[2] === "分" ? minute : hour);
        return interval(now.getTime() - length * 1.25, now.getTime() - length * 0.75, now);
    }
    const hours = hoursOf(text);
    const days = daysOf(text, now) ?? (hours === null ? null : [startOfDay(now), startOfDay(now) + day]);
    if (days === null || Number.isNaN(days[0]))
        return interval(now.getTime() - 365 * day, now.getTime(), now);
    const isOneDay = days[1] - days[0] === day;
    if (hours === null || !isOneDay) return interval(days[0], days[1], now);
    return interval(days[0] + hours[0] * hour, days[0] + hours[1] * hour, now);
}

// What is told has happened: never later than now.
function interval(start: number, end: number, now: Date): Interval {
    const latest = Math.min(end, now.getTime());
    return {
        earliest: new Date(Math.min(start, latest)).toISOString(),
        latest: new Date(latest).toISOString(),
    };
}

export function showInterval(told: ToldTime | Interval, language: Language): string {
    const from = dayInJapan(new Date(told.earliest));
    const to = dayInJapan(new Date(told.latest));
    const start = `${showDate(from, language)} ${showTime(told.earliest)}`;
    if (told.earliest === told.latest) return start;
    return `${start} – ${from === to ? "" : `${showDate(to, language)} `}${showTime(told.latest)}`;
}
