// What stands open, by number and state: who administers the organisation reads no content.
import type { OpenWork } from "@/api/organization";
import { Moment, UnitName } from "@/kit/chips";
import { useWords } from "@/kit/language";

export function OpenWorkList({ work }: { work: OpenWork }) {
    const { w, label } = useWords();
    const { records, clocks, referrals, drafts } = work.count;
    if (records + clocks + referrals + drafts === 0) return <p>{w("orgNothingOpen")}</p>;
    return (
        <div className="flex flex-col gap-1">
            <p className="font-bold" data-open-counts>
                {w("orgOpenCounts", { records, clocks, referrals, drafts })}
            </p>
            {work.records.length > 0 && (
                <ul className="max-h-56 divide-y divide-line overflow-y-auto rounded border border-line">
                    {work.records.map((record) => (
                        <li key={record.id} className="flex flex-wrap gap-x-3 px-3 py-1">
                            <span className="figures whitespace-nowrap">{record.number}</span>
                            <span className="text-ink-soft">
                                <UnitName unit={record.unit} />
                            </span>
                            <span>{label(record.status)}</span>
                            {record.due_at !== null && (
                                <span className="ml-auto text-13 text-ink-soft">
                                    {label(record.due_label)} <Moment at={record.due_at} />
                                </span>
                            )}
                        </li>
                    ))}
                </ul>
            )}
        </div>
    );
}
