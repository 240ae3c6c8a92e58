import { describe, expect, it } from "vitest";
import type { LogEntry } from "@/api/log-types";
import { foldTogether } from "./fold";

function entry(changes: Partial<LogEntry>): LogEntry {
    const words = (text: string) => ({ ja: text, en: text });
    const record = { id: "R", kind: "consultation", number: "第1号", short: "ABCDEF" };
    return {
        log: "access",
        node: "node",
        seq: 1,
        at: "2026-11-24T01:00:00.000Z",
        by: { id: "S", name: "田中", rank: "巡査", post: "", extension: null, unit: null },
        unit: null,
        action: "read",
        action_label: words("閲覧"),
        kind: "consultation",
        kind_label: words("受理票"),
        purpose: { code: "record", label: words("受理票") },
        record,
        records: [record],
        records_total: 1,
        observables_total: 0,
        version: null,
        ...changes,
    };
}

describe("folding of the log", () => {
    it("makes one line of the parts of one look at a record", () => {
        const folded = foldTogether([
            entry({ seq: 3, at: "2026-11-24T01:00:02.000Z" }),
            entry({ seq: 2, kind_label: { ja: "経過", en: "Timeline" } }),
            entry({ seq: 1, kind_label: { ja: "経過", en: "Timeline" } }),
        ]);
        expect(folded.map((line) => [line.seq, line.times])).toEqual([[3, 3]]);
        expect(folded[0]?.kinds.map((kind) => kind.ja)).toEqual(["受理票", "経過"]);
    });
    it("keeps apart what is later, another's, of another record, done otherwise or marked", () => {
        const other = { id: "Q", kind: "consultation", number: "第2号", short: "XXXXXX" };
        const lines = foldTogether([
            entry({ at: "2026-11-24T01:00:11.000Z" }),
            entry({}),
            entry({ action: "print" }),
            entry({ record: other, records: [other] }),
            entry({ by: null }),
            entry({ records_total: 5 }),
            entry({ marks: [{ code: "out_of_hours", label: { ja: "時間外", en: "night" } }] }),
        ]);
        expect(lines.map((line) => line.times)).toEqual([1, 1, 1, 1, 1, 1, 1]);
    });
    it("folds questions without a record, but no list that showed one", () => {
        const question = entry({ action: "audit", record: null, records: [], records_total: 0 });
        expect(foldTogether([question, question]).map((line) => line.times)).toEqual([2]);
        const list = entry({ action: "list", record: null, records_total: 1 });
        expect(foldTogether([list, list])).toHaveLength(2);
    });
});
