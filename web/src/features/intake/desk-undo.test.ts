import { expect, it } from "vitest";
import type { DraftContent } from "@/api/types";
import { differences, withParts } from "./desk-undo";

const content = (over: Partial<DraftContent>): DraftContent => ({
    consultation: { kind: "consultation", wishes: [] },
    roles: [],
    decisions: {},
    answers: {},
    dismissed: [],
    ...over,
});

it("names the field, decision or answer that was changed, and nothing else", () => {
    const before = content({});
    const after = content({
        consultation: { kind: "report", wishes: [] },
        decisions: { urgency: "immediate" },
    });
    expect(differences(before, after)).toEqual([
        { part: "consultation", name: "kind", was: "consultation", is: "report" },
        { part: "decisions", name: "urgency", was: undefined, is: "immediate" },
    ]);
    expect(differences(before, content({}))).toEqual([]);
});

it("goes back to what stood there and leaves what was done since", () => {
    const before = content({ decisions: { urgency: "normal" } });
    const after = content({
        decisions: { urgency: "immediate", class: "x" },
        answers: { q_bring: { state: "later" } },
    });
    const parts = differences(before, after);
    const later = { ...after, consultation: { kind: "information", wishes: ["punish"] } };
    const back = withParts(later, parts, "was");
    expect(back).toEqual({ ...later, decisions: { urgency: "normal" }, answers: {} });
    expect(withParts(back, parts, "is")).toEqual(later);
});

it("empties a field that had not been filled in", () => {
    const parts = differences(
        content({}),
        content({ consultation: { kind: "consultation", wishes: [], place: "自宅" } }),
    );
    const filled = content({ consultation: { kind: "consultation", wishes: [], place: "自宅" } });
    expect(withParts(filled, parts, "was").consultation.place).toBeUndefined();
});
