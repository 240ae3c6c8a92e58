import { afterEach, beforeEach, expect, it, vi } from "vitest";
import { Problem, unreachable } from "@/api/problem";
import type { Journal, Unsent } from "./journal";
import { DraftKeeper, journalsAfter, savesAfter, type Keeping } from "./journal-keeper";
import { mergeJson } from "./journal-merge";

type Content = { narrative: string; place?: string };
const content = (narrative: string): Content => ({ narrative });
const stale = () => new Problem({ type: "/problems/stale", status: 412, title: "stale" });

function keeping(part: Partial<Keeping<Content>> = {}) {
    let version = 0;
    const saved = () =>
        Promise.resolve({ id: "D1", version: ++version, saved_at: "2026-11-22T05:02:31.000Z" });
    const store = {
        create: vi.fn(saved),
        save: vi.fn(saved),
        load: vi.fn(() =>
            Promise.reject<Awaited<ReturnType<typeof saved>> & { content: Content }>(unreachable()),
        ),
        remove: vi.fn(() => Promise.resolve()),
    };
    const created = vi.fn();
    const meet = (_: Content | null, theirs: Content) => theirs;
    return { store, created, given: { store, opened: null, onCreated: created, meet, ...part } };
}
function journalOf() {
    const batches: { number: number; unsent: Unsent }[] = [];
    let last = 0;
    const journal = {
        add: vi.fn((subject: string, unsent: Unsent) => {
            batches.push({ number: ++last, unsent });
            return Promise.resolve({ subject, number: last });
        }),
        forget: vi.fn(({ number }: { number: number }) => {
            batches.splice(0, batches.length, ...batches.filter((batch) => batch.number > number));
            return Promise.resolve();
        }),
    };
    return { journal: journal as unknown as Journal, batches };
}

beforeEach(() => void vi.useFakeTimers());
afterEach(() => void vi.useRealTimers());

it("saves the whole draft within two seconds of the first change, while typing goes on", async () => {
    const { store, created, given } = keeping();
    const keeper = new DraftKeeper(given);
    expect(savesAfter).toBeLessThan(2_000);
    keeper.changed(content("き"));
    await vi.advanceTimersByTimeAsync(savesAfter - 100);
    keeper.changed(content("きの"));
    expect(store.create).not.toHaveBeenCalled();
    await vi.advanceTimersByTimeAsync(100);
    expect(store.create).toHaveBeenCalledWith(content("きの"), false, expect.any(String));
    expect(created).toHaveBeenCalledWith("D1");
    keeper.changed(content("きのう"));
    await vi.advanceTimersByTimeAsync(savesAfter);
    expect(store.save).toHaveBeenCalledWith("D1", 1, content("きのう"), false);
    expect(keeper.state()).toMatchObject({ dirty: false, savedAt: "2026-11-22T05:02:31.000Z" });
});

it("keeps what the server could not take and tries again", async () => {
    const { store, given } = keeping();
    store.create.mockRejectedValueOnce(unreachable());
    const keeper = new DraftKeeper(given);
    keeper.changed(content("a"));
    await vi.advanceTimersByTimeAsync(savesAfter);
    expect(keeper.state()).toMatchObject({ dirty: true });
    expect(keeper.state().failed?.kind).toBe("unreachable");
    await vi.advanceTimersByTimeAsync(5_000);
    expect(store.create).toHaveBeenLastCalledWith(content("a"), false, expect.any(String));
    expect(keeper.state()).toMatchObject({ dirty: false, failed: null });
});

it("a draft whose answer was lost is not made twice: it is asked for again as it was, then saved as it is", async () => {
    const { store, given } = keeping();
    store.create.mockRejectedValueOnce(unreachable());
    const keeper = new DraftKeeper(given);
    keeper.changed(content("a"));
    await vi.advanceTimersByTimeAsync(savesAfter);
    keeper.changed(content("ab"));
    await vi.advanceTimersByTimeAsync(5_010);
    expect(store.create).toHaveBeenCalledTimes(2);
    expect(store.create.mock.calls[1]).toEqual(store.create.mock.calls[0]);
    expect(store.save).toHaveBeenCalledWith("D1", 1, content("ab"), false);
    expect(keeper.state()).toMatchObject({ dirty: false, failed: null });
});

