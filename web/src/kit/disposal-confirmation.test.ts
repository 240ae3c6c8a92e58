import { expect, it } from "vitest";
import { isConfirmed } from "./disposal-confirmation";

const number = "令和3年 古川署第12号";

it("takes the number of one record, whatever the width of its characters", () => {
    expect(isConfirmed(number, [number])).toBe(true);
    expect(isConfirmed("令和３年　古川署第１２号 ", [number])).toBe(true);
    expect(isConfirmed("令和3年古川署第12号", [number])).toBe(true);
});

it("does not take another number, a part of it or a count for one record", () => {
    for (const typed of ["", "1", "12", "令和3年 古川署第1号", "令和3年 古川署第12号の2"])
        expect(isConfirmed(typed, [number]), typed).toBe(false);
});

it("takes how many there are when there are several, and no number of them", () => {
    const numbers = [number, "令和3年 古川署第13号", "令和3年 古川署第14号"];
    expect(isConfirmed("3", numbers)).toBe(true);
    expect(isConfirmed(" ３件", numbers)).toBe(true);
    for (const typed of ["", "2", "03", "33", number]) expect(isConfirmed(typed, numbers), typed).toBe(false);
});

it("confirms nothing when nothing is to go", () => {
    expect(isConfirmed("0", [])).toBe(false);
    expect(isConfirmed("", [])).toBe(false);
});
