// What an installation still needs, as the server finds it.
import { ask } from "./client";
import type { Words } from "./types";

export type SetupState = "todo" | "warning" | "done";
export type SetupItem = {
    code: string;
    state: SetupState;
    title: Words;
    found: Words;
    why: Words;
    path: string | null;
    command: string | null;
};
export type Setup = { at: string; counts: Record<SetupState, number>; items: SetupItem[] };

export function readSetup(): Promise<Setup> {
    return ask("GET", "/setup");
}
export const manualAddress = "/api/v1/manual.pdf";
export const englishManualAddress = "/api/v1/manual.pdf?language=en";