it("is in the journal within a quarter of a second, and out of it when the server has it", async () => {
    const { journal, batches } = journalOf();
    const { store, given } = keeping({ journal });
    store.create.mockRejectedValueOnce(unreachable());
    const keeper = new DraftKeeper(given);
    keeper.changed(content("a"));
    keeper.changed(content("ab"));
    expect(journalsAfter).toBeLessThan(250);
    await vi.advanceTimersByTimeAsync(journalsAfter);
    expect(batches.map((batch) => batch.unsent.content)).toEqual([content("ab")]);
    await vi.advanceTimersByTimeAsync(savesAfter);
    expect(batches).not.toHaveLength(0); // the server has not got it
    keeper.changed(content("abc"));
    await vi.advanceTimersByTimeAsync(5_010);
    expect(store.save).toHaveBeenLastCalledWith("D1", 1, content("abc"), false);
    expect(batches).toHaveLength(0);
});

it("what was typed while a save was on its way stays in the journal", async () => {
    const { journal, batches } = journalOf();
    const { store, given } = keeping({ journal });
    let answer: (saved: { id: string; version: number; saved_at: string }) => void = () => undefined;
    store.create.mockImplementationOnce(() => new Promise((done) => (answer = done)));
    const keeper = new DraftKeeper(given);
    keeper.changed(content("a"));
    await vi.advanceTimersByTimeAsync(savesAfter);
    keeper.changed(content("ab"));
    await vi.advanceTimersByTimeAsync(journalsAfter);
    answer({ id: "D1", version: 1, saved_at: "2026-11-22T05:02:31.000Z" });
    await vi.advanceTimersByTimeAsync(1);
    expect(batches.map((batch) => batch.unsent.content)).toEqual([content("ab")]);
});

it("meets another device in the same draft: both are in it, and there is no second one", async () => {
    const opened = { id: "D0", version: 4, saved_at: "2026-11-22T05:00:00.000Z", content: content("一\n二") };
    const meet = vi.fn(
        (base: Content | null, theirs: Content) =>
            mergeJson<Content>(
                base ?? theirs,
                theirs,
                content("一\n弐"),
                { theirs: "t", mine: "m" },
                () => true,
            ).content,
    );
    const { store, given } = keeping({ opened, meet });
    store.save.mockRejectedValueOnce(stale());
    store.load.mockResolvedValueOnce({ ...opened, version: 7, content: content("壱\n二") });
    const keeper = new DraftKeeper(given);
    keeper.changed(content("一\n弐"));
    await vi.advanceTimersByTimeAsync(savesAfter + 10);
    expect(meet).toHaveBeenCalledWith(content("一\n二"), content("壱\n二"));
    expect(store.save).toHaveBeenLastCalledWith("D0", 7, content("壱\n弐"), false);
    expect(store.create).not.toHaveBeenCalled();
    expect(keeper.state()).toMatchObject({ dirty: false, failed: null });
});

it("finds the draft that another device made of the same record", async () => {
    const there = { id: "D7", version: 3, saved_at: "2026-11-22T05:00:00.000Z", content: content("x") };
    const { store, given } = keeping();
    store.create.mockRejectedValueOnce(new Problem({ type: "/problems/conflict", status: 409, title: "" }));
    store.load.mockResolvedValueOnce(there);
    const find = () => Promise.resolve("D7");
    const keeper = new DraftKeeper({ ...given, store: { ...store, find }, record: "R1" });
    keeper.changed(content("y"));
    await vi.advanceTimersByTimeAsync(savesAfter + 10);
    expect(store.save).toHaveBeenCalledWith("D7", 3, content("x"), false);
});

it("goes on as a draft of its own when the draft is gone", async () => {
    const opened = { id: "D0", version: 4, saved_at: "2026-11-22T05:00:00.000Z", content: content("") };
    const { store, created, given } = keeping({ opened });
    store.save.mockRejectedValueOnce(new Problem({ type: "/problems/not_found", status: 404, title: "" }));
    const keeper = new DraftKeeper(given);
    keeper.changed(content("mine"));
    await vi.advanceTimersByTimeAsync(savesAfter + 5_000);
    expect(store.create).toHaveBeenCalledWith(content("mine"), false, expect.any(String));
    expect(created).toHaveBeenCalledWith("D1");
});

