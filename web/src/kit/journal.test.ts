import { beforeEach, expect, it, vi } from "vitest";
import { unreachable } from "@/api/problem";
import { Journal, tabLock, type Unsent } from "./journal";
import type { JournalStore, Kept } from "./journal-store";

const unsent = (content: string): Unsent => ({
    draft: null,
    record: null,
    base: null,
    content,
    creating: null,
});
let locks: { name: string }[] = [];

beforeEach(() => {
    locks = [];
    vi.stubGlobal("navigator", {
        locks: { request: () => Promise.resolve(), query: () => Promise.resolve({ held: locks }) },
    });
});

function storeOf(part: Partial<JournalStore> = {}) {
    let last = 0;
    const store = {
        add: vi.fn(() => Promise.resolve(++last)),
        forget: vi.fn(() => Promise.resolve()),
        waiting: vi.fn(() => Promise.resolve<Kept[]>([])),
        ...part,
    };
    return { store, open: () => Promise.resolve(store as unknown as JournalStore) };
}

it("keeps batches in their order and takes away what the server has", async () => {
    const { store, open } = storeOf();
    const journal = new Journal(open, vi.fn());
    const written = await Promise.all([
        journal.add("draft 1", unsent("a")),
        journal.add("draft 1", unsent("ab")),
    ]);
    expect(written).toEqual([
        { subject: "draft 1", number: 1 },
        { subject: "draft 1", number: 2 },
    ]);
    await journal.forget({ subject: "draft 1", number: 2 });
    expect(store.forget).toHaveBeenCalledWith({ subject: "draft 1", tab: journal.tab }, 2);
});

it("says once that the disk is full, and never stands in the way", async () => {
    const full = () => Promise.reject(new DOMException("full", "QuotaExceededError"));
    const onTrouble = vi.fn();
    const journal = new Journal(storeOf({ add: full }).open, onTrouble);
    expect(await journal.add("draft 1", unsent("a"))).toBeNull();
    expect(await journal.add("draft 1", unsent("ab"))).toBeNull();
    expect(onTrouble.mock.calls).toEqual([["full"]]);
});

it("says once that a private window keeps nothing", async () => {
    const onTrouble = vi.fn();
    const journal = new Journal(() => Promise.reject(new Error("no IndexedDB")), onTrouble);
    expect(await journal.add("draft 1", unsent("a"))).toBeNull();
    expect(await journal.leftBehind()).toEqual([]);
    expect(onTrouble.mock.calls).toEqual([["unavailable"]]);
});

it("asks for the key again when the server could not be reached", async () => {
    const { store, open } = storeOf();
    const opening = vi.fn(open).mockRejectedValueOnce(unreachable());
    const onTrouble = vi.fn();
    const journal = new Journal(opening, onTrouble);
    expect(await journal.add("draft 1", unsent("a"))).toBeNull();
    expect(await journal.add("draft 1", unsent("ab"))).toMatchObject({ number: 1 });
    expect(store.add).toHaveBeenCalledOnce();
    expect(onTrouble).not.toHaveBeenCalled();
});

it("tells what a dead tab left behind from what another tab is typing", async () => {
    const kept = (tab: string): Kept => ({ subject: "draft 1", tab, number: 1, content: unsent("a") });
    const { open } = storeOf({ waiting: () => Promise.resolve([kept("dead"), kept("alive")]) });
    locks = [{ name: `${tabLock}alive` }];
    expect((await new Journal(open, vi.fn()).leftBehind()).map((each) => each.tab)).toEqual(["dead"]);
});
