// The organisation and its administration: units by day, staff, posts, accounts, lists of staff, mergers.
import { ask, askRaw, withQuery } from "./client";
import type { List, StaffRef, Unit, UnitRef, Words } from "./types";

const at = encodeURIComponent;

export type UnitStretch = UnitRef & { valid_from: string; valid_to: string | null };
// Which section compiled a station's reports from when to when; unit null: none did.
export type CoordinatorPeriod = {
    unit: UnitRef | null;
    from: string;
    to: string | null;
    reason: string;
    by: StaffRef | null;
    can_be_withdrawn: boolean;
};
// A rule table that names the unit by its code, its name or a duty, and the reasons of the rows that propose it.
export type NamedBy = {
    table: string;
    label: Words;
    code: string;
    code_label: Words;
    duty: string | null;
    rows: Words[];
};
export type UnitDetail = Unit & {
    station: UnitRef | null;
    kana: string;
    symbol: string;
    document_symbol: string;
    section_key: string;
    note: string;
    coordinator: boolean; // 署生安課 of its station on the day that was asked for
    duties: string[];
    coordinators?: CoordinatorPeriod[];
    named_by?: NamedBy[];
    history: { predecessors: UnitStretch[]; successors: UnitStretch[] };
};
export type Units = List<UnitDetail> & { as_of: string; as_of_wareki: string };
export type Account = {
    id: string;
    version: number;
    name: string;
    roles: { id: string; name: Words }[];
    disabled: boolean;
    one_time_until: string | null;
};
export type Period = {
    unit: UnitRef | null;
    rank: string;
    post: string;
    extension: string | null;
    from: string;
    to: string | null;
    by_merger: boolean;
    planned: boolean;
};
// The last members are told to administrators only.
export type Member = StaffRef & {
    version: number;
    valid_from: string;
    valid_to: string | null;
    kana?: string | null;
    employee_number?: string | null;
    accounts?: Account[];
    periods?: Period[];
};
export type Post = {
    id: string;
    version: number;
    code: string;
    kind: "rank" | "post";
    name: Words;
    position: number;
    valid_to: string | null;
};
export type OpenWork = {
    count: { records: number; clocks: number; referrals: number; drafts: number };
    records: {
        id: string;
        number: string;
        status: Words;
        unit: UnitRef | null;
        due_at: string | null;
        due_label: Words;
    }[];
};
export type Issued = { id: string; one_time_password: string; until: string; staff: Member };
export type NewSection = {
    code: string;
    name: Words;
    key: string;
    above: string | null; // code of the section that it stands under
    coordinator: boolean;
    from: UnitRef[];
    staff: number;
    open_records: number;
};
export type MergerAsked = {
    units: string[];
    code: string;
    name: string;
    name_en: string;
    kana: string;
    symbol: string;
    date: string;
    reason: string;
    sections?: Record<string, string>;
    coordinator?: string;
};
export type MergerPlan = {
    date: string;
    kind: string;
    unit: Omit<NewSection, "key" | "above" | "coordinator">;
    sections: NewSection[];
    open_work: OpenWork;
    staff_total: number;
    staff: StaffRef[];
};
export type Merger = {
    id: string;
    version: number;
    created_at: string;
    date: string;
    state: "planned" | "done" | "taken_back";
    unit: UnitRef | null;
    sources: UnitRef[];
    reason: string;
    decided_by: StaffRef | null;
    moved: number;
    successions: { from: UnitRef; to: UnitRef }[];
    taken_back: { at: string; by: StaffRef | null; reason: string; records: number } | null;
    can_be_taken_back: boolean;
    why_not: Words | null;
};
export type ImportLine = {
    line: number;
    fate: "new" | "changed" | "unchanged" | "refused";
    name: string;
    changes: { field: Words; before: Words; after: Words }[];
    reasons: { field: string; reason: Words }[];
};
export type ImportReport = {
    dry_run: boolean;
    columns: { heading: string; code: string }[];
    lines: ImportLine[];
    count: { new: number; changed: number; unchanged: number; refused: number };
};
export type Fields = Record<string, string | number | boolean | string[] | null>;

export function readUnitsOn(asOf: string): Promise<Units> {
    return ask("GET", withQuery("/units", { as_of: asOf }));
}
export function readUnit(id: string): Promise<UnitDetail> {
    return ask("GET", `/units/${at(id)}`);
}
export function addUnit(fields: Fields): Promise<UnitDetail> {
    return ask("POST", "/units", { body: fields, create: true });
}
export function correctUnit(unit: UnitDetail, fields: Fields): Promise<UnitDetail> {
    return ask("PATCH", `/units/${at(unit.id)}`, { body: fields, version: unit.version });
}
export function closeUnit(unit: UnitDetail, date: string, successor?: string): Promise<UnitDetail> {
    const body = successor === undefined ? { date } : { date, successor };
    return ask("POST", `/units/${at(unit.id)}/closing`, { body, version: unit.version });
}
export function reopenUnit(unit: UnitDetail): Promise<UnitDetail> {
    return ask("DELETE", `/units/${at(unit.id)}/closing`, { version: unit.version });
}

