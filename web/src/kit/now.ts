// The present, shared by every clock on the screen and moved forward every half minute.
import { useSyncExternalStore } from "react";

const step = 30_000;
let now = new Date();
const listeners = new Set<() => void>();
let timer: ReturnType<typeof setInterval> | undefined;

function subscribe(listener: () => void): () => void {
    listeners.add(listener);
    timer ??= setInterval(() => {
        now = new Date();
        listeners.forEach((each) => each());
    }, step);
    return () => {
        listeners.delete(listener);
        if (listeners.size > 0) return;
        clearInterval(timer);
        timer = undefined;
    };
}

export function useNow(): Date {
    return useSyncExternalStore(subscribe, () => now);
}
