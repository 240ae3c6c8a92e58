import { expect, it } from "vitest";
import { changedParts } from "./changed-parts";

it("marks what differs within a line, in whole characters", () => {
    expect(changedParts("weight: 30, ja: 急ぐ", "weight: 9, ja: 急ぐ")).toEqual([
        "weight: ",
        "30",
        ", ja: 急ぐ",
    ]);
    expect(changedParts("aa", "aaa")).toEqual(["aa", "", ""]);
    expect(changedParts("x😀y", "x😁y")).toEqual(["x", "😀", "y"]);
});
