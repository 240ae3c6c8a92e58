import { expect, it } from "vitest";
import { mergeJson, mergeLines, movedOffset, sameJson } from "./journal-merge";

const names = { theirs: "佐藤", mine: "鈴木" };
const merged = (base: string, theirs: string, mine: string) => mergeLines(base, theirs, mine, names).text;

it("takes changes to different lines from both", () => {
    expect(merged("a\nb\nc", "A\nb\nc", "a\nb\nC")).toBe("A\nb\nC");
    expect(merged("a\nb\nc", "a\nc", "a\nb\nc\nd")).toBe("a\nc\nd");
});

it("keeps a line that both changed twice, with whose it is", () => {
    expect(mergeLines("a\nb\nc", "a\nx\nc", "a\ny\nc", names)).toEqual({
        text: "a\n〔佐藤〕x\n〔鈴木〕y\nc",
        keptDouble: true,
    });
    expect(merged("a", "a\nx", "a\nx")).toBe("a\nx");
    expect(merged("", "x", "y")).toBe("〔佐藤〕x\n〔鈴木〕y");
    expect(merged("a\nb\nc", "a\nc", "a\nB\nc")).toBe("a\n〔鈴木〕B\nc");
});

function randomly(seed: number): () => number {
    let state = seed;
    return () => (state = (state * 1_103_515_245 + 12_345) % 2_147_483_648) / 2_147_483_648;
}

it("agrees with a model that knows which line is which, for random edits", () => {
    const random = randomly(7);
    for (let round = 0; round < 1000; round += 1) {
        const base = Array.from({ length: 1 + Math.floor(random() * 12) }, (_, index) => `line ${index}`);
        const edit = (author: string) => base.map((line) => (random() < 0.2 ? `${line} by ${author}` : line));
        const theirs = edit("theirs");
        const mine = edit("mine");
        const expected = base.flatMap((line, index) => {
            const [their = "", my = ""] = [theirs[index], mine[index]];
            if (their === line) return [my];
            return my === line ? [their] : [`〔佐藤〕${their}`, `〔鈴木〕${my}`];
        });
        expect(merged(base.join("\n"), theirs.join("\n"), mine.join("\n"))).toBe(expected.join("\n"));
    }
});

it("never loses a line that anybody wrote, whatever the edits", () => {
    const random = randomly(11);
    const text = () =>
        Array.from({ length: Math.floor(random() * 8) }, () => "abcde"[Math.floor(random() * 5)]).join("\n");
    for (let round = 0; round < 2000; round += 1) {
        const [base, theirs, mine] = [text(), text(), text()];
        expect(merged(base, base, mine)).toBe(mine);
        expect(merged(base, theirs, base)).toBe(theirs);
        const result = merged(base, theirs, mine);
        for (const line of "abcde") {
            if (!base.includes(line) && (theirs.includes(line) || mine.includes(line)))
                expect(result).toContain(line);
        }
    }
});

const isText = (field: string) => field === "narrative";

it("merges fields, and tells of the one that could not both be kept", () => {
    const base = {
        consultation: { narrative: "一\n二", subject: "件名", place: "" },
        dismissed: [] as string[],
    };
    const theirs = { consultation: { narrative: "壱\n二", subject: "甲", place: "古川" }, dismissed: ["x"] };
    const mine = { consultation: { narrative: "一\n弐", subject: "乙", place: "" }, dismissed: [] };
    expect(mergeJson(base, theirs, mine, names, isText)).toEqual({
        content: { consultation: { narrative: "壱\n弐", subject: "乙", place: "古川" }, dismissed: ["x"] },
        clashes: [{ field: "subject", theirs: "甲" }],
    });
});

it("takes a field away that the other hand took away, and keeps one that was written meanwhile", () => {
    type Fields = Record<string, string>;
    const merge = (base: Fields, theirs: Fields, mine: Fields) =>
        mergeJson(base, theirs, mine, names, isText).content;
    expect(merge({ a: "1", b: "2" }, { b: "2" }, { a: "1", b: "3" })).toEqual({ b: "3" });
    expect(merge({ a: "1" }, {}, { a: "2" })).toEqual({ a: "2" });
});

it("an amount is one value", () => {
    const yen = (minor_units: number) => ({ amount: { minor_units, currency: "JPY" } });
    const { content, clashes } = mergeJson(yen(1), yen(2), yen(3), names, isText);
    expect(content).toEqual(yen(3));
    expect(clashes).toHaveLength(1);
});

it("compares without order of members, and an absent one is undefined", () => {
    expect(sameJson({ a: 1, b: [1, { c: null }] }, { b: [1, { c: null }], a: 1 })).toBe(true);
    expect(sameJson({ a: 1 }, { a: 1, b: undefined })).toBe(true);
    expect(sameJson([1], { 0: 1 })).toBe(false);
});

it("moves a place in the text with what came before it", () => {
    expect(movedOffset("ab\ncd", "ab\nxx\ncd", 1)).toBe(1);
    expect(movedOffset("ab\ncd", "ab\nxx\ncd", 4)).toBe(7);
    expect(movedOffset("abcdef", "abXef", 3)).toBe(3);
});
