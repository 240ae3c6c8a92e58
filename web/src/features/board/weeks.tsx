// Eight weeks as bars, each opening its list; those who listen hear them as a list.
import type { Board } from "@/api/boards";
import { Link } from "@/kit/address";
import { useWords } from "@/kit/language";

const tallest = 72; // pixels

function dayAfter(day: string, days: number): string {
    const at = new Date(`${day}T00:00:00Z`);
    at.setUTCDate(at.getUTCDate() + days);
    return at.toISOString().slice(0, 10);
}

function shortDay(day: string): string {
    const [, month = "", date = ""] = day.split("-");
    return `${Number(month)}/${Number(date)}`;
}

export function Weeks({ weeks, unit }: { weeks: Board["weeks"]; unit: string | null }) {
    const { w } = useWords();
    const most = Math.max(1, ...weeks.map((week) => week.received));
    return (
        <ol className="flex items-end gap-2 px-3 pt-2 pb-1.5">
            {weeks.map((week, at) => {
                const query = new URLSearchParams({ from: week.from, to: dayAfter(week.from, 6) });
                if (unit !== null) query.set("unit", unit);
                const isLast = at === weeks.length - 1;
                return (
                    <li key={week.from} className="flex-1">
                        <Link
                            to={`/consultations?${query.toString()}`}
                            title={isLast ? w("boardThisWeek") : undefined}
                            className="flex flex-col items-center rounded-sm hover:bg-hovered"
                        >
                            <span className="sr-only">
                                {w("boardWeekOf", { day: week.from })}
                                {isLast ? ` ${w("boardThisWeek")}` : ""}: {w("boardReceived")}{" "}
                            </span>
                            <span className="figures text-13 font-bold">{week.received}</span>
                            <span
                                aria-hidden="true"
                                style={{ height: Math.max(2, (tallest * week.received) / most) }}
                                className={`w-full max-w-10 rounded-t-sm print:border print:border-black ${isLast ? "border border-b-0 border-dashed border-act bg-chosen" : "bg-act"}`}
                            />
                            <span
                                aria-hidden="true"
                                className="figures w-full border-t border-line-strong pt-0.5 text-center text-12 text-ink-soft"
                            >
                                {shortDay(week.from)}
                            </span>
                        </Link>
                    </li>
                );
            })}
        </ol>
    );
}
