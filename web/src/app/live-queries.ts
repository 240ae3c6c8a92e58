// A change told by the server refreshes what shows it. After a broken line everything is asked again.
import { useQueryClient } from "@tanstack/react-query";
import { useEffect } from "react";
import type { LiveChanges } from "@/api/live";

// Which lists and records a change touches, by the first part of their query key.
const touched: Record<string, readonly string[]> = {
    consultation: ["consultations", "consultation", "work", "inbox"],
    referral: ["inbox", "work", "consultations", "consultation"],
    clock: ["inbox", "work", "consultations", "consultation"],
    draft: ["work", "drafts"],
};

export function useLiveQueries(live: LiveChanges): void {
    const client = useQueryClient();
    useEffect(() => {
        live.start();
        const stopChanges = live.onChange((change) => {
            for (const name of touched[change.kind] ?? [])
                void client.invalidateQueries({ queryKey: [name] });
        });
        let wasBroken = false;
        const stopStates = live.onState(() => {
            if (live.state() !== "live") wasBroken = true;
            else if (wasBroken) {
                wasBroken = false;
                void client.invalidateQueries();
            }
        });
        return () => {
            stopChanges();
            stopStates();
        };
    }, [client, live]);
    useEffect(() => () => live.stop(), [live]);
}
