// Live changes: one EventSource per browser. The tab that holds the lock listens and passes every event on to the others.
import type { ChangeEvent } from "./types";

export type LiveState = "connecting" | "live" | "broken";
type LiveMessage = { change: ChangeEvent } | { state: LiveState } | { asking: true };

const lockName = "renkei-live";
const channelName = "renkei-live";
const retryAfter = 3_000; // a closed stream (server restarted, session renewed) is opened again

export class LiveChanges {
    #channel: BroadcastChannel | null = null;
    readonly #changes = new Set<(change: ChangeEvent) => void>();
    readonly #states = new Set<() => void>();
    #abort = new AbortController();
    #state: LiveState = "connecting";
    #source: EventSource | null = null;
    #release: (() => void) | null = null;

    start(): void {
        this.#abort = new AbortController();
        this.#channel = new BroadcastChannel(channelName);
        this.#channel.onmessage = (message: MessageEvent<LiveMessage>) => this.#take(message.data);
        this.#channel.postMessage({ asking: true } satisfies LiveMessage);
        navigator.locks
            .request(lockName, { signal: this.#abort.signal }, () => this.#listenUntilStopped())
            .catch(() => undefined); // aborted while waiting: another tab went on listening
    }

    stop(): void {
        this.#abort.abort();
        this.#source?.close();
        this.#release?.();
        this.#channel?.close();
        this.#channel = null;
        this.#source = null;
    }

    readonly onState = (listener: () => void): (() => void) => {
        this.#states.add(listener);
        return () => this.#states.delete(listener);
    };
    readonly state = (): LiveState => this.#state;

    onChange(listener: (change: ChangeEvent) => void): () => void {
        this.#changes.add(listener);
        return () => this.#changes.delete(listener);
    }

    #listenUntilStopped(): Promise<void> {
        this.#open();
        return new Promise((resolve) => (this.#release = resolve));
    }

    #open(): void {
        if (this.#abort.signal.aborted) return;
        const source = new EventSource("/api/v1/events");
        this.#source = source;
        source.onopen = () => this.#tellState("live");
        source.onerror = () => {
            const closed = source.readyState === EventSource.CLOSED;
            this.#tellState(closed ? "broken" : "connecting");
            if (closed) setTimeout(() => this.#open(), retryAfter);
        };
        source.addEventListener("change", (event: MessageEvent<string>) => {
            const change = JSON.parse(event.data) as ChangeEvent;
            this.#channel?.postMessage({ change } satisfies LiveMessage);
            this.#changes.forEach((listener) => listener(change));
        });
    }

    #take(message: LiveMessage): void {
        if ("change" in message) this.#changes.forEach((listener) => listener(message.change));
        else if ("state" in message) this.#setState(message.state);
        else if (this.#source !== null)
            this.#channel?.postMessage({ state: this.#state } satisfies LiveMessage);
    }
    #tellState(state: LiveState): void {
        this.#channel?.postMessage({ state } satisfies LiveMessage);
        this.#setState(state);
    }
    #setState(state: LiveState): void {
        this.#state = state;
        this.#states.forEach((listener) => listener());
    }
}
