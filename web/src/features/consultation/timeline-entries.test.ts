import { expect, it } from "vitest";
import type { FormDescription, TimelineItem } from "@/api/types";
import { speakIn } from "@/kit/language";
import { timelineEntries, type Told } from "./timeline-entries";

const schema: FormDescription = {
    name: "consultation",
    label: { ja: "受理票", en: "Record" },
    fields: [
        { name: "amount", label: { ja: "金額", en: "Amount" }, kind: "money", required: false, asked: true },
        {
            name: "narrative",
            label: { ja: "要旨", en: "Text" },
            kind: "text",
            multiline: true,
            required: true,
            asked: true,
        },
    ],
};
const unit = { id: "U1", code: "H-CYBER", name: { ja: "サイバー課", en: "Cyber" } };
const tables = new Map([["urgency", { ja: "緊急度", en: "Urgency" }]]);
const told: Told = { schema, units: [unit as Told["units"][number]], tables, speak: speakIn("ja") };

function item(part: Partial<TimelineItem>): TimelineItem {
    return {
        at: "2026-11-22T05:02:00.000Z",
        by: null,
        action: "edit",
        kind: "consultation",
        version: 1,
        ...part,
    };
}
function read(...items: TimelineItem[]): string[] {
    return timelineEntries(items, told).map((entry) => `${entry.kind}: ${entry.what}`);
}

it("names the fields that changed, with their new value when it is short", () => {
    const changes = [
        { field: "amount", before: null, after: { minor_units: 300000, currency: "JPY" } },
        { field: "narrative", before: "a", after: "b" },
    ];
    expect(read(item({ changes }))).toEqual(["edit: 金額「300,000円」、要旨を変更"]);
});

it("says to whom a report went and who took it", () => {
    const after = { purpose: "report", to_unit: "U1", received_name: "加藤 明", received_extension: "6441" };
    expect(
        read(
            item({ kind: "referral", action: "send", after }),
            item({ kind: "referral", action: "receive", after }),
        ),
    ).toEqual(["referral: 報告 → サイバー課", "receipt: 受領 報告 → サイバー課 加藤 明 6441"]);
});

it("tells the proposals of one acceptance once", () => {
    const proposals = Array.from({ length: 11 }, () => item({ kind: "decision", action: "propose" }));
    expect(read(...proposals, item({ action: "accept" }))).toEqual(["decision: 候補を作成", "edit: 受理"]);
});

it("names the table and the value that was decided", () => {
    const after = { table_name: "urgency", decided: ["same_day"] };
    expect(read(item({ kind: "decision", action: "decide", after }))).toEqual([
        "decision: 確定 緊急度 same_day",
    ]);
});

it("says why a record is kept longer, and keeps 保存と廃棄 together", () => {
    const hold = item({ kind: "retention_hold", action: "hold", after: { reason: "公判中" } });
    const proposed = item({ kind: "disposal", action: "propose_disposal" });
    const returned = item({ kind: "disposal", action: "return_disposal", after: { reason: "添付が先" } });
    expect(read(hold, proposed, returned)).toEqual([
        "retention: 保存延長 公判中",
        "retention: 廃棄を起案",
        "retention: 廃棄の起案を差戻し 添付が先",
    ]);
});

it("an edit can be put back to what stood there, a decision or an acceptance cannot", () => {
    const changes = [
        { field: "amount", before: null, after: { minor_units: 1, currency: "JPY" } },
        { field: "urgency", before: "normal", after: "immediate" },
    ];
    const [edit, accepted] = timelineEntries(
        [item({ action: "update", changes }), item({ action: "accept", changes })],
        told,
    );
    expect(edit?.before).toEqual({ amount: null });
    expect(accepted).not.toHaveProperty("before");
});
