// Dates as the work writes them: 令和8年11月22日 14:02 in Japan's time, with ISO kept beside it for those who hover.
import { readDay } from "./day-reader";
import type { Language } from "./words";

const japan = "Asia/Tokyo";
const eras = [
    { name: "令和", from: "2019-05-01", firstYear: 2019 },
    { name: "平成", from: "1989-01-08", firstYear: 1989 },
    { name: "昭和", from: "1926-12-25", firstYear: 1926 },
    { name: "大正", from: "1912-07-30", firstYear: 1912 },
    { name: "明治", from: "1868-01-25", firstYear: 1868 },
] as const;

type Parts = { year: string; month: string; day: string; hour: string; minute: string; second: string };
const inJapan = new Intl.DateTimeFormat("en-CA", {
    timeZone: japan,
    year: "numeric",
    month: "2-digit",
    day: "2-digit",
    hour: "2-digit",
    minute: "2-digit",
    second: "2-digit",
    hourCycle: "h23",
});

function partsOf(at: Date): Parts {
    const found = Object.fromEntries(inJapan.formatToParts(at).map((part) => [part.type, part.value]));
    return found as Parts;
}

// "2026-11-22" as seen on a calendar in Japan.
export function dayInJapan(at: Date): string {
    const parts = partsOf(at);
    return `${parts.year}-${parts.month}-${parts.day}`;
}
export function tomorrowInJapan(): string {
    return dayInJapan(new Date(Date.now() + 24 * 60 * 60 * 1000));
}
// "2026-11-22T14:02", what <input type="datetime-local"> holds.
export function localInput(instant: string): string {
    const parts = partsOf(new Date(instant));
    return `${parts.year}-${parts.month}-${parts.day}T${parts.hour}:${parts.minute}`;
}
export function fromLocalInput(local: string): string | null {
    const at = new Date(`${local}:00+09:00`);
    return Number.isNaN(at.getTime()) ? null : at.toISOString();
}

export function wareki(day: string): string {
    const [year, month, date] = day.split("-").map(Number);
    const era = eras.find((candidate) => candidate.from <= day);
    if (year === undefined || month === undefined || date === undefined || era === undefined) return day;
    const eraYear = year - era.firstYear + 1;
    return `${era.name}${eraYear === 1 ? "元" : eraYear}年${month}月${date}日`;
}

// A day as people write it; null when it is not a day that exists. Why not is said by readDay.
export function parseDay(typed: string): string | null {
    const read = readDay(typed);
    return "day" in read ? read.day : null;
}

export function showDate(day: string, language: Language): string {
    return language === "ja" ? wareki(day) : day;
}
export function showTime(instant: string): string {
    const parts = partsOf(new Date(instant));
    return `${parts.hour}:${parts.minute}`;
}
export function showTimeWithSeconds(instant: string): string {
    const parts = partsOf(new Date(instant));
    return `${parts.hour}:${parts.minute}:${parts.second}`;
}
export function showMoment(instant: string, language: Language): string {
    return `${showDate(dayInJapan(new Date(instant)), language)} ${showTime(instant)}`;
}
// For dense lists: today only the time, this year without the year.
export function showShortMoment(instant: string, now: Date, language: Language): string {
    const day = dayInJapan(new Date(instant));
    const today = dayInJapan(now);
    const time = showTime(instant);
    if (day === today) return language === "ja" ? `本日 ${time}` : `Today ${time}`;
    const [year, month, date] = day.split("-").map(Number);
    if (day.slice(0, 4) === today.slice(0, 4)) return `${month}/${date} ${time}`;
    return language === "ja"
        ? `${wareki(day).replace(/年.*$/, "")}.${month}.${date}`
        : `${year}/${month}/${date}`;
}
export function isoInJapan(instant: string): string {
    const parts = partsOf(new Date(instant));
    return `${parts.year}-${parts.month}-${parts.day}T${parts.hour}:${parts.minute}:${parts.second}+09:00`;
}
