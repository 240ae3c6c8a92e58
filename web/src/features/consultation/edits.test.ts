import { expect, it } from "vitest";
import type { Consultation } from "@/api/types";
import { contentOf, editsOf, isEmpty, meet, rebase, type Edits } from "./edits";

const names = { theirs: "佐藤", mine: "鈴木" };
const recordAt = (version: number, fields: object) => ({ version, ...fields }) as Consultation;

it("keeps only what was changed, with where it began", () => {
    const edits: Edits = {
        subject: { value: "乙", base: "甲", version: 3 },
        place: { value: "古川", base: "古川", version: 3 },
    };
    expect(contentOf(edits)).toEqual({
        consultation: { subject: "乙" },
        versions: { subject: 3 },
        bases: { subject: "甲" },
    });
    expect(isEmpty(contentOf({}))).toBe(true);
});

it("takes a draft up again without what was saved meanwhile", () => {
    const content = {
        consultation: { subject: "乙", place: "古川" },
        versions: { subject: 3, place: 3 },
        bases: { subject: "甲", place: "" },
    };
    expect(editsOf(content, recordAt(4, { subject: "甲", place: "古川" }))).toEqual({
        subject: { value: "乙", base: "甲", version: 3 },
    });
});

it("merges what others saved into the text that is being typed, and leaves a short field to be shown", () => {
    const edits: Edits = {
        narrative: { value: "一\n弐", base: "一\n二", version: 1 },
        subject: { value: "乙", base: "甲", version: 1 },
        place: { value: "古川", base: "", version: 1 },
    };
    const { edits: next, taken } = rebase(
        edits,
        recordAt(2, { narrative: "壱\n二", subject: "丙", place: "" }),
        names,
    );
    expect(taken).toEqual(["narrative"]);
    expect(next.narrative).toEqual({ value: "壱\n弐", base: "壱\n二", version: 2 });
    expect(next.subject).toEqual(edits.subject);
    expect(next.place).toEqual({ value: "古川", base: "", version: 2 });
});

it("another window's changes to the same record come together, the later beginning counts", () => {
    const mine: Edits = { narrative: { value: "一\n弐", base: "一\n二", version: 1 } };
    const theirs = {
        consultation: { narrative: "壱\n二", place: "古川" },
        versions: { narrative: 2, place: 2 },
        bases: { narrative: "零\n二", place: "" },
    };
    const base = contentOf({ narrative: { value: "一\n二", base: "", version: 1 } });
    const { edits, clashes } = meet(base, theirs, mine, names);
    expect(clashes).toEqual([]);
    expect(edits.narrative).toEqual({ value: "壱\n弐", base: "零\n二", version: 2 });
    expect(edits.place).toEqual({ value: "古川", base: "", version: 2 });
});

it("a field saved or given up in another window is gone here too, one that is only open stays", () => {
    const base = contentOf({ place: { value: "古川", base: "", version: 1 } });
    const mine: Edits = {
        place: { value: "古川", base: "", version: 1 },
        subject: { value: "甲", base: "甲", version: 1 },
    };
    const theirs = { consultation: {}, versions: {}, bases: {} };
    expect(Object.keys(meet(base, theirs, mine, names).edits)).toEqual(["subject"]);
});
