import { afterEach, beforeEach, expect, it, vi } from "vitest";
import { Problem, unreachable } from "@/api/problem";
import type { DraftContent } from "@/api/types";
import { DraftKeeper, savesAfter } from "./draft-keeper";

function content(narrative: string): DraftContent {
    return { consultation: { narrative }, roles: [], decisions: {}, answers: {}, dismissed: [] };
}
function store() {
    let version = 0;
    const saved = () =>
        Promise.resolve({ id: "D1", version: ++version, saved_at: "2026-11-22T05:02:31.000Z" });
    return { create: vi.fn(saved), save: vi.fn(saved) };
}

beforeEach(() => void vi.useFakeTimers());
afterEach(() => void vi.useRealTimers());

it("saves the whole draft two seconds after the first change, while typing goes on", async () => {
    const server = store();
    const created = vi.fn();
    const keeper = new DraftKeeper(server, created, null);
    keeper.changed(content("き"));
    await vi.advanceTimersByTimeAsync(savesAfter - 100);
    keeper.changed(content("きの"));
    expect(server.create).not.toHaveBeenCalled();
    await vi.advanceTimersByTimeAsync(100);
    expect(server.create).toHaveBeenCalledWith(content("きの"), false);
    expect(created).toHaveBeenCalledWith("D1");
    keeper.changed(content("きのう"));
    await vi.advanceTimersByTimeAsync(savesAfter);
    expect(server.save).toHaveBeenCalledWith("D1", 1, content("きのう"), false);
    expect(keeper.state()).toMatchObject({ dirty: false, savedAt: "2026-11-22T05:02:31.000Z" });
});

it("keeps what the server could not take and tries again", async () => {
    const server = store();
    server.create.mockRejectedValueOnce(unreachable());
    const keeper = new DraftKeeper(server, vi.fn(), null);
    keeper.changed(content("a"));
    await vi.advanceTimersByTimeAsync(savesAfter);
    expect(keeper.state()).toMatchObject({ dirty: true });
    expect(keeper.state().failed?.kind).toBe("unreachable");
    await vi.advanceTimersByTimeAsync(5_000);
    expect(server.create).toHaveBeenLastCalledWith(content("a"), false);
    expect(keeper.state()).toMatchObject({ dirty: false, failed: null });
});

it("lives on as a draft of its own when another window changed it", async () => {
    const server = store();
    const opened = { id: "D0", version: 4, saved_at: "2026-11-22T05:00:00.000Z" };
    const stale = new Problem({ type: "/problems/stale", status: 412, title: "stale" });
    server.save.mockRejectedValueOnce(stale);
    const created = vi.fn();
    const keeper = new DraftKeeper(server, created, opened);
    keeper.changed(content("mine"));
    await vi.advanceTimersByTimeAsync(savesAfter + 5_000);
    expect(server.create).toHaveBeenCalledWith(content("mine"), false);
    expect(created).toHaveBeenCalledWith("D1");
});

it("does not bring an accepted draft back", async () => {
    const server = store();
    const keeper = new DraftKeeper(server, vi.fn(), null);
    keeper.changed(content("a"));
    await keeper.flush();
    await keeper.stop();
    keeper.changed(content("b"));
    await vi.advanceTimersByTimeAsync(60_000);
    expect(server.create).toHaveBeenCalledOnce();
    expect(server.save).not.toHaveBeenCalled();
});
