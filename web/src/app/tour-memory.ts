// Where somebody is in the guided tour, kept in this browser: the server has no place for settings, and nothing is lost with it.
import type { Session } from "@/api/types";

export type TourMemory =
    { state: "declined" | "done" } | { state: "left"; step: string; at: number; of: number };

function keyOf(session: Session): string {
    return `renkei-tour:${session.staff?.id ?? session.account}`; // several people use one computer
}

export function readTourMemory(session: Session): TourMemory | null {
    try {
        const kept: unknown = JSON.parse(window.localStorage.getItem(keyOf(session)) ?? "null");
        if (typeof kept !== "object" || kept === null || !("state" in kept)) return null;
        if (kept.state === "declined" || kept.state === "done") return { state: kept.state };
        const { step, at, of } = kept as Record<string, unknown>;
        const isPlace = typeof step === "string" && typeof at === "number" && typeof of === "number";
        return kept.state === "left" && isPlace ? { state: "left", step, at, of } : null;
    } catch {
        return null; // written by another version
    }
}

export function keepTourMemory(session: Session, memory: TourMemory): void {
    window.localStorage.setItem(keyOf(session), JSON.stringify(memory));
}