it("hears what another tab saved and takes it in", async () => {
    const opened = { id: "D0", version: 4, saved_at: "2026-11-22T05:00:00.000Z", content: content("a") };
    const meet = vi.fn((_: Content | null, theirs: Content) => theirs);
    const here = new DraftKeeper(keeping({ opened, meet }).given);
    const { store, given } = keeping({ opened });
    store.save.mockResolvedValueOnce({ id: "D0", version: 5, saved_at: "2026-11-22T05:00:09.000Z" });
    const there = new DraftKeeper(given);
    const stops = [here.listen(), there.listen()];
    there.changed(content("ab"));
    await vi.advanceTimersByTimeAsync(savesAfter);
    vi.useRealTimers();
    await vi.waitFor(() => expect(meet).toHaveBeenCalledWith(content("a"), content("ab")));
    stops.forEach((stop) => stop());
});

it("does not bring an accepted draft back, nor its journal", async () => {
    const { journal, batches } = journalOf();
    const { store, given } = keeping({ journal });
    const keeper = new DraftKeeper(given);
    keeper.changed(content("a"));
    await keeper.flush();
    keeper.changed(content("ab"));
    await vi.advanceTimersByTimeAsync(journalsAfter);
    await keeper.stop();
    keeper.changed(content("b"));
    await vi.advanceTimersByTimeAsync(60_000);
    expect(store.create).toHaveBeenCalledOnce();
    expect(store.save).not.toHaveBeenCalled();
    expect(batches).toHaveLength(0);
});

it("takes the draft away when nothing is left to keep, and begins another one later", async () => {
    const { store, given } = keeping();
    const keeper = new DraftKeeper(given);
    keeper.changed(content("a"));
    await keeper.flush();
    await keeper.discard();
    expect(store.remove).toHaveBeenCalledWith("D1");
    keeper.changed(content("b"));
    await keeper.flush();
    expect(store.create).toHaveBeenCalledTimes(2);
});

it("closes when it was accepted elsewhere: nothing is sent any more, and what was typed stays", async () => {
    const record = { id: "R1", number: "令和8年 仙台中央第40号" };
    const { journal, batches } = journalOf();
    const { store, given } = keeping({ journal });
    const keeper = new DraftKeeper(given);
    const refusal = { type: "/problems/conflict", status: 409, title: "accepted", record };
    keeper.changed(content("きのう"));
    await keeper.flush();
    store.save.mockRejectedValueOnce(new Problem(refusal));
    keeper.changed(content("きのう、追記"));
    await keeper.flush();
    expect(keeper.state()).toMatchObject({ id: "D1", accepted: record, failed: null });
    expect(batches.at(-1)?.unsent.content).toEqual(content("きのう、追記"));
    expect(keeper.agreed()).toEqual(content("きのう"));
    keeper.changed(content("もっと"));
    await vi.advanceTimersByTimeAsync(60_000);
    expect(store.create).toHaveBeenCalledTimes(1);
    expect(store.save).toHaveBeenCalledTimes(1);
});

it("closes a draft that another tab of this browser accepted, though the server only says that it is gone", async () => {
    const kept = new Map<string, string>();
    vi.stubGlobal("window", {
        localStorage: {
            getItem: (name: string) => kept.get(name) ?? null,
            setItem: (name: string, text: string) => void kept.set(name, text),
        },
    });
    const record = { id: "R2", number: "令和8年 仙台中央第41号" };
    const one = keeping();
    const first = new DraftKeeper(one.given);
    first.changed(content("きのう"));
    await first.flush();
    first.tellAccepted(record);
    const other = keeping({
        opened: { id: "D1", version: 1, saved_at: "2026-11-22T05:02:31.000Z", content: content("きのう") },
    });
    other.store.save.mockRejectedValueOnce(
        new Problem({ type: "/problems/not-found", status: 404, title: "gone" }),
    );
    const second = new DraftKeeper(other.given);
    second.changed(content("きのう、追記"));
    await second.flush();
    expect(second.state().accepted).toEqual(record);
    await vi.advanceTimersByTimeAsync(60_000);
    expect(other.store.create).not.toHaveBeenCalled();
    vi.unstubAllGlobals();
});
