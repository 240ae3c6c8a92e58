// Two hands on one text or one set of fields: three-way, a text by line. The same rules as src/record/merge.cpp, so that what is
// merged while typing is what the server would have made of it: a line that both changed is kept twice, marked with whose it is.
import { sameEnds } from "./text-span";

export type Names = { theirs: string; mine: string };
export type MergedText = { text: string; keptDouble: boolean };

type Edit = { inserted: string[]; fate: "kept" | "replaced" | "deleted"; replacement: string };
const largestTable = 1_000_000; // pairs of differing lines; above it the middle counts as changed as a whole

function linesOf(text: string): string[] {
    return text.replaceAll("\r\n", "\n").split("\n");
}

// For each line of the base: where it still stands in the other text, or -1.
function matchLines(base: string[], other: string[]): number[] {
    const matches = new Array<number>(base.length).fill(-1);
    let front = 0;
    while (front < base.length && front < other.length && base[front] === other[front])
        matches[front] = front++;
    let back = 0;
    while (
        back < base.length - front &&
        back < other.length - front &&
        base[base.length - 1 - back] === other[other.length - 1 - back]
    ) {
        back += 1;
        matches[base.length - back] = other.length - back;
    }
    const rows = base.length - front - back;
    const columns = other.length - front - back;
    if (rows === 0 || columns * rows > largestTable) return matches;
    const width = columns + 1;
    const table = new Uint32Array((rows + 1) * width);
    const at = (row: number, column: number) => table[row * width + column] ?? 0;
    for (let i = rows - 1; i >= 0; i -= 1) {
        for (let j = columns - 1; j >= 0; j -= 1) {
            table[i * width + j] =
                base[front + i] === other[front + j]
                    ? at(i + 1, j + 1) + 1
                    : Math.max(at(i + 1, j), at(i, j + 1));
        }
    }
    for (let i = 0, j = 0; i < rows && j < columns;) {
        if (base[front + i] === other[front + j]) matches[front + i++] = front + j++;
        else if (at(i + 1, j) >= at(i, j + 1)) i += 1;
        else j += 1;
    }
    return matches;
}

// One edit for each line of the base and one for its end; in a changed block the lines are paired from the top.
function editsOf(base: string[], other: string[]): Edit[] {
    const matches = matchLines(base, other);
    const edits: Edit[] = Array.from({ length: base.length + 1 }, () => ({
        inserted: [],
        fate: "kept",
        replacement: "",
    }));
    let baseAt = 0;
    let otherAt = 0;
    function closeBlock(baseEnd: number, otherEnd: number) {
        for (; baseAt < baseEnd; baseAt += 1) {
            const edit = edits[baseAt];
            if (edit === undefined) continue;
            edit.fate = otherAt < otherEnd ? "replaced" : "deleted";
            edit.replacement = otherAt < otherEnd ? (other[otherAt++] ?? "") : "";
        }
        for (; otherAt < otherEnd; otherAt += 1) edits[baseEnd]?.inserted.push(other[otherAt] ?? "");
    }
    matches.forEach((otherEnd, index) => {
        if (otherEnd < 0) return;
        closeBlock(index, otherEnd);
        baseAt = index + 1;
        otherAt = otherEnd + 1;
    });
    closeBlock(base.length, other.length);
    return edits;
}

function sameLines(a: string[], b: string[]): boolean {
    return a.length === b.length && a.every((line, index) => line === b[index]);
}

