import { readFileSync } from "node:fs";
import { expect, test } from "vitest";
import { generalKeys } from "./keys-dialog";

test("the printed manual names the keys of the browser's list, in its order", () => {
    const manual = readFileSync("../data/manual/desk.yaml", "utf8");
    const printed = [...manual.matchAll(/\{keys: "?([^",][^"]*?)"?, ja:/g)].map((found) => found[1]);
    expect(printed).toEqual([...generalKeys.map(([keys]) => keys), "?"]);
});
