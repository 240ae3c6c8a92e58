import { expect, it } from "vitest";
import { formGroups, readFlowRow, withLine, withLineAfter, writeFlowRow } from "./flow-line";

it("reads a row of one line and writes it as it was", () => {
    for (const line of [
        '  - {date: 2027-01-01, name_ja: 元日, name_en: "New Year\'s Day", basis: 第2条, confirmed: true}  # 金',
        '      - {ja: "{緊急|きんきゅう}{通報|つうほう}", en: emergency, contact: "110", source: domain.md 14, verified: true}',
    ]) {
        const row = readFlowRow(line);
        expect(row).not.toBeNull();
        const again = readFlowRow(writeFlowRow(row!));
        expect(again).toEqual(row);
    }
});

it("quotes what YAML would read otherwise", () => {
    const row = {
        before: "- ",
        members: [
            ["a", "x, y"],
            ["b", "no"],
            ["c", "true"],
            ["d", ""],
            ["e", "- z"],
            ["f", "#9110"],
        ] as [string, string][],
        after: "",
    };
    expect(writeFlowRow(row)).toBe('- {a: "x, y", b: "no", c: true, e: "- z", f: "#9110"}');
});

it("leaves alone what is not that simple", () => {
    expect(readFlowRow("  a: {all: [x, y]}")).toBeNull();
    expect(readFlowRow("  - plain text")).toBeNull();
    expect(readFlowRow("  - {a: 1")).toBeNull();
    expect(readFlowRow('  - {a: "unended}')).toBeNull();
});

it("groups rows that stand together under the heading above them", () => {
    const text =
        'title_ja: "{祝日|しゅくじつ}の表"\nholidays:\n  - {date: 2027-01-01}\n  - {date: 2027-01-11}\nother: 1\nmore:\n  - {date: 2027-02-11}\n';
    const groups = formGroups(text);
    expect(groups.map((group) => [group.heading, group.rows.map((row) => row.index)])).toEqual([
        ["祝日の表", [2, 3]],
        ["祝日の表", [6]],
    ]);
    expect(withLine(text, 3, null).split("\n")).toHaveLength(text.split("\n").length - 1);
    expect(withLineAfter(text, 3, "  - {date: 2027-01-12}").split("\n")[4]).toBe("  - {date: 2027-01-12}");
});