export function mergeLines(baseText: string, theirText: string, myText: string, names: Names): MergedText {
    const base = linesOf(baseText);
    const theirs = editsOf(base, linesOf(theirText));
    const mine = editsOf(base, linesOf(myText));
    const merged: string[] = [];
    let keptDouble = false;
    const marked = (lines: string[], author: string) =>
        lines.filter((line) => line !== "").map((line) => `〔${author}〕${line}`);
    function keepBoth(their: string[], my: string[]) {
        let front = 0;
        while (front < their.length && front < my.length && their[front] === my[front]) front += 1;
        let back = 0;
        while (
            back < their.length - front &&
            back < my.length - front &&
            their[their.length - 1 - back] === my[my.length - 1 - back]
        )
            back += 1;
        merged.push(
            ...their.slice(0, front),
            ...marked(their.slice(front, their.length - back), names.theirs),
            ...marked(my.slice(front, my.length - back), names.mine),
            ...my.slice(my.length - back),
        );
        keptDouble = true;
    }
    function mergeInsertions(their: string[], my: string[]) {
        if (their.length === 0 || sameLines(their, my)) merged.push(...my);
        else if (my.length === 0) merged.push(...their);
        else keepBoth(their, my);
    }
    function keepFate(line: string, edit: Edit) {
        if (edit.fate === "kept") merged.push(line);
        else if (edit.fate === "replaced") merged.push(edit.replacement);
    }
    for (let index = 0; index <= base.length; index += 1) {
        const their = theirs[index];
        const my = mine[index];
        if (their === undefined || my === undefined) break;
        mergeInsertions(their.inserted, my.inserted);
        const line = base[index];
        if (line === undefined) break;
        if (their.fate === "kept") keepFate(line, my);
        else if (my.fate === "kept" || (my.fate === their.fate && my.replacement === their.replacement))
            keepFate(line, their);
        else keepBoth([their.replacement], [my.replacement]);
    }
    return { text: merged.join("\n"), keptDouble };
}

export type Json = null | boolean | number | string | undefined | Json[] | { [name: string]: Json };
// What both hands changed otherwise and could not both be kept in the field: the other hand's stays to be chosen.
export type Clash = { field: string; theirs: Json };
export type Merged<T> = { content: T; clashes: Clash[] };

function isObject(value: Json): value is { [name: string]: Json } {
    return typeof value === "object" && value !== null && !Array.isArray(value);
}
// Names and order of members do not count.
export function sameJson(a: Json, b: Json): boolean {
    if (a === b) return true;
    if (Array.isArray(a) && Array.isArray(b))
        return a.length === b.length && a.every((item, index) => sameJson(item, b[index]));
    if (!isObject(a) || !isObject(b)) return false;
    const names = new Set([...Object.keys(a), ...Object.keys(b)]);
    return [...names].every((name) => sameJson(a[name], b[name]));
}

// Objects by member, long texts by line; of anything else that both changed mine stays, and theirs is told. `isText` says which
// members are merged by line.
export function mergeJson<T>(
    base: T,
    theirs: T,
    mine: T,
    names: Names,
    isText: (field: string) => boolean,
): Merged<T> {
    const clashes: Clash[] = [];
    function merge(before: Json, their: Json, my: Json, field: string): Json {
        if (sameJson(my, before) || sameJson(my, their)) return their;
        if (sameJson(their, before)) return my;
        // Amounts and told times are one value each, however they are written.
        const parts = isObject(their) && isObject(my) && !("wording" in my) && !("minor_units" in my);
        if (parts) {
            const known = isObject(before) ? before : {};
            const all = new Set([...Object.keys(their), ...Object.keys(my)]);
            const whole: { [name: string]: Json } = {};
            for (const name of all) {
                const value = merge(known[name], their[name], my[name], name);
                if (value !== undefined) whole[name] = value;
            }
            return whole;
        }
        if (isText(field) && typeof their === "string" && typeof my === "string")
            return mergeLines(typeof before === "string" ? before : "", their, my, names).text;
        // Emptied there, written here (or the other way round): what was written stays.
        if (my === undefined || my === null || my === "") return their;
        if (their !== undefined && their !== null && their !== "") clashes.push({ field, theirs: their });
        return my;
    }
    const content = merge(base as Json, theirs as Json, mine as Json, "") as T;
    return { content, clashes };
}

// Where a place in the old text lies in the new one.
export function movedOffset(before: string, after: string, offset: number): number {
    const { prefix, suffix } = sameEnds(before, after);
    if (offset <= prefix) return offset;
    if (offset >= before.length - suffix) return offset + after.length - before.length;
    return Math.min(offset, after.length - suffix);
}
