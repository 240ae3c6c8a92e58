// A day as people write it: 昭和55年3月1日, S55.3.1, 1980/3/1, 1980-03-01, 昭和五十五年三月一日; or why it is no day.
import type { Words } from "@/api/types";
import { plainDigits } from "./numerals";

// The day on which an era changed belongs to both where the law let the new one begin on that day (大正, 昭和); 平成 and 令和 began
// the day after.
const eras = [
    { name: "令和", letter: "r", firstYear: 2019, from: "2019-05-01", to: "9999-12-31" },
    { name: "平成", letter: "h", firstYear: 1989, from: "1989-01-08", to: "2019-04-30" },
    { name: "昭和", letter: "s", firstYear: 1926, from: "1926-12-25", to: "1989-01-07" },
    { name: "大正", letter: "t", firstYear: 1912, from: "1912-07-30", to: "1926-12-25" },
    { name: "明治", letter: "m", firstYear: 1868, from: "1868-01-25", to: "1912-07-30" },
] as const;
const sameCalendarSince = "1873-01-01"; // before it the days of 明治 are of the old calendar
export const eraPattern = "令和|平成|昭和|大正|明治|(?<![a-z])[rhstm]";

export type DayRead = { day: string } | { refused: Words };

const writeLike = {
    ja: "昭和55年3月1日、S55.3.1、1980/3/1 のように書いてください。",
    en: "Write it like 1980-03-01 or S55.3.1.",
};
const noDay: Words = {
    ja: `日付として読めません。${writeLike.ja}`,
    en: `Not a date. ${writeLike.en}`,
};
const age: Words = {
    ja: `年齢ではなく日付を書いてください（${writeLike.ja.replace(/。$/, "")}）。分からないときは空欄にし、年齢は内容に書きます。`,
    en: `Write a date, not an age. ${writeLike.en} Leave it empty when it is not known.`,
};
export const yearUnclear: Words = {
    ja: "年が分かりません。令和は R8/11/24、西暦は 2026/11/24 のように書いてください。",
    en: "It is not clear which year is meant: write R8/11/24 or 2026/11/24.",
};
export function noSuchDay(typed: string): Words {
    return {
        ja: `${typed}という日はありません。日付を確かめてください。`,
        en: `There is no such day: ${typed}. Check the date.`,
    };
}

function two(part: number | string): string {
    return String(part).padStart(2, "0");
}
// "2026-02-30" is null.
export function existingDay(year: number, month: number, date: number): string | null {
    const day = `${String(year).padStart(4, "0")}-${two(month)}-${two(date)}`;
    const at = new Date(`${day}T00:00:00Z`);
    return !Number.isNaN(at.getTime()) && at.toISOString().startsWith(day) ? day : null;
}

type Era = (typeof eras)[number];
export function eraOf(text: string): Era | undefined {
    return eras.find((era) => era.name === text || era.letter === text);
}
function bound(day: string): string {
    const [year, month, date] = day.split("-").map(Number);
    return `${year}年${month}月${date}日`;
}

// Year, month and day of an era, or of the western calendar without one.
export function calendarDay(
    era: Era | undefined,
    year: number,
    month: number,
    date: number,
    typed: string,
): DayRead {
    const day = existingDay(era === undefined ? year : era.firstYear + year - 1, month, date);
    if (day === null || (era !== undefined && year < 1)) return { refused: noSuchDay(typed) };
    if (era === undefined) return { day };
    if (day < era.from || day > era.to) {
        const isBefore = day < era.from;
        return {
            refused: {
                ja: `${typed}という日はありません。${era.name}は${isBefore ? `${bound(era.from)}から` : `${bound(era.to)}まで`}です。`,
                en: `There is no such day: ${era.name} ${isBefore ? `began on ${era.from}` : `ended on ${era.to}`}.`,
            },
        };
    }
    if (day < sameCalendarSince) {
        return {
            refused: {
                ja: "明治5年までは旧暦です。西暦に直して書いてください（例: 1870/3/1）。",
                en: "Until 明治5年 the old calendar was used: write the western date (1870-03-01).",
            },
        };
    }
    return { day };
}

const written = new RegExp(
    `^(${eraPattern})?\\s*(\\d{1,4})\\s*[年./-]\\s*(\\d{1,2})\\s*[月./-]\\s*(\\d{1,2})\\s*日?(?:生まれ|生)?$`,
);

export function readDay(typed: string): DayRead {
    const text = plainDigits(typed).trim();
    const packed = /^(\d{4})(\d{2})(\d{2})$/.exec(text);
    if (packed !== null)
        return calendarDay(undefined, Number(packed[1]), Number(packed[2]), Number(packed[3]), typed.trim());
    const found = written.exec(text);
    if (found === null) return { refused: /\d\s*[歳才]/.test(text) ? age : noDay };
    const [, eraText, year = "", month, date] = found;
    if (eraText === undefined && year.length !== 4) return { refused: yearUnclear };
    const era = eraText === undefined ? undefined : eraOf(eraText);
    return calendarDay(era, Number(year), Number(month), Number(date), typed.trim());
}

export const firstDay = "1868-01-01"; // what the server takes
// Of a day that has been: a birth, an event.
export function readPastDay(typed: string, today: string): DayRead {
    const read = readDay(typed);
    if ("refused" in read) return read;
    if (read.day > today)
        return {
            refused: {
                ja: "まだ来ていない日です。年を確かめてください。",
                en: "This day is in the future: check the year.",
            },
        };
    if (read.day < firstDay)
        return {
            refused: {
                ja: "1868年（明治元年）より前の日は書けません。年を確かめてください。",
                en: "A day before 1868 is not taken: check the year.",
            },
        };
    return read;
}
