// The pieces of a preview put together: the server looks at a few records at a time, so that it can be stopped.
import type { PreviewPiece, PreviewTable } from "@/api/tables";

export type PreviewSum = Omit<PreviewPiece, "next">;

function addTable(all: PreviewTable[], piece: PreviewTable): PreviewTable[] {
    const before = all.find((table) => table.table === piece.table);
    if (before === undefined) return [...all, piece];
    const codes = new Map(before.codes.map((code) => [code.code, code]));
    for (const code of piece.codes) {
        const known = codes.get(code.code);
        codes.set(code.code, {
            ...code,
            before: code.before + (known?.before ?? 0),
            after: code.after + (known?.after ?? 0),
        });
    }
    const sum = {
        ...before,
        codes: [...codes.values()],
        changed: before.changed + piece.changed,
        decided: before.decided + piece.decided,
        agreed_before: before.agreed_before + piece.agreed_before,
        agreed_after: before.agreed_after + piece.agreed_after,
        gained: before.gained + piece.gained,
        lost: before.lost + piece.lost,
    };
    return all.map((table) => (table.table === piece.table ? sum : table));
}

export function addPiece(sum: PreviewSum | null, piece: PreviewPiece): PreviewSum {
    if (sum === null) return piece;
    return {
        looked_at: sum.looked_at + piece.looked_at,
        version: piece.version,
        tables: piece.tables.reduce(addTable, sum.tables),
        records: [...sum.records, ...piece.records],
    };
}
