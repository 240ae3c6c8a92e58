// How long is left, in the words of the work: 「残り2時間」「3日超過」.
import type { Language } from "./words";

const minute = 60_000;
const hour = 60 * minute;
const day = 24 * hour;

function amount(milliseconds: number, language: Language): string {
    const [count, ja, en] =
        milliseconds >= day
            ? [Math.floor(milliseconds / day), "日", "d"]
            : milliseconds >= hour
              ? [Math.floor(milliseconds / hour), "時間", "h"]
              : [Math.max(1, Math.floor(milliseconds / minute)), "分", "min"];
    return language === "ja" ? `${count}${ja}` : `${count} ${en}`;
}

export function showRemaining(due: string, now: Date, language: Language): string {
    const left = new Date(due).getTime() - now.getTime();
    if (left >= 0)
        return language === "ja" ? `残り${amount(left, language)}` : `${amount(left, language)} left`;
    return language === "ja" ? `${amount(-left, language)}超過` : `${amount(-left, language)} overdue`;
}
