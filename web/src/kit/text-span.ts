// The only place where byte offsets of UTF-8 text (as the server counts) become UTF-16 offsets (as the browser counts).
import type { Span } from "@/api/types";

export type TextRange = { start: number; end: number };

function bytesOf(codePoint: number): number {
    if (codePoint < 0x80) return 1;
    if (codePoint < 0x800) return 2;
    return codePoint < 0x10000 ? 3 : 4;
}

// Offsets come in any order and may repeat; an offset inside a character is moved back to its beginning.
export function toTextOffsets(text: string, byteOffsets: readonly number[]): number[] {
    const order = byteOffsets.map((_, index) => index);
    order.sort((a, b) => (byteOffsets[a] ?? 0) - (byteOffsets[b] ?? 0));
    const found = new Array<number>(byteOffsets.length).fill(text.length);
    let bytes = 0;
    let at = 0;
    for (const index of order) {
        const wanted = byteOffsets[index] ?? 0;
        while (at < text.length) {
            const codePoint = text.codePointAt(at) ?? 0;
            const size = bytesOf(codePoint);
            if (bytes + size > wanted) break;
            bytes += size;
            at += codePoint > 0xffff ? 2 : 1;
        }
        found[index] = at;
    }
    return found;
}

export function toTextRanges(text: string, spans: readonly Span[]): TextRange[] {
    const offsets = toTextOffsets(
        text,
        spans.flatMap((span) => [span.start, span.end]),
    );
    return spans.map((_, index) => ({ start: offsets[2 * index] ?? 0, end: offsets[2 * index + 1] ?? 0 }));
}

export type Marked<M> = TextRange & { mark: M };
export type Piece<M> = { text: string; marks: M[] };

// Cuts the text at every border of a mark; overlapping marks share pieces.
export function cutIntoPieces<M>(text: string, marked: readonly Marked<M>[]): Piece<M>[] {
    const usable = marked.filter((range) => range.start < range.end && range.start < text.length);
    const borders = new Set([0, text.length]);
    for (const range of usable) borders.add(range.start).add(Math.min(range.end, text.length));
    const sorted = [...borders].sort((a, b) => a - b);
    return sorted.slice(0, -1).map((start, index) => ({
        text: text.slice(start, sorted[index + 1]),
        marks: usable.filter((range) => range.start <= start && start < range.end).map((range) => range.mark),
    }));
}

// Where the marks of an older text lie in a newer one: what was typed before them moves them, what was typed inside drops them.
export function carryOver<M>(before: string, after: string, marked: readonly Marked<M>[]): Marked<M>[] {
    if (before === after) return [...marked];
    const { prefix, suffix } = sameEnds(before, after);
    const grown = after.length - before.length;
    return marked.flatMap((range) => {
        if (range.end <= prefix) return [range];
        if (range.start < before.length - suffix) return [];
        return [{ ...range, start: range.start + grown, end: range.end + grown }];
    });
}

// How long the beginnings and the ends are that two texts have in common.
export function sameEnds(before: string, after: string): { prefix: number; suffix: number } {
    const shortest = Math.min(before.length, after.length);
    let prefix = 0;
    while (prefix < shortest && before[prefix] === after[prefix]) prefix += 1;
    let suffix = 0;
    while (
        suffix < shortest - prefix &&
        before[before.length - 1 - suffix] === after[after.length - 1 - suffix]
    ) {
        suffix += 1;
    }
    return { prefix, suffix };
}
