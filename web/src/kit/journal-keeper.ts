// Keeps what is typed: in the browser's journal within a quarter of a second, on the server within two. What another tab or device
// made of the same draft is merged in, and never becomes a second draft.
import { Problem, unreachable } from "@/api/problem";
import type { AcceptedAs } from "@/api/draft-types";
import type { DraftSaved } from "@/api/types";
import { acceptedIn, acceptedRecord, rememberAccepted } from "./accepted-drafts";
import type { Journal, Written } from "./journal";

export type DraftState = {
    id: string | null;
    savedAt: string | null;
    dirty: boolean;
    failed: Problem | null;
    accepted: AcceptedAs | null; // the record that it has become elsewhere: nothing is saved any more
};
export type DraftStore<T> = {
    create: (content: T, keepalive: boolean, key: string) => Promise<DraftSaved>;
    save: (id: string, version: number, content: T, keepalive: boolean) => Promise<DraftSaved>;
    load: (id: string) => Promise<DraftSaved & { content: T }>;
    find?: () => Promise<string | null>; // the draft that another device made of the same record
    remove?: (id: string) => Promise<void>;
};
export type Keeping<T> = {
    store: DraftStore<T>;
    opened: (DraftSaved & { content: T }) | null;
    onCreated?: (id: string) => void;
    // Merges what the other hand made of `base` into what stands on the screen, and says what stands there then.
    meet: (base: T | null, theirs: T) => Promise<T> | T;
    journal?: Journal | null;
    record?: string; // whose changes these are
};
type Told = { id: string; version: number; saved_at: string; content: unknown };
type ToldAccepted = { id: string; accepted: AcceptedAs };

export const savesAfter = 1_500;
export const journalsAfter = 200;
const retriesAfter = 5_000;
const channelName = "renkei-drafts";

export class DraftKeeper<T> {
    readonly #keeping: Keeping<T>;
    readonly #listeners = new Set<() => void>();
    readonly #subject: string;
    #state: DraftState;
    #version: number;
    #agreed: T | null; // what the server has, as far as is known here
    #content: T | null = null; // typed and not on its way
    #latest: T | null;
    #timer: ReturnType<typeof setTimeout> | undefined;
    #journalTimer: ReturnType<typeof setTimeout> | undefined;
    #written: Promise<Written | null> = Promise.resolve(null);
    #running: Promise<void> | null = null;
    // Asked for, and not answered yet: asked again it must be the same, or there would be two of it.
    #creating: { key: string; content: T } | null = null;
    #stopped = false;
    #gone: string | null = null; // the draft that the server does not have any more
    #channel: BroadcastChannel | null = null;

