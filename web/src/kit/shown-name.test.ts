import { expect, it } from "vitest";
import { shownName } from "./shown-name";

it.each([
    ["invoice\u202Efdp.exe", "invoice〔U+202E〕fdp.exe"],
    ["a\u2066b\u2069", "a〔U+2066〕b〔U+2069〕"],
    ["a\u200Bb\u0007", "a〔U+200B〕b〔U+0007〕"],
    ["a\nb", "a〔U+000A〕b"],
    ["\u{e0041}", "〔U+E0041〕"],
    ["葛\u{E0100}城 髙﨑👨\u200D👩.jpg", "葛\u{E0100}城 髙﨑👨\u200D👩.jpg"],
    ["令和8年 請求書.pdf", "令和8年 請求書.pdf"],
    ["a〔U+202E〕b", "a〔U+202E〕b"],
])("%j is shown as %s", (name, shown) => {
    expect(shownName(name)).toBe(shown);
});
