// The units of a day as a tree, and what of it a search leaves.
import type { UnitDetail } from "@/api/organization";

export type Branch = { unit: UnitDetail; below: Branch[] };

// Units whose parent is not among them stand at the top.
export function treeOf(units: readonly UnitDetail[]): Branch[] {
    const branches = new Map(units.map((unit) => [unit.id, { unit, below: [] as Branch[] }]));
    const tops: Branch[] = [];
    for (const branch of branches.values()) {
        const above = branch.unit.parent === null ? undefined : branches.get(branch.unit.parent.id);
        if (above === undefined) tops.push(branch);
        else above.below.push(branch);
    }
    return tops;
}

function says(unit: UnitDetail, text: string): boolean {
    return [unit.code, unit.name.ja, unit.name.en, unit.full_name.ja, unit.kana].some((part) =>
        part.toLowerCase().includes(text.toLowerCase()),
    );
}

// A unit that matches stays with all below it, and with those above.
export function narrowed(tops: readonly Branch[], text: string): Branch[] {
    if (text === "") return [...tops];
    return tops.flatMap((branch) => {
        if (says(branch.unit, text)) return [branch];
        const below = narrowed(branch.below, text);
        return below.length > 0 ? [{ ...branch, below }] : [];
    });
}

// The ids on the way down to a unit, itself last.
export function wayTo(tops: readonly Branch[], id: string): string[] {
    for (const branch of tops) {
        if (branch.unit.id === id) return [id];
        const below = wayTo(branch.below, id);
        if (below.length > 0) return [branch.unit.id, ...below];
    }
    return [];
}