    constructor(keeping: Keeping<T>) {
        const { opened, record } = keeping;
        this.#keeping = keeping;
        this.#subject = record === undefined ? `draft ${crypto.randomUUID()}` : `record ${record}`;
        this.#version = opened?.version ?? 0;
        this.#agreed = opened?.content ?? null;
        this.#latest = this.#agreed;
        this.#state = {
            id: opened?.id ?? null,
            savedAt: opened?.saved_at ?? null,
            dirty: false,
            failed: null,
            accepted: null,
        };
    }

    readonly subscribe = (listener: () => void): (() => void) => {
        this.#listeners.add(listener);
        return () => this.#listeners.delete(listener);
    };
    readonly state = (): DraftState => this.#state;

    // Other tabs of this browser are heard until the returned function is called.
    listen(): () => void {
        const channel = new BroadcastChannel(channelName);
        channel.onmessage = (message: MessageEvent<Told | ToldAccepted>) => {
            const told = message.data;
            if (!("accepted" in told)) void this.#heard(told);
            else if ([this.#state.id, this.#gone].includes(told.id)) this.close(told.accepted);
        };
        this.#channel = channel;
        return () => {
            channel.close();
            if (this.#channel === channel) this.#channel = null;
        };
    }

    changed(content: T): void {
        if (this.#stopped) return;
        this.#content = content;
        this.#latest = content;
        if (!this.#state.dirty) this.#set({ dirty: true });
        this.#journalTimer ??= setTimeout(() => this.#journal(), journalsAfter);
        this.#timer ??= setTimeout(() => void this.#save(false), savesAfter);
    }

    // Saves what is unsaved now; after it resolves nothing is on the way. keepalive: the page is about to go.
    async flush(keepalive = false): Promise<void> {
        if (this.#content !== null) this.#journal();
        await this.#running;
        if (this.#content !== null) await this.#save(keepalive);
    }

    // The draft has become a record (or was thrown away): a late save must not bring it back.
    async stop(): Promise<void> {
        this.#stopped = true;
        this.#forgetTyped();
        await this.#running;
        this.#forgetJournaled(this.#written);
    }

    // Accepted here: the other tabs that have it open are told.
    tellAccepted(record: AcceptedAs): void {
        const { id } = this.#state;
        if (id === null) return;
        const accepted = { id: record.id, number: record.number };
        rememberAccepted(id, accepted);
        this.#channel?.postMessage({ id, accepted } satisfies ToldAccepted);
    }

    // It has become a record elsewhere. What is typed here and not in it stays, in the journal too.
    close(accepted: AcceptedAs): void {
        if (this.#stopped) return;
        if (this.#content !== null) this.#journal();
        this.#stopped = true;
        this.#clearTimer();
        this.#set({ accepted, dirty: false, failed: null });
    }
    // What the server had of it last.
    agreed(): T | null {
        return this.#agreed;
    }

    // Nothing is left to keep (all saved in the record, or given up); typing begins another draft.
    async discard(): Promise<void> {
        this.#forgetTyped();
        await this.#running;
        this.#forgetTyped();
        const { id } = this.#state;
        this.#agreed = null;
        this.#version = 0;
        this.#set({ id: null, savedAt: null, dirty: false, failed: null });
        this.#forgetJournaled(this.#written);
        if (id !== null) await this.#keeping.store.remove?.(id);
    }

    #forgetTyped(): void {
        this.#content = null;
        this.#latest = null;
        this.#clearTimer();
        clearTimeout(this.#journalTimer);
        this.#journalTimer = undefined;
    }

    #journal(): void {
        clearTimeout(this.#journalTimer);
        this.#journalTimer = undefined;
        const { journal, record = null } = this.#keeping;
        if (journal === null || journal === undefined || this.#latest === null) return;
        const draft = this.#state.id;
        const creating = this.#creating;
        const unsent = { draft, record, base: this.#agreed, content: this.#latest, creating };
        this.#written = journal.add(this.#subject, unsent);
    }
    #forgetJournaled(written: Promise<Written | null>): void {
        void written.then((batch) => (batch === null ? undefined : this.#keeping.journal?.forget(batch)));
    }

    #save(keepalive: boolean): Promise<void> {
        this.#clearTimer();
        if (this.#running !== null) return this.#running.then(() => this.#save(keepalive));
        const content = this.#content;
        if (content === null) return Promise.resolve();
        if (this.#journalTimer !== undefined) this.#journal();
        const written = this.#written;
        this.#content = null;
        this.#running = this.#send(content, keepalive)
            .then((saved) => this.#took(saved, content, written))
            .catch((error: unknown) => this.#missed(content, error))
            .finally(() => (this.#running = null));
        return this.#running;
    }

    #send(content: T, keepalive: boolean): Promise<DraftSaved> {
        const { id } = this.#state;
        const { store } = this.#keeping;
        if (id === null) {
            this.#creating ??= { key: crypto.randomUUID(), content };
            return store.create(this.#creating.content, keepalive, this.#creating.key);
        }
        return store.save(id, this.#version, content, keepalive);
    }

    #took(saved: DraftSaved, content: T, written: Promise<Written | null>): void {
        const isNew = this.#state.id !== saved.id;
        const had = this.#creating?.content ?? content;
        this.#creating = null;
        this.#version = saved.version;
        this.#agreed = had;
        if (had === content) this.#forgetJournaled(written);
        else {
            this.#content ??= content;
            this.#timer ??= setTimeout(() => void this.#save(false), 0);
        }
        this.#set({ id: saved.id, savedAt: saved.saved_at, dirty: this.#content !== null, failed: null });
        this.#channel?.postMessage({ ...saved, content: had } satisfies Told);
        if (isNew && !this.#stopped) this.#keeping.onCreated?.(saved.id);
    }

    async #missed(content: T, error: unknown): Promise<void> {
        const problem = error instanceof Problem ? error : unreachable();
        if (this.#stopped) return;
        this.#content ??= content;
        if (problem.status >= 400 && problem.status < 500) this.#creating = null; // refused: not made
        const { id } = this.#state;
        const accepted = acceptedIn(problem) ?? (problem.status === 404 ? acceptedRecord(id) : null);
        if (accepted !== null) return this.close(accepted);
        try {
            if (problem.status === 412 && (await this.#meetServer(this.#state.id))) return;
            if (problem.status === 409 && (await this.#meetServer(await this.#found()))) return;
        } catch (again) {
            return this.#tryLater(again instanceof Problem ? again : unreachable());
        }
        // Gone: what is typed here lives on as a draft of its own.
        if (problem.status === 404) {
            this.#agreed = null;
            this.#gone = id;
            this.#set({ id: null });
        }
        this.#tryLater(problem);
    }
    #tryLater(problem: Problem): void {
        this.#set({ dirty: true, failed: problem });
        this.#timer ??= setTimeout(() => void this.#save(false), retriesAfter);
    }
    async #found(): Promise<string | null> {
        return (await this.#keeping.store.find?.()) ?? null;
    }

    // Somebody's other hand was faster: both are in what is saved next.
    async #meetServer(id: string | null): Promise<boolean> {
        if (id === null) return false;
        const theirs = await this.#keeping.store.load(id);
        const both = await this.#keeping.meet(this.#agreed, theirs.content);
        this.#agreed = theirs.content;
        this.#version = theirs.version;
        this.#content = both;
        this.#latest = both;
        this.#set({ id: theirs.id, savedAt: theirs.saved_at, dirty: true });
        this.#journal();
        this.#timer ??= setTimeout(() => void this.#save(false), 0);
        return true;
    }

    async #heard(told: Told): Promise<void> {
        if (this.#stopped || told.id !== this.#state.id || told.version <= this.#version) return;
        if (this.#running !== null) return; // the server will say that it was second
        const theirs = told.content as T;
        const base = this.#agreed;
        this.#agreed = theirs;
        this.#version = told.version;
        const isUnsaved = this.#content !== null;
        const both = await this.#keeping.meet(base, theirs);
        this.#set({ savedAt: told.saved_at });
        if (isUnsaved) this.changed(both);
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
