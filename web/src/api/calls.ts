// Every request the browser makes, by name. Screens call these and nothing else.
import { ask, rememberToken, withQuery } from "./client";
import type * as T from "./types";
import type * as L from "./log-types";

const at = encodeURIComponent;

// `own`: the password that its owner chooses in place of an issued one.
export async function signIn(account: string, password: string, own = ""): Promise<T.Session> {
    const body = own === "" ? { account, password } : { account, password, new_password: own };
    const session = await ask<T.Session>("POST", "/sessions", { body });
    rememberToken(session.csrf_token);
    return session;
}
export async function readSession(): Promise<T.Session> {
    const session = await ask<T.Session>("GET", "/session");
    rememberToken(session.csrf_token);
    return session;
}
export function signOut(): Promise<void> {
    return ask("DELETE", "/session");
}
export function readDemoAccounts(): Promise<{ items: T.DemoAccount[] }> {
    return ask("GET", "/demo-accounts");
}

export function readSchema(name: string): Promise<T.FormDescription> {
    return ask("GET", `/schemas/${at(name)}`);
}
export function readUnits(): Promise<T.List<T.Unit>> {
    return ask("GET", withQuery("/units", { limit: 200 }));
}

export function readDrafts(): Promise<{ items: T.DraftSummary[] }> {
    return ask("GET", "/drafts");
}
export function deleteDraft(id: string): Promise<void> {
    return ask("DELETE", `/drafts/${at(id)}`);
}

export function assess(request: T.AssessmentRequest, signal?: AbortSignal): Promise<T.Assessment> {
    return ask("POST", "/assessments", { body: request, signal });
}

export type ListQuery = {
    filters?: Record<string, string>;
    sort?: string;
    q?: string;
    cursor?: string;
    limit?: number;
    count?: boolean;
} & Narrowed;
// By when it was received (a day as people write it) and by unit, with all below it; by person, an identity or a name, reading, telephone or mail.
export type Narrowed = Partial<
    Record<"from" | "to" | "unit" | "person" | "officer" | "open" | "due" | "waiting", string>
>;
function consultationsAddress(path: string, { filters, ...rest }: ListQuery): string {
    const named = Object.fromEntries(
        Object.entries(filters ?? {}).map(([field, value]) => [`filter[${field}]`, value]),
    );
    return withQuery(path, { ...rest, ...named });
}
export function readConsultations(query: ListQuery): Promise<T.List<T.ConsultationSummary>> {
    return ask("GET", consultationsAddress("/consultations", query));
}
// Where a browser fetches the same list as a file; personal data is masked there.
export function exportAddress(query: ListQuery & { format: "csv" | "xlsx"; purpose: string }): string {
    return `/api/v1${consultationsAddress("/consultations/export", query)}`;
}
export function accept(record: T.NewConsultation): Promise<T.Consultation> {
    return ask("POST", "/consultations", { body: record, create: true });
}
export function readConsultation(id: string): Promise<T.Consultation> {
    return ask("GET", `/consultations/${at(id)}`);
}
// Paper leaves the screen: the server is told before it is made.
export function notePrinting(id: string): Promise<unknown> {
    return ask("GET", `/consultations/${at(id)}`, { purpose: "print", keepalive: true });
}
export function changeConsultation(
    id: string,
    version: number,
    changes: T.ConsultationFields,
): Promise<T.Consultation> {
    return ask("PATCH", `/consultations/${at(id)}`, { body: changes, version });
}

export function readSightings(id: string): Promise<{ items: T.Sighting[] }> {
    return ask("GET", `/consultations/${at(id)}/sightings`);
}
export function changeSightingRole(
    record: string,
    sighting: string,
    role: T.ObservableRole,
): Promise<unknown> {
    return ask("PATCH", `/consultations/${at(record)}/sightings/${at(sighting)}`, { body: { role } });
}
export function readLinks(id: string): Promise<{ items: T.RecordLink[] }> {
    return ask("GET", `/consultations/${at(id)}/links`);
}
export function separate(a: string, b: string, reason: string): Promise<{ id: string }> {
    return ask("POST", "/separations", { body: { a, b, reason }, create: true });
}
export function undoSeparation(id: string): Promise<void> {
    return ask("DELETE", `/separations/${at(id)}`);
}
export function readDecisions(id: string): Promise<{ items: T.Decision[] }> {
    return ask("GET", `/consultations/${at(id)}/decisions`);
}
export function decide(id: string, table: string, codes: string[]): Promise<{ items: T.Decision[] }> {
    return ask("POST", `/consultations/${at(id)}/decisions`, { body: { table, codes }, create: true });
}
export function takeBackDecision(
    id: string,
    decision: string,
    reason: string,
): Promise<{ items: T.Decision[] }> {
    return ask("POST", `/consultations/${at(id)}/decisions/${at(decision)}/withdrawal`, { body: { reason } });
}
export function readRecordClocks(id: string): Promise<{ items: T.Clock[] }> {
    return ask("GET", `/consultations/${at(id)}/clocks`);
}
export function readRecordReferrals(id: string): Promise<{ items: T.Referral[] }> {
    return ask("GET", `/consultations/${at(id)}/referrals`);
}
export function readTimeline(id: string): Promise<{ items: T.TimelineItem[] }> {
    return ask("GET", `/consultations/${at(id)}/timeline`);
}
export function readGuidance(): Promise<{ items: T.Guidance[] }> {
    return ask("GET", "/guidance");
}

