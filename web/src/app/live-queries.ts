// A change told by the server refreshes what shows it. After a broken line everything is asked again.
import { useQueryClient } from "@tanstack/react-query";
import { useEffect } from "react";
import type { LiveChanges } from "@/api/live";
import type { ChangeEvent } from "@/api/types";
import { refresher } from "./refresher";

// Which lists and records a change touches, by the first part of their query key. One acceptance writes many entries:
// they are taken together.
const touched = ["consultations", "consultation", "work", "inbox", "board"];
const togetherWithin = 40; // ms

// Few changes touch the lists of disposals, and their counts stand on every screen of who approves.
export function isOfDisposal({ kind, action }: Pick<ChangeEvent, "kind" | "action">): boolean {
    return kind === "disposal" || kind === "retention_hold" || action === "dispose";
}

export function useLiveQueries(live: LiveChanges, allowed: boolean): void {
    const client = useQueryClient();
    useEffect(() => {
        if (!allowed) return;
        let timer: ReturnType<typeof setTimeout> | undefined;
        let wasBroken = false;
        let withDisposals = false;
        const refresherOf = (name: string) => refresher(() => client.invalidateQueries({ queryKey: [name] }));
        const refreshers = touched.map(refresherOf);
        const refreshDisposals = refresherOf("disposals");
        function refresh() {
            timer = undefined;
            for (const one of refreshers) one();
            if (withDisposals) refreshDisposals();
            withDisposals = false;
        }
        live.start();
        const stopChanges = live.onChange((change) => {
            if (change.kind === "presence") {
                void client.invalidateQueries({ queryKey: ["presence", change.id] });
                return;
            }
            withDisposals ||= isOfDisposal(change);
            timer ??= setTimeout(refresh, togetherWithin);
        });
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
