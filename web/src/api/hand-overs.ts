// Many records handed over at once, tried first.
import { ask } from "./client";
import type { Words } from "./types";

export type HandOvers = { records: string[]; to: string; message: string; dry_run: boolean };
export type HandOversDone = {
    items: { id: string; refused: Words | null }[];
    done: number;
    dry_run: boolean;
};

export function handOverMany(asked: HandOvers): Promise<HandOversDone> {
    return ask("POST", "/consultations/hand-overs", { body: asked, create: true });
}
