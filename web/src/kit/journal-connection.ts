// Whether the server can be reached, and how much waits for it. While it cannot be reached it is asked every few seconds; whoever
// waits to send is told when it answers.
import { onReach } from "@/api/client";
import { readSession } from "@/api/calls";
import { Problem } from "@/api/problem";

export type Connection = { awaySince: string | null; waiting: number };
const asksEvery = 4_000;

export class ConnectionWatch {
    readonly #listeners = new Set<() => void>();
    readonly #backListeners = new Set<() => void>();
    readonly #waiting = new Map<object, boolean>();
    #state: Connection = { awaySince: null, waiting: 0 };
    #timer: ReturnType<typeof setTimeout> | undefined;
    #stop: () => void = () => undefined;

    start(): void {
        const stopReach = onReach((isReached) => this.#reached(isReached));
        const away = () => this.#reached(false);
        const ask = () => void this.#ask();
        window.addEventListener("offline", away);
        window.addEventListener("online", ask);
        this.#stop = () => {
            stopReach();
            window.removeEventListener("offline", away);
            window.removeEventListener("online", ask);
            clearTimeout(this.#timer);
        };
    }
    stop(): void {
        this.#stop();
    }

    readonly subscribe = (listener: () => void): (() => void) => {
        this.#listeners.add(listener);
        return () => this.#listeners.delete(listener);
    };
    readonly state = (): Connection => this.#state;

    onBack(listener: () => void): () => void {
        this.#backListeners.add(listener);
        return () => this.#backListeners.delete(listener);
    }
    // Each draft says of itself whether it has something that the server has not.
    tellWaiting(who: object, isWaiting: boolean): void {
        if (isWaiting) this.#waiting.set(who, true);
        else this.#waiting.delete(who);
        if (this.#waiting.size !== this.#state.waiting)
            this.#set({ ...this.#state, waiting: this.#waiting.size });
    }

    #reached(isReached: boolean): void {
        if (isReached === (this.#state.awaySince === null)) return;
        if (!isReached) {
            this.#set({ ...this.#state, awaySince: new Date().toISOString() });
            this.#timer = setTimeout(() => void this.#ask(), asksEvery);
            return;
        }
        clearTimeout(this.#timer);
        this.#set({ ...this.#state, awaySince: null });
        this.#backListeners.forEach((listener) => listener());
    }
    // Any answer will do; whether the session still holds is seen by what is sent next.
    async #ask(): Promise<void> {
        try {
            await readSession();
        } catch (error) {
            if (!(error instanceof Problem)) throw error;
        }
        if (this.#state.awaySince !== null) this.#timer = setTimeout(() => void this.#ask(), asksEvery);
    }
    #set(state: Connection): void {
        this.#state = state;
        this.#listeners.forEach((listener) => listener());
    }
}