export function markCoordinator(station: string, fields: Fields): Promise<UnitDetail> {
    return ask("POST", `/units/${at(station)}/coordinator`, { body: fields, create: true });
}
export function withdrawCoordinator(station: string, day: string): Promise<UnitDetail> {
    return ask("DELETE", `/units/${at(station)}/coordinator/${at(day)}`);
}

export type StaffAsked = { asOf: string; unit?: string; station?: string; q?: string; cursor?: string };
export function readStaff({ asOf, unit, station, q, cursor }: StaffAsked): Promise<List<Member>> {
    return ask(
        "GET",
        withQuery("/staff", {
            as_of: asOf,
            "filter[unit]": unit,
            "filter[station]": station,
            q,
            cursor,
            limit: 100,
        }),
    );
}
// Everybody who serves in a station or division on that day, page after page.
export async function readWholeStation(asOf: string, station: string): Promise<Member[]> {
    const all: Member[] = [];
    let cursor: string | null | undefined;
    do {
        const page = await readStaff({ asOf, station, cursor: cursor ?? undefined });
        all.push(...page.items);
        cursor = page.next_cursor;
    } while (cursor !== null);
    return all;
}
export function readMember(id: string): Promise<Member> {
    return ask("GET", `/staff/${at(id)}`);
}
export function addMember(fields: Fields): Promise<Member> {
    return ask("POST", "/staff", { body: fields, create: true });
}
export function correctMember(member: Member, fields: Fields): Promise<Member> {
    return ask("PATCH", `/staff/${at(member.id)}`, { body: fields, version: member.version });
}
export type Moving = "transfer" | "leaving";
export function tryMove(member: Member, how: Moving, fields: Fields): Promise<{ open_work: OpenWork }> {
    return ask("POST", `/staff/${at(member.id)}/${how}`, {
        body: { ...fields, dry_run: true },
        version: member.version,
    });
}
export function move(member: Member, how: Moving, fields: Fields): Promise<Member> {
    return ask("POST", `/staff/${at(member.id)}/${how}`, { body: fields, version: member.version });
}
export function withdrawMove(member: Member, day: string): Promise<Member> {
    return ask("DELETE", `/staff/${at(member.id)}/changes/${at(day)}`, { version: member.version });
}

export function readPosts(): Promise<{ items: Post[] }> {
    return ask("GET", "/posts");
}
export function addPost(fields: Fields): Promise<Post> {
    return ask("POST", "/posts", { body: fields, create: true });
}
export function editPost(post: Post, fields: Fields): Promise<Post> {
    return ask("PATCH", `/posts/${at(post.id)}`, { body: fields, version: post.version });
}

export function issueAccount(staff: string, account: string, roles: string[]): Promise<Issued> {
    return ask("POST", "/accounts", { body: { staff, account, roles }, create: true });
}
export function changeAccount(
    account: Account,
    changes: { roles?: string[]; disabled?: boolean },
): Promise<Member> {
    return ask("PATCH", `/accounts/${at(account.id)}`, { body: changes, version: account.version });
}
export function issuePassword(account: Account): Promise<Issued> {
    return ask("POST", `/accounts/${at(account.id)}/one-time-password`, { body: {}, create: true });
}

export function readMergers(): Promise<{ items: Merger[] }> {
    return ask("GET", "/mergers");
}
export function tryMerger(asked: MergerAsked): Promise<MergerPlan> {
    return ask("POST", "/mergers", { body: { ...asked, dry_run: true } });
}
export function merge(asked: MergerAsked): Promise<Merger> {
    return ask("POST", "/mergers", { body: asked, create: true });
}
export function takeBack(merger: Merger, reason: string): Promise<Merger> {
    return ask("POST", `/mergers/${at(merger.id)}/taking-back`, {
        body: { reason },
        version: merger.version,
    });
}

export async function importStaff(file: Blob, date: string, isDry: boolean): Promise<ImportReport> {
    const response = await askRaw("POST", withQuery("/staff-imports", { date, dry_run: isDry }), {
        headers: { "Content-Type": "text/csv" },
        body: file,
    });
    return (await response.json()) as ImportReport;
}
export const staffTemplateAddress = "/api/v1/staff-template";
export function staffExportAddress(asOf: string): string {
    return `/api/v1${withQuery("/staff-export", { as_of: asOf })}`;
}
