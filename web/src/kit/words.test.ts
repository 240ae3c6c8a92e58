import { expect, it } from "vitest";
import { words } from "./words";

it("has every text in both languages, with the same places to fill", () => {
    const placesIn = (text: string) => [...text.matchAll(/\{(\w+)\}/g)].map((found) => found[1]).sort();
    for (const [key, text] of Object.entries(words)) {
        expect(text.ja, key).not.toBe("");
        expect(text.en, key).not.toBe("");
        expect(placesIn(text.en), key).toEqual(placesIn(text.ja));
    }
});

it("never says only that an error happened", () => {
    const all = Object.values(words).map((text) => text.ja);
    expect(all.filter((text) => text.includes("エラーが発生しました"))).toEqual([]);
});
