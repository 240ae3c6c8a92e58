import { afterEach, beforeEach, expect, it, vi } from "vitest";
import type { Assessment, AssessmentRequest } from "@/api/types";
import { asksAfter, Assessor } from "./assessor";

const emptyAssessment = { dangers: [] as unknown[] } as Assessment;
const request = (text: string): AssessmentRequest => ({ text, kind: "consultation", channel: "phone" });

beforeEach(() => void vi.useFakeTimers());
afterEach(() => void vi.useRealTimers());

it("asks once for a burst of typing, within 40 ms of the last key", async () => {
    const ask = vi.fn(() => Promise.resolve(emptyAssessment));
    const assessor = new Assessor(ask, vi.fn(), vi.fn());
    for (const text of ["a", "ab", "abc"]) {
        assessor.want(request(text));
        await vi.advanceTimersByTimeAsync(10);
    }
    await vi.advanceTimersByTimeAsync(asksAfter);
    expect(asksAfter).toBeLessThanOrEqual(40);
    expect(ask).toHaveBeenCalledOnce();
    expect(ask).toHaveBeenCalledWith(request("abc"), expect.anything());
});

it("drops the answer to an older text", async () => {
    const answers: ((assessment: Assessment) => void)[] = [];
    const signals: AbortSignal[] = [];
    const ask = vi.fn((_: AssessmentRequest, signal: AbortSignal) => {
        signals.push(signal);
        return new Promise<Assessment>((resolve) => answers.push(resolve));
    });
    const told = vi.fn();
    const assessor = new Assessor(ask, told, vi.fn());
    assessor.want(request("old"));
    await vi.advanceTimersByTimeAsync(asksAfter);
    assessor.want(request("new"));
    await vi.advanceTimersByTimeAsync(asksAfter);
    expect(signals[0]?.aborted).toBe(true);
    answers[1]?.(emptyAssessment);
    answers[0]?.(emptyAssessment);
    await vi.advanceTimersByTimeAsync(0);
    expect(told).toHaveBeenCalledOnce();
    expect(told).toHaveBeenCalledWith({ text: "new", assessment: emptyAssessment });
});

it("says that it failed and goes on with the next text", async () => {
    const ask = vi
        .fn<() => Promise<Assessment>>()
        .mockRejectedValueOnce(new Error("down"))
        .mockResolvedValue(emptyAssessment);
    const told = vi.fn();
    const failed = vi.fn();
    const assessor = new Assessor(ask, told, failed);
    assessor.want(request("a"));
    await vi.advanceTimersByTimeAsync(asksAfter);
    expect(failed).toHaveBeenCalledOnce();
    assessor.want(request("ab"));
    await vi.advanceTimersByTimeAsync(asksAfter);
    expect(told).toHaveBeenCalledOnce();
});
