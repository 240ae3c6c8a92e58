import { describe, expect, it } from "vitest";
import { showRemaining } from "./duration";
import { fromLocalInput, localInput, parseDay, showMoment, showShortMoment, wareki } from "./moments";

const now = new Date("2026-11-22T14:02:00+09:00");

describe("era dates", () => {
    it("writes the first year as 元年 and changes era on its day", () => {
        expect(wareki("2019-05-01")).toBe("令和元年5月1日");
        expect(wareki("2019-04-30")).toBe("平成31年4月30日");
        expect(wareki("1989-01-07")).toBe("昭和64年1月7日");
    });
    it("shows an instant in Japan's time", () => {
        expect(showMoment("2026-11-22T05:02:00.000Z", "ja")).toBe("令和8年11月22日 14:02");
        expect(showMoment("2026-11-22T15:30:00.000Z", "en")).toBe("2026-11-23 00:30");
    });
    it("is short in lists", () => {
        expect(showShortMoment("2026-11-22T01:00:00.000Z", now, "ja")).toBe("本日 10:00");
        expect(showShortMoment("2026-11-03T01:00:00.000Z", now, "ja")).toBe("11/3 10:00");
        expect(showShortMoment("2025-11-03T01:00:00.000Z", now, "ja")).toBe("令和7.11.3");
    });
    it("reads days as people write them, and only days that exist", () => {
        expect(parseDay("昭和55年3月1日")).toBe("1980-03-01");
        expect(parseDay("Ｓ５５．３．１")).toBe("1980-03-01");
        expect(parseDay("令和元年5月1日")).toBe("2019-05-01");
        expect(parseDay("1980/3/1")).toBe("1980-03-01");
        expect(parseDay("2026-02-30")).toBeNull();
        expect(parseDay("55.3.1")).toBeNull();
        expect(parseDay("きのう")).toBeNull();
    });
    it("goes to an input and back", () => {
        expect(localInput("2026-11-22T05:02:00.000Z")).toBe("2026-11-22T14:02");
        expect(fromLocalInput("2026-11-22T14:02")).toBe("2026-11-22T05:02:00.000Z");
        expect(fromLocalInput("")).toBeNull();
    });
});

describe("durations", () => {
    it.each([
        ["2026-11-22T16:30:00+09:00", "残り2時間"],
        ["2026-11-22T14:40:00+09:00", "残り38分"],
        ["2026-11-25T14:02:00+09:00", "残り3日"],
        ["2026-11-22T13:02:00+09:00", "1時間超過"],
        ["2026-11-22T14:02:30+09:00", "残り1分"],
    ])("%s is %s", (due, words) => {
        expect(showRemaining(due, now, "ja")).toBe(words);
    });
    it("speaks English too", () => {
        expect(showRemaining("2026-11-22T12:00:00+09:00", now, "en")).toBe("2 h overdue");
    });
});