export function refer(id: string, referral: T.NewReferral): Promise<{ items: T.Referral[] }> {
    return ask("POST", `/consultations/${at(id)}/referrals`, { body: referral, create: true });
}
export function readRestriction(id: string): Promise<T.Restriction> {
    return ask("GET", `/consultations/${at(id)}/restriction`);
}
export function restrict(record: T.Consultation, restricting: T.Restricting): Promise<void> {
    return ask("PUT", `/consultations/${at(record.id)}/restriction`, {
        body: restricting,
        version: record.version,
    });
}
export function findStaff(q: string, signal?: AbortSignal): Promise<T.List<T.StaffRef>> {
    return ask("GET", withQuery("/staff", { q }), { signal });
}

export function approve(referral: T.Referral, lateReason?: string): Promise<T.Referral> {
    const body = lateReason === undefined ? {} : { late_reason: lateReason };
    return ask("POST", `/referrals/${at(referral.id)}/approval`, { body, version: referral.version });
}
export function receive(referral: T.Referral, name: string, extension: string): Promise<T.Referral> {
    const body = { name, extension };
    return ask("POST", `/referrals/${at(referral.id)}/receipt`, { body, version: referral.version });
}
export function answer(referral: T.Referral, text: string): Promise<T.Referral> {
    return ask("POST", `/referrals/${at(referral.id)}/answer`, { body: { text }, version: referral.version });
}
export function handBack(referral: T.Referral, reason: string): Promise<T.Referral> {
    return ask("POST", `/referrals/${at(referral.id)}/return`, {
        body: { reason },
        version: referral.version,
    });
}

export function readInbox(most: Record<T.InboxColumn, number>): Promise<T.Inbox> {
    return ask("GET", withQuery("/inbox", most));
}
export function finishClock(clock: T.Clock, lateReason?: string): Promise<T.Clock> {
    const body = lateReason === undefined ? {} : { late_reason: lateReason };
    return ask("POST", `/clocks/${at(clock.id)}/done`, { body, version: clock.version });
}
export function waiveClock(clock: T.Clock, reason: string): Promise<T.Clock> {
    return ask("POST", `/clocks/${at(clock.id)}/waiver`, { body: { reason }, version: clock.version });
}
export function readWork(): Promise<T.Work> {
    return ask("GET", "/work");
}
export function readWorkList<L extends T.WorkList>(list: L, cursor: string): Promise<T.List<T.WorkItems[L]>> {
    return ask("GET", withQuery(`/work/${list}`, { cursor, limit: 50 }));
}
export function search(
    q: string,
    narrowed: Narrowed,
    cursor: string,
    signal?: AbortSignal,
): Promise<T.SearchAnswer> {
    return ask("GET", withQuery("/search", { q, limit: 50, cursor, ...narrowed }), { signal });
}
export function lookUp(value: string, signal?: AbortSignal): Promise<T.ObservableLookup> {
    return ask("GET", withQuery("/observables", { value }), { signal });
}

// What the auditor asks; `filters` as the address of the screen holds them.
const logPaths: Record<L.LogName, string> = { access: "/access-log", journal: "/journal" };
function logAddress(path: string, filters: Record<string, string>, rest: { cursor?: string } = {}): string {
    const named = Object.fromEntries(
        Object.entries(filters).map(([field, value]) => [`filter[${field}]`, value]),
    );
    return withQuery(path, { ...named, ...rest });
}
export function readLog(log: L.LogName, filters: Record<string, string>, cursor: string): Promise<L.LogPage> {
    const path = logAddress(logPaths[log], filters, { cursor });
    return ask("GET", cursor === "" ? `${path}${path.includes("?") ? "&" : "?"}count=true` : path);
}
export function logExportAddress(log: L.LogName, filters: Record<string, string>): string {
    return `/api/v1${logAddress(`${logPaths[log]}/export`, filters)}`;
}
export function readLogEntry(entry: L.LogEntry): Promise<L.LogEntry> {
    return ask("GET", `/access-log/entries/${at(entry.node ?? "")}/${entry.seq}`);
}
export function readActivity(
    staff: string,
    period: { from: string; to: string },
    cursor: string,
): Promise<L.Activity> {
    return ask("GET", logAddress(`/access-log/staff/${at(staff)}`, period, { cursor }));
}
export function askWhoSaw(question: L.PersonQuestion, cursor: string): Promise<L.PersonAudit> {
    return ask("POST", "/access-log/person", { body: { ...question, cursor } });
}
export function readStaff(id: string): Promise<T.StaffRef> {
    return ask("GET", `/staff/${at(id)}`);
}

export function readRetention(id: string): Promise<T.Retention> {
    return ask("GET", `/consultations/${at(id)}/retention`);
}
export function holdBack(id: string, reason: string): Promise<T.Retention> {
    return ask("PUT", `/consultations/${at(id)}/retention-hold`, { body: { reason } });
}
export function releaseHold(id: string): Promise<T.Retention> {
    return ask("DELETE", `/consultations/${at(id)}/retention-hold`);
}
export function proposeDisposal(id: string): Promise<T.Retention> {
    return ask("POST", `/consultations/${at(id)}/disposal`, { create: true });
}
export function returnDisposal(id: string, reason: string): Promise<T.Retention> {
    return ask("POST", `/consultations/${at(id)}/disposal/return`, { body: { reason } });
}
export function approveDisposal(id: string, number: string): Promise<T.Disposed> {
    return ask("POST", `/consultations/${at(id)}/disposal/approve`, { body: { number } });
}
export function readDisposals<L extends T.DisposalList>(
    list: L,
    { cursor = "", limit = 50 }: { cursor?: string; limit?: number } = {},
): Promise<T.DisposalPage<L>> {
    return ask("GET", withQuery("/disposals", { list, cursor, limit }));
}
export function readDisposal(id: string): Promise<T.DisposalProof> {
    return ask("GET", `/disposals/${at(id)}`);
}
export const disposalExportAddress = "/api/v1/disposals/export?list=done";
