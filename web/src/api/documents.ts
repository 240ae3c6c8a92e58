// Printed documents: guidance sheets for callers and the day's list. Our screens get them as pictures, since they may show no PDF.
import { ask, withQuery } from "./client";
import type { GivenAnswers } from "./interview";
import type { ConsultationFields, Guidance, StaffRef, UnitRef, Words } from "./types";

const at = encodeURIComponent;

export type SheetLanguage = "ja" | "easy" | "en";
export type SheetMeans = "paper" | "read_out";
export type SheetChoice = { codes: string[]; language: SheetLanguage; furigana: boolean; own_lines: string };
export type PrintedPages = { pages: number; pictures: string[] };
export type HandedSheet = {
    id: string;
    handed_at: string;
    handed_by: StaffRef | null;
    unit: UnitRef | null;
    means: SheetMeans;
    language: SheetLanguage;
    furigana: boolean;
    told: { code: string; title: Words }[];
    own_lines: string;
    tables_version: string;
};
export type RecordSheets = { items: HandedSheet[]; proposed: Guidance[] };
export type ProposalRequest = {
    text: string;
    kind?: string;
    channel?: string;
    internal_type?: string;
    fields?: ConsultationFields;
    answers?: GivenAnswers;
};
export type SheetPreview = SheetChoice & { caller_name?: string; consultation?: string };

export function previewSheet(sheet: SheetPreview, signal?: AbortSignal): Promise<PrintedPages> {
    return ask("POST", "/guidance-sheets", { body: { ...sheet, as: "pictures" }, signal });
}
export function proposeGuidance(request: ProposalRequest): Promise<{ items: Guidance[] }> {
    return ask("POST", "/guidance-proposals", { body: request });
}
export function readSheets(record: string): Promise<RecordSheets> {
    return ask("GET", `/consultations/${at(record)}/guidance-sheets`);
}
export function handOverSheet(
    record: string,
    sheet: Partial<SheetChoice> & { means: SheetMeans },
): Promise<HandedSheet> {
    return ask("POST", `/consultations/${at(record)}/guidance-sheets`, { body: sheet, create: true });
}
export function readSheetPages(id: string): Promise<PrintedPages> {
    return ask("GET", withQuery(`/guidance-sheets/${at(id)}`, { as: "pictures" }));
}
export function sheetAddress(id: string): string {
    return `/api/v1/guidance-sheets/${at(id)}`;
}
export function readDayListPages(date: string): Promise<PrintedPages> {
    return ask("GET", withQuery("/consultations/day-list", { date, as: "pictures" }));
}
export function dayListAddress(date: string): string {
    return withQuery("/api/v1/consultations/day-list", { date });
}
