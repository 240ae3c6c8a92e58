// Keeps what is typed: the whole draft is saved two seconds after a change, again and again until the server has it.
import { Problem, unreachable } from "@/api/problem";
import type { DraftContent, DraftSaved } from "@/api/types";

export type DraftState = {
    id: string | null;
    savedAt: string | null;
    dirty: boolean;
    failed: Problem | null;
};
export type DraftStore = {
    create: (content: DraftContent, keepalive: boolean) => Promise<DraftSaved>;
    save: (id: string, version: number, content: DraftContent, keepalive: boolean) => Promise<DraftSaved>;
};

export const savesAfter = 2_000;
const retriesAfter = 5_000;

export class DraftKeeper {
    readonly #store: DraftStore;
    readonly #onCreated: (id: string) => void;
    readonly #listeners = new Set<() => void>();
    #state: DraftState;
    #version: number;
    #content: DraftContent | null = null;
    #timer: ReturnType<typeof setTimeout> | undefined;
    #running: Promise<void> | null = null;
    #stopped = false;

    constructor(store: DraftStore, onCreated: (id: string) => void, opened: DraftSaved | null) {
        this.#store = store;
        this.#onCreated = onCreated;
        this.#version = opened?.version ?? 0;
        this.#state = {
            id: opened?.id ?? null,
            savedAt: opened?.saved_at ?? null,
            dirty: false,
            failed: null,
        };
    }

    readonly subscribe = (listener: () => void): (() => void) => {
        this.#listeners.add(listener);
        return () => this.#listeners.delete(listener);
    };
    readonly state = (): DraftState => this.#state;

    changed(content: DraftContent): void {
        if (this.#stopped) return;
        this.#content = content;
        if (!this.#state.dirty) this.#set({ dirty: true });
        this.#timer ??= setTimeout(() => void this.#save(false), savesAfter);
    }

    // Saves what is unsaved now; after it resolves nothing is on the way. keepalive: the page is about to go.
    async flush(keepalive = false): Promise<void> {
        await this.#running;
        if (this.#content !== null) await this.#save(keepalive);
    }

    // The draft has become a record (or was thrown away): a late save must not bring it back.
    async stop(): Promise<void> {
        this.#stopped = true;
        this.#content = null;
        this.#clearTimer();
        await this.#running;
    }

    #save(keepalive: boolean): Promise<void> {
        this.#clearTimer();
        if (this.#running !== null) return this.#running.then(() => this.#save(keepalive));
        const content = this.#content;
        if (content === null) return Promise.resolve();
        this.#content = null;
        this.#running = this.#send(content, keepalive)
            .then((saved) => this.#took(saved))
            .catch((error: unknown) => this.#missed(content, error))
            .finally(() => (this.#running = null));
        return this.#running;
    }

    #send(content: DraftContent, keepalive: boolean): Promise<DraftSaved> {
        const { id } = this.#state;
        if (id === null) return this.#store.create(content, keepalive);
        return this.#store.save(id, this.#version, content, keepalive);
    }

    #took(saved: DraftSaved): void {
        const isNew = this.#state.id !== saved.id;
        this.#version = saved.version;
        this.#set({ id: saved.id, savedAt: saved.saved_at, dirty: this.#content !== null, failed: null });
        if (isNew && !this.#stopped) this.#onCreated(saved.id);
    }

    #missed(content: DraftContent, error: unknown): void {
        const problem = error instanceof Problem ? error : unreachable();
        // Changed in another window, or gone: what is typed here lives on as a draft of its own.
        if (problem.status === 412 || problem.status === 404) this.#set({ id: null });
        if (this.#stopped) return;
        this.#content ??= content;
        this.#set({ dirty: true, failed: problem });
        this.#timer ??= setTimeout(() => void this.#save(false), retriesAfter);
    }

    #clearTimer(): void {
        clearTimeout(this.#timer);
        this.#timer = undefined;
    }
    #set(part: Partial<DraftState>): void {
        this.#state = { ...this.#state, ...part };
        this.#listeners.forEach((listener) => listener());
    }
}
