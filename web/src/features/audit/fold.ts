// One look at a record asks the server for several of its parts: what one person did to one record within seconds, in the
// same way, is one line with its count.
import type { LogEntry } from "@/api/log-types";

export type Folded = LogEntry & { times: number; kinds: LogEntry["kind_label"][] };

const within = 10_000; // ms

function belongsTo(last: Folded, entry: LogEntry): boolean {
    return (
        last.log === entry.log &&
        last.action === entry.action &&
        isAboutOne(last) &&
        last.record?.id === entry.record?.id &&
        last.by?.id === entry.by?.id &&
        last.purpose?.label.ja === entry.purpose?.label.ja &&
        Date.parse(last.at) - Date.parse(entry.at) <= within &&
        isAboutOne(entry) &&
        sameMarks(last, entry)
    );
}

// Of one record alone or of none; lists and searches that showed something stand for themselves.
function isAboutOne(entry: LogEntry): boolean {
    return entry.records_total === (entry.record === null ? 0 : 1);
}

function sameMarks(one: LogEntry, other: LogEntry): boolean {
    const codes = (entry: LogEntry) => (entry.marks ?? []).map((mark) => mark.code).join(" ");
    return codes(one) === codes(other);
}

export function foldTogether(entries: LogEntry[]): Folded[] {
    const folded: Folded[] = [];
    for (const entry of entries) {
        const last = folded.at(-1);
        if (last === undefined || !belongsTo(last, entry)) {
            folded.push({ ...entry, times: 1, kinds: [entry.kind_label] });
            continue;
        }
        last.times += 1;
        if (!last.kinds.some((kind) => kind.ja === entry.kind_label.ja)) last.kinds.push(entry.kind_label);
    }
    return folded;
}
