import { expect, it } from "vitest";
import type { PreviewPiece, PreviewTable } from "@/api/tables";
import { addPiece } from "./preview";

const words = { ja: "緊急度", en: "Urgency" };
function table(before: number, after: number, gained: number): PreviewTable {
    const code = { code: "normal", label: words, before, after };
    return {
        table: "urgency",
        label: words,
        codes: [code],
        changed: 1,
        decided: 2,
        agreed_before: 1,
        agreed_after: 1 + gained,
        gained,
        lost: 0,
    };
}
function piece(looked: number, one: PreviewTable): PreviewPiece {
    return { looked_at: looked, next: null, version: 3, tables: [one], records: [] };
}

it("adds the counts of pieces code by code", () => {
    const sum = addPiece(addPiece(null, piece(25, table(20, 18, 1))), piece(10, table(3, 4, 0)));
    expect(sum.looked_at).toBe(35);
    expect(sum.tables).toHaveLength(1);
    expect(sum.tables[0]).toMatchObject({
        changed: 2,
        decided: 4,
        agreed_before: 2,
        agreed_after: 3,
        gained: 1,
    });
    expect(sum.tables[0]?.codes[0]).toMatchObject({ before: 23, after: 22 });
});
