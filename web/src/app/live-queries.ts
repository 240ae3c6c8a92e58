// A change told by the server refreshes what shows it. After a broken line everything is asked again.
import { useQueryClient } from "@tanstack/react-query";
import { useEffect } from "react";
import type { LiveChanges } from "@/api/live";
import { refresher } from "./refresher";

// Which lists and records a change touches, by the first part of their query key. One acceptance writes many entries:
// they are taken together.
const touched = ["consultations", "consultation", "work", "inbox"];
const togetherWithin = 40; // ms

export function useLiveQueries(live: LiveChanges, allowed: boolean): void {
    const client = useQueryClient();
    useEffect(() => {
        if (!allowed) return;
        let timer: ReturnType<typeof setTimeout> | undefined;
        let wasBroken = false;
        const refreshers = touched.map((name) =>
            refresher(() => client.invalidateQueries({ queryKey: [name] })),
        );
        function refresh() {
            timer = undefined;
            for (const one of refreshers) one();
        }
        live.start();
        const stopChanges = live.onChange(() => (timer ??= setTimeout(refresh, togetherWithin)));
        const stopStates = live.onState(() => {
            if (live.state() !== "live") wasBroken = true;
            else if (wasBroken) {
                wasBroken = false;
                void client.invalidateQueries();
            }
        });
        return () => {
            clearTimeout(timer);
            stopChanges();
            stopStates();
            live.stop();
        };
    }, [client, live, allowed]);
}
