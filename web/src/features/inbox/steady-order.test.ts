import { expect, it } from "vitest";
import { steadyOrder } from "./steady-order";

const idOf = (item: string) => item;

it("follows the server while nobody points at the list", () => {
    expect(steadyOrder(["b"], ["a", "b"], false, idOf).map((each) => each.item)).toEqual(["a", "b"]);
});

it("moves nothing under the pointer: arrivals go to the end, what left keeps its place", () => {
    const steady = steadyOrder(["a", "b", "c"], ["new", "a", "c"], true, idOf);
    expect(steady).toEqual([
        { item: "a", isNew: false, isGone: false },
        { item: "b", isNew: false, isGone: true },
        { item: "c", isNew: false, isGone: false },
        { item: "new", isNew: true, isGone: false },
    ]);
});
