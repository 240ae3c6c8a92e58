import { expect, it, vi } from "vitest";
import { refresher } from "./refresher";

it("lets the answer under way arrive, then asks once for all changes that came meanwhile", async () => {
    const waiting: { done: () => void; fail: (error: Error) => void }[] = [];
    const ask = vi.fn(() => new Promise<void>((done, fail) => waiting.push({ done, fail })));
    const refresh = refresher(ask);
    refresh();
    refresh();
    refresh();
    expect(ask).toHaveBeenCalledTimes(1);
    waiting[0]?.done();
    await vi.waitFor(() => expect(ask).toHaveBeenCalledTimes(2));
    waiting[1]?.done();
    await Promise.resolve();
    expect(ask).toHaveBeenCalledTimes(2);
});

it("goes on after an answer that failed", async () => {
    const ask = vi.fn<() => Promise<void>>().mockRejectedValueOnce(new Error("down")).mockResolvedValue();
    const refresh = refresher(ask);
    refresh();
    refresh();
    await vi.waitFor(() => expect(ask).toHaveBeenCalledTimes(2));
});
