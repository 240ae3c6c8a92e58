import { expect, test } from "vitest";
import type { MailHop } from "@/api/files";
import { showSize } from "./attachments-panel";
import { secondsBetween } from "./mail-view";

const hop = (time: string | null): MailHop => ({
    from: "",
    host: "",
    address: "",
    by: "",
    with: "",
    time,
    written: "",
});

test("the gap between two hops is counted where both say when", () => {
    const first = hop("2026-11-23T09:00:00+09:00");
    expect(secondsBetween(undefined, first)).toBeNull();
    expect(secondsBetween(first, hop("2026-11-23T00:00:07Z"))).toBe(7);
    expect(secondsBetween(first, hop("2026-11-22T23:59:58Z"))).toBe(-2);
    expect(secondsBetween(first, hop(null))).toBeNull();
});

test("sizes are told in the unit that reads best", () => {
    expect(showSize(71)).toBe("71 B");
    expect(showSize(1536)).toBe("1.5 kB");
    expect(showSize(200 * 1024 * 1024)).toBe("200 MB");
});
