import type { List, StaffRef, UnitRef, Words } from "./types";

// The two logs as the auditor reads them: who did what to which record, never with what content.
export type RecordName = { id: string; kind: string; number: string | null; short: string };
export type Purpose = { code: string | null; label: Words };
export type Mark = { code: string; label: Words };
export type LogEntry = {
    log: LogName;
    node: string | null;
    seq: number;
    at: string;
    by: StaffRef | null;
    unit: UnitRef | null;
    action: string;
    action_label: Words;
    kind: string;
    kind_label: Words;
    purpose: Purpose | null;
    record: RecordName | null;
    records: RecordName[];
    records_total: number;
    observables_total: number;
    version: number | null;
    marks?: Mark[];
};
export type LogName = "access" | "journal";
export type LogCount = { action: string; label: Words; kind?: string; kind_label?: Words; count: number };
export type LogPage = List<LogEntry> & { counts?: LogCount[] };
export type ActivityDay = {
    date: string;
    reads: number;
    changes: number;
    records: number;
    marks: (Mark & { count: number })[];
};
export type Activity = List<LogEntry> & {
    staff: StaffRef;
    from: string;
    to: string;
    bounded: boolean;
    days: ActivityDay[];
    marks: (Mark & { why: Words; count: number })[];
};
export type PersonQuestion = { value: string; purpose: string; from?: string; to?: string };
export type PersonAudit = LogPage & {
    records: RecordName[];
    records_more: boolean;
    understood_as: { type: string; label: Words }[];
};
