// Changes not yet saved in a record, who is in it, and who wrote its lines.
import type { ConsultationFields, StaffRef } from "./types";

// Fields of a record that were changed and not saved, each with the version that was on the screen when its change began.
export type EditContent = {
    consultation: ConsultationFields;
    versions: Record<string, number>;
    bases?: ConsultationFields;
};

export type Present = { staff: StaffRef; field: string; since: string };
export type LineAuthor = { by: StaffRef | null; at: string; version: number };
export type Authorship = { version: number; lines: LineAuthor[] };

// The record that a draft has become: in the answer for a draft, and in what refuses to change or accept it again.
export type AcceptedAs = { id: string; number: string };
export type MayBeAccepted = { accepted_as?: AcceptedAs | null; record?: AcceptedAs | null };
