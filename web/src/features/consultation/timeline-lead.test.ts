import { expect, it } from "vitest";
import type { TimelineItem } from "@/api/types";
import { speakIn } from "@/kit/language";
import { timelineEntries, type Told } from "./timeline-entries";

const told: Told = {
    schema: { name: "consultation", label: { ja: "受理票", en: "Record" }, fields: [] },
    units: [],
    tables: new Map(),
    speak: speakIn("ja"),
};
const unit = { id: "U1", code: "S-KURIHARA-SEIAN", name: { ja: "栗原署生活安全課", en: "Kurihara" } };

it("says of a lead that a merger changed where it went, why, and who decided it when", () => {
    const at = "2026-11-22T05:02:00.000Z";
    const common = { at, by: null, version: 1 };
    const items: TimelineItem[] = [
        {
            ...common,
            kind: "assignment",
            action: "merge_lead",
            unit,
            after: { unit: "U1", until: null, reason: "警察署条例", decided_at: at },
            decided_by: { name: "総務 花子", rank: "警部" } as TimelineItem["decided_by"],
        },
        // The end of the lead before and the record's own version are the same event.
        { ...common, kind: "assignment", action: "merge_lead", after: { unit: "U0", until: at } },
        { ...common, kind: "consultation", action: "merge_lead" },
    ];
    const entries = timelineEntries(items, told).map((entry) => `${entry.kind}: ${entry.what}`);
    expect(entries).toHaveLength(1);
    expect(entries[0]).toMatch(
        /^handover: 統合・改称により主担当を変更 → 栗原署生活安全課 「警察署条例」 決定: 警部 総務 花子 令和8年/,
    );
});
