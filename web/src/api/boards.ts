// The board of a station or of all, and the views that an officer keeps of a list.
import { ask, withQuery } from "./client";
import type { StaffRef, UnitRef, Words } from "./types";

// The list that a number counts, as parameters of its address.
export type BoardQuery = Record<string, string>;
export type BoardShare = { open: number; overdue: number; is_much: boolean; query: BoardQuery };
export type BoardLine = { code: string; text: Words; count: number; query: BoardQuery };
export type Board = {
    unit: UnitRef | null; // none: all that one may read
    made_at: string;
    numbers: BoardLine[];
    sentences: BoardLine[];
    weeks: { from: string; received: number }[];
    units: (BoardShare & { unit: UnitRef | null })[];
    officers: (BoardShare & { officer: StaffRef | null })[];
};

export function readBoard(unit: string): Promise<Board> {
    return ask("GET", withQuery("/board", { unit }));
}

export type ViewScreen = "consultations" | "search" | "board";
export type SavedView = { name: string; query: string };
type SavedViews = { items: SavedView[] };

export function readViews(screen: ViewScreen): Promise<SavedViews> {
    return ask("GET", `/saved-views/${screen}`);
}
export function keepView(screen: ViewScreen, view: SavedView): Promise<SavedViews> {
    return ask("PUT", `/saved-views/${screen}`, { body: view });
}
export function forgetView(screen: ViewScreen, name: string): Promise<SavedViews> {
    return ask("DELETE", withQuery(`/saved-views/${screen}`, { name }));
}
