// A period of whole days; without words in the address, the last thirty.
import { useAddress, useSetQuery } from "@/kit/address";
import { useWords } from "@/kit/language";
import { dayInJapan, showDate } from "@/kit/moments";

const usualDays = 30;
const millisecondsPerDay = 86_400_000;

export type Period = { from: string; to: string };

export function lastDays(days: number, now: Date = new Date()): Period {
    return {
        from: dayInJapan(new Date(now.getTime() - (days - 1) * millisecondsPerDay)),
        to: dayInJapan(now),
    };
}

export function usePeriod(): Period {
    const { query } = useAddress();
    const usual = lastDays(usualDays);
    return { from: query.get("from") ?? usual.from, to: query.get("to") ?? usual.to };
}

export function usePeriodWords(): (period: Period) => string {
    const { language } = useWords();
    return ({ from, to }) => `${showDate(from, language)} – ${showDate(to, language)}`;
}

export function PeriodFields({ period }: { period: Period }) {
    const setQuery = useSetQuery();
    return <PeriodInputs period={period} onChange={setQuery} />;
}

type InputsProps = { period: Period; onChange: (changes: Partial<Period>) => void };
export function PeriodInputs({ period, onChange }: InputsProps) {
    const { w } = useWords();
    return (
        <span role="group" aria-label={w("period")} className="flex items-center gap-1 max-md:w-full">
            <input
                type="date"
                aria-label={w("periodFrom")}
                className="field-box w-36 max-md:flex-1"
                value={period.from}
                max={period.to}
                onChange={(event) => event.target.value !== "" && onChange({ from: event.target.value })}
            />
            –
            <input
                type="date"
                aria-label={w("periodTo")}
                className="field-box w-36 max-md:flex-1"
                value={period.to}
                min={period.from}
                onChange={(event) => event.target.value !== "" && onChange({ to: event.target.value })}
            />
        </span>
    );
}
