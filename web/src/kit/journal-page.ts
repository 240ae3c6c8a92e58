// A keeper and the page it lives in: saves before the page is hidden or left, and hears the other tabs.
import { onSignedInAgain } from "@/api/client";
import { useEffect, useSyncExternalStore } from "react";
import { useConnectionWatch } from "./journal-context";
import type { DraftKeeper, DraftState } from "./journal-keeper";

export function useKeeperEvents<T>(keeper: DraftKeeper<T>): DraftState {
    const state = useSyncExternalStore(keeper.subscribe, keeper.state);
    const watch = useConnectionWatch();
    useEffect(() => {
        const tell = () => watch.tellWaiting(keeper, keeper.state().failed !== null);
        const stopStates = keeper.subscribe(tell);
        const stopBack = watch.onBack(() => void keeper.flush());
        const stopSigned = onSignedInAgain(() => void keeper.flush());
        return () => {
            stopStates();
            stopBack();
            stopSigned();
            watch.tellWaiting(keeper, false);
        };
    }, [keeper, watch]);
    useEffect(() => {
        const leaving = () => void keeper.flush(true);
        const beforeUnload = (event: BeforeUnloadEvent) => {
            if (keeper.state().dirty) event.preventDefault();
        };
        const hidden = () => document.visibilityState === "hidden" && leaving();
        const stopListening = keeper.listen();
        window.addEventListener("pagehide", leaving);
        window.addEventListener("beforeunload", beforeUnload);
        document.addEventListener("visibilitychange", hidden);
        return () => {
            stopListening();
            window.removeEventListener("pagehide", leaving);
            window.removeEventListener("beforeunload", beforeUnload);
            document.removeEventListener("visibilitychange", hidden);
            void keeper.flush();
        };
    }, [keeper]);
    return state;
}
