// Everything that happened to a record, newest first, filterable by kind.
import { useState } from "react";
import type { FieldContent, StaffRef } from "@/api/types";
import { Button } from "./button";
import { Moment, PersonChip } from "./chips";
import { Icon, type IconName } from "./icons";
import { useWords } from "./language";
import { Empty } from "./states";
import type { WordKey } from "./words";

export type TimelineKind =
    "edit" | "decision" | "referral" | "receipt" | "handover" | "clock" | "guidance" | "retention" | "read";
// `before`: the fields that an edit changed, as they were.
export type TimelineEntry = {
    at: string;
    by: StaffRef | null;
    what: string;
    kind: TimelineKind;
    before?: Record<string, FieldContent>;
};
type Props = { items: TimelineEntry[]; onBack?: (before: Record<string, FieldContent>) => void };

const kinds: Record<string, { icon: IconName; word: WordKey }> = {
    edit: { icon: "pen", word: "timelineEdit" },
    decision: { icon: "check", word: "timelineDecision" },
    referral: { icon: "send", word: "timelineReferral" },
    receipt: { icon: "inbox", word: "timelineReceipt" },
    handover: { icon: "back", word: "timelineHandover" },
    clock: { icon: "clock", word: "timelineClock" },
    guidance: { icon: "guide", word: "timelineGuidance" },
    retention: { icon: "archive", word: "timelineRetention" },
    read: { icon: "book", word: "timelineRead" },
};

export function Timeline({ items, onBack }: Props) {
    const { w } = useWords();
    const [kind, setKind] = useState<string | null>(null);
    const present = Object.keys(kinds).filter((name) => items.some((item) => item.kind === name));
    const shown = items
        .filter((item) => kind === null || item.kind === kind)
        .toSorted((a, b) => b.at.localeCompare(a.at));
    if (items.length === 0) return <Empty title={w("timelineEmpty")} hint={w("timelineEmptyHint")} />;
    return (
        <div>
            <div className="flex flex-wrap gap-1 border-b border-line px-3 py-1 print:hidden">
                {[null, ...present].map((name) => {
                    const word = name === null ? undefined : kinds[name]?.word;
                    return (
                        <button
                            key={name ?? "all"}
                            type="button"
                            aria-pressed={kind === name}
                            onClick={() => setKind(name)}
                            className="min-h-8 rounded-full px-3 text-13 hover:bg-hovered aria-pressed:bg-chosen aria-pressed:font-bold max-md:min-h-11"
                        >
                            {word === undefined ? w("all") : w(word)}
                        </button>
                    );
                })}
            </div>
            <ol className="divide-y divide-line">
                {shown.map((item, index) => (
                    <li
                        key={`${item.at} ${index}`}
                        className="grid grid-cols-[1.25rem_8.5rem_1fr_auto] items-baseline gap-x-3 px-3 py-1.5 max-md:grid-cols-[1.25rem_1fr]"
                    >
                        <Icon
                            name={kinds[item.kind]?.icon ?? "list"}
                            className="translate-y-0.5 text-ink-soft"
                        />
                        <span className="text-13 text-ink-soft">
                            <Moment at={item.at} short />
                        </span>
                        <span className="max-md:col-span-2">
                            {item.what}
                            {item.before !== undefined && onBack !== undefined && (
                                <Button
                                    look="quiet"
                                    icon="back"
                                    className="ml-2"
                                    onClick={() => onBack(item.before ?? {})}
                                >
                                    {w("backToThis")}
                                </Button>
                            )}
                        </span>
                        <span className="text-13 max-md:col-span-2">
                            {item.by === null ? w("bySystem") : <PersonChip person={item.by} />}
                        </span>
                    </li>
                ))}
            </ol>
        </div>
    );
}
