import { describe, expect, it } from "vitest";
import { carryOver, cutIntoPieces, toTextOffsets, toTextRanges } from "./text-span";

const encoder = new TextEncoder();
function byteSpanOf(text: string, part: string) {
    const start = encoder.encode(text.slice(0, text.indexOf(part))).length;
    return { start, end: start + encoder.encode(part).length };
}
function read(text: string, part: string): string | undefined {
    const [range] = toTextRanges(text, [byteSpanOf(text, part)]);
    return range === undefined ? undefined : text.slice(range.start, range.end);
}

describe("byte offsets", () => {
    it("finds a part behind Japanese text of three bytes a character", () => {
        expect(read("電話は０９０-1234-5678からかかってきた", "０９０-1234-5678")).toBe("０９０-1234-5678");
    });
    it("counts a surrogate pair as four bytes and two units", () => {
        expect(read("手押し🥦𠮷野 @sen_green", "@sen_green")).toBe("@sen_green");
        expect(toTextOffsets("🥦a", [4, 5])).toEqual([2, 3]);
    });
    it("keeps combining marks where they stand", () => {
        expect(read("か\u3099き\u3099 https://a.example", "https://a.example")).toBe("https://a.example");
    });
    it("moves an offset inside a character back to its beginning", () => {
        expect(toTextOffsets("あい", [1, 2, 4])).toEqual([0, 0, 1]);
    });
    it("takes offsets in any order and beyond the end", () => {
        expect(toTextOffsets("あいう", [99, 3, 0])).toEqual([3, 1, 0]);
    });
});

describe("pieces", () => {
    it("shares the piece of two overlapping marks", () => {
        const pieces = cutIntoPieces("abcdef", [
            { start: 0, end: 4, mark: "x" },
            { start: 2, end: 6, mark: "y" },
        ]);
        expect(pieces).toEqual([
            { text: "ab", marks: ["x"] },
            { text: "cd", marks: ["x", "y"] },
            { text: "ef", marks: ["y"] },
        ]);
    });
    it("joins to the whole text whatever the marks", () => {
        const text = "送金先は七十七銀行です";
        const pieces = cutIntoPieces(text, [{ start: 4, end: 99, mark: 1 }]);
        expect(pieces.map((piece) => piece.text).join("")).toBe(text);
    });
});

describe("marks of an older text", () => {
    const marks = [{ start: 3, end: 6, mark: "m" }];
    it("move with what is typed before them", () => {
        expect(carryOver("abcDEFghi", "xxabcDEFghi", marks)).toEqual([{ start: 5, end: 8, mark: "m" }]);
    });
    it("stay when something is typed after them", () => {
        expect(carryOver("abcDEFghi", "abcDEFghij", marks)).toEqual(marks);
    });
    it("go when something is typed inside them", () => {
        expect(carryOver("abcDEFghi", "abcDxEFghi", marks)).toEqual([]);
    });
});
