import { expect, it } from "vitest";
import { Problem } from "@/api/problem";
import type { DisposalCandidate } from "@/api/types";
import { carryOut } from "./carry-out";

function row(number: string): DisposalCandidate {
    return { record: number, number } as DisposalCandidate;
}
function refusal(status: number): Problem {
    return new Problem({ type: "/problems/conflict", status, title: "保存延長中です" });
}
const never = { onStep: () => undefined, isStopped: () => false };

it("goes on after a refusal and keeps the reason of each", async () => {
    const steps: number[] = [];
    const outcomes = await carryOut(
        [row("1"), row("2"), row("3")],
        ({ number }) => (number === "2" ? Promise.reject(refusal(409)) : Promise.resolve(null)),
        { ...never, onStep: (at) => steps.push(at) },
    );
    expect(outcomes.map(({ state }) => state)).toEqual(["done", "refused", "done"]);
    expect(outcomes[1]).toMatchObject({ error: { status: 409 } });
    expect(steps).toEqual([0, 1, 2]);
});

it("never has two under way at once", async () => {
    let open = 0;
    let most = 0;
    await carryOut(
        [row("1"), row("2"), row("3")],
        async () => {
            most = Math.max(most, (open += 1));
            await Promise.resolve();
            open -= 1;
            return null;
        },
        never,
    );
    expect(most).toBe(1);
});

it("does not go on to the next when it is stopped", async () => {
    const tried: string[] = [];
    const outcomes = await carryOut(
        [row("1"), row("2"), row("3")],
        ({ number }) => Promise.resolve(tried.push(number)).then(() => null),
        { ...never, isStopped: () => tried.length === 1 },
    );
    expect(tried).toEqual(["1"]);
    expect(outcomes.map(({ state }) => state)).toEqual(["done", "left", "left"]);
});

it("tries no further record when the server cannot be reached or the session ended", async () => {
    for (const status of [0, 401]) {
        const outcomes = await carryOut([row("1"), row("2")], () => Promise.reject(refusal(status)), never);
        expect(outcomes.map(({ state }) => state)).toEqual(["refused", "left"]);
    }
});
