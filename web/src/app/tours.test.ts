import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { expect, it } from "vitest";
import type { Session } from "@/api/types";
import { places } from "./navigation";
import { aRecord, stepsFor, tourOf, tours } from "@/features/tour/tours";

const all = Object.entries(tours).flatMap(([tour, steps]) => steps.map((step) => ({ tour, step })));

function session(roles: string[], can: string[]): Session {
    return {
        account: "someone",
        staff: null,
        unit: null,
        station: null,
        roles: roles.map((id) => ({ id, name: { ja: id, en: id } })),
        titles: {},
        can: Object.fromEntries(can.map((action) => [action, true])),
        csrf_token: "",
        demo: true,
        version: "1",
    };
}

it("says everything in Japanese and English", () => {
    for (const { tour, step } of all) {
        for (const text of [step.title, step.text, step.tryIt, step.absent]) {
            if (text === undefined) continue;
            expect(text.ja, `${tour} ${step.code}`).toMatch(/[ぁ-んァ-ン一-龠]/);
            expect(text.en, `${tour} ${step.code}`).not.toBe("");
        }
        expect(step.title.en, step.code).not.toMatch(/[ぁ-ん]/);
    }
});

it("names each step once in its tour, and goes only to screens that there are", () => {
    const known = places.map((place) => place.path);
    for (const [tour, steps] of Object.entries(tours)) {
        expect(new Set(steps.map((step) => step.code)).size, tour).toBe(steps.length);
    }
    for (const { step } of all) {
        if (step.screen === null || step.screen === aRecord) continue;
        expect(known, step.code).toContain(`/${step.screen.split("/")[1] ?? ""}`);
    }
});

it("speaks only of elements that some screen marks", () => {
    const source = readdirSync(join(import.meta.dirname, ".."), { recursive: true, encoding: "utf8" })
        .filter((file) => file.endsWith(".tsx"))
        .map((file) => readFileSync(join(import.meta.dirname, "..", file), "utf8"))
        .join("\n");
    const marked = [...source.matchAll(/(?:data-tour|tour)="([a-z-]+)"/g)].map((found) => found[1]);
    for (const { step } of all) if (step.element !== null) expect(marked, step.code).toContain(step.element);
});

it("begins by saying whether these are sample data, and ends where help is found", () => {
    for (const steps of Object.values(tours)) {
        expect(steps[0]?.writes).toBe(true);
        expect(steps.at(-1)?.code).toBe("help");
    }
});

it("chooses by what somebody does", () => {
    expect(tourOf(session(["intake_officer"], ["consultation.create"]))).toBe("desk");
    expect(tourOf(session(["station_chief"], ["consultation.create"]))).toBe("chief");
    expect(tourOf(session(["hq_guidance"], ["consultation.create"]))).toBe("headquarters");
    expect(tourOf(session(["administrator"], ["organization.manage"]))).toBe("administrator");
});

it("leaves out a screen that the person's rights do not open", () => {
    const without = stepsFor(session(["hq_policy"], ["search"])).map((step) => step.code);
    expect(without).not.toContain("inbox");
    expect(without).toContain("search-box");
});
