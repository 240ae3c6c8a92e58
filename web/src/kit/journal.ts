// The journal of one page: what is typed here goes in, what the server has goes out. It never stands in the way: where the browser
// cannot keep anything, that is said once and saving on the server goes on.
import { Problem } from "@/api/problem";
import type { JournalStore } from "./journal-store";
import { type JournalTrouble, type Kept } from "./journal-store";

// What a batch holds: enough to bring it to the server later, from any page of the same officer.
// `creating`: the draft was asked for, and whether it was made is not known.
export type Unsent = {
    draft: string | null;
    record: string | null;
    base: unknown;
    content: unknown;
    creating: { key: string; content: unknown } | null;
};
export type Written = { subject: string; number: number };

export const tabLock = "renkei-tab ";

export class Journal {
    readonly tab = crypto.randomUUID();
    readonly #open: () => Promise<JournalStore>;
    readonly #onTrouble: (trouble: JournalTrouble) => void;
    readonly #stop = new AbortController();
    #store: Promise<JournalStore | null> | null = null;
    #last: Promise<unknown> = Promise.resolve();
    #hasTold = false;
    #isOpen = false;

    constructor(open: () => Promise<JournalStore>, onTrouble: (trouble: JournalTrouble) => void) {
        this.#open = open;
        this.#onTrouble = onTrouble;
    }

    // Whether this browser has kept what was given to it so far.
    get isKeeping(): boolean {
        return this.#isOpen && !this.#hasTold;
    }

    // While the page lives its lock is held: another page can tell what was left behind from what is being typed.
    start(): void {
        const never = new Promise<void>((done) => {
            this.#stop.signal.addEventListener("abort", () => done());
        });
        navigator.locks.request(tabLock + this.tab, () => never).catch(() => undefined);
    }
    stop(): void {
        this.#stop.abort();
        void this.#store?.then((store) => store?.close());
    }

    // One after the other, so that a batch is never newer than the one after it. Null where it could not be kept.
    add(subject: string, unsent: Unsent): Promise<Written | null> {
        return this.#next(async (store) => {
            const number = await store.add({ subject, tab: this.tab, content: unsent });
            return { subject, number };
        });
    }
    forget({ subject, number }: Written): Promise<unknown> {
        return this.#next((store) => store.forget({ subject, tab: this.tab }, number));
    }
    forgetKept({ subject, tab, number }: Kept): Promise<unknown> {
        return this.#next((store) => store.forget({ subject, tab }, number));
    }

    // What pages that are gone have left.
    async leftBehind(): Promise<Kept[]> {
        const kept = (await this.#next((store) => store.waiting())) ?? [];
        if (kept.length === 0) return [];
        const held = (await navigator.locks.query()).held ?? [];
        const alive = new Set(held.map((lock) => lock.name));
        return kept.filter(({ tab }) => tab !== this.tab && !alive.has(tabLock + tab));
    }

    #next<T>(act: (store: JournalStore) => Promise<T>): Promise<T | null> {
        this.#store ??= this.#open().catch((error: unknown) => {
            // Without the server there is no key: asked for again with the next batch.
            if (error instanceof Problem) this.#store = null;
            else this.#tell("unavailable");
            return null;
        });
        const store = this.#store;
        const turn = this.#last.then(async () => {
            const opened = await store;
            this.#isOpen = opened !== null;
            return opened === null ? null : act(opened);
        });
        const answered = turn.catch((error: unknown) => {
            const isFull = error instanceof DOMException && error.name === "QuotaExceededError";
            this.#tell(isFull ? "full" : "unavailable");
            return null;
        });
        this.#last = answered;
        return answered;
    }
    #tell(trouble: JournalTrouble): void {
        if (this.#hasTold) return;
        this.#hasTold = true;
        this.#onTrouble(trouble);
    }
}
