// What stands above a printed result: what it is, under which conditions, by whom and when.
import type { ReactNode } from "react";
import { PersonChip } from "@/kit/chips";
import { useWords } from "@/kit/language";
import { showMoment } from "@/kit/moments";
import { useNow } from "@/kit/now";
import { useSession } from "@/kit/session";

type Props = { title: string; conditions: [string, ReactNode][]; shown?: number; all?: number };

export function PrintHeader({ title, conditions, shown, all }: Props) {
    const { w, language } = useWords();
    const session = useSession();
    const now = useNow();
    return (
        <header className="hidden border-b border-line-strong pb-2 print:block">
            <h1 className="text-20 font-bold">{title}</h1>
            <dl className="grid grid-cols-[max-content_1fr] gap-x-4 text-13">
                {conditions.map(([term, value]) => (
                    <div key={term} className="contents">
                        <dt>{term}</dt>
                        <dd>{value}</dd>
                    </div>
                ))}
                <dt>{w("printedBy")}</dt>
                <dd>{session.staff === null ? session.account : <PersonChip person={session.staff} />}</dd>
                <dt>{w("printedAt")}</dt>
                <dd>
                    {showMoment(now.toISOString(), language)}
                    {shown !== undefined && ` (${w("printedCount", { shown, all: all ?? shown })})`}
                </dd>
            </dl>
        </header>
    );
}
