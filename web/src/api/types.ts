// Every type that crosses the border to the server, in one place. Spans are byte offsets of the UTF-8 text; only kit/text-span.ts converts them.
// Codes of the records come from the generated schema; the answers' composite shapes, which openapi.json gives as plain
// objects, are written here.
import type { GivenAnswers, Interview } from "./interview";
import type { components } from "./schema";

type Schemas = components["schemas"];

export type Words = { ja: string; en: string };
export type Span = { start: number; end: number };

export type UnitRef = { id: string; code: string; name: Words };
export type StaffRef = {
    id: string;
    name: string;
    rank: string;
    post: string;
    extension: string | null;
    unit: UnitRef | null;
};

export type RecordEnvelope = {
    id: string;
    version: number;
    created_at: string;
    created_by: StaffRef;
    changed_at: string;
    changed_by: StaffRef;
    owner_unit: UnitRef;
    origin_unit: UnitRef;
    restriction: RestrictionKind;
};

export type List<T> = { items: T[]; next_cursor: string | null; count?: number };

export type Violation = { field: string; reason: Words };
export type FieldConflict = { field: string; base: unknown; theirs: unknown; mine: unknown };
export type ProblemBody = {
    type: string;
    title: string;
    titles?: Words;
    status: number;
    instance?: string;
    violations?: Violation[];
    current?: Consultation;
    conflicts?: FieldConflict[];
};

export type Session = {
    account: string;
    staff: StaffRef | null;
    unit: UnitRef | null;
    station: UnitRef | null;
    roles: { id: string; name: Words }[];
    can: Record<string, boolean>;
    csrf_token: string;
    demo: boolean;
    version: string;
    titles: Record<string, string>;
};
export type DemoAccount = { account: string; password: string; role: Words; unit: string; what: Words };

export type FieldKind =
    | "text"
    | "enumeration"
    | "boolean"
    | "integer"
    | "money"
    | "instant"
    | "told_time"
    | "date"
    | "id"
    | "list"
    | "structure";
export type FieldValue = { value: string; label: Words };
export type FieldDescription = {
    name: string;
    label: Words;
    kind: FieldKind;
    required: boolean;
    asked: boolean;
    max_length?: number;
    multiline?: boolean;
    personal_data?: boolean;
    read_only?: boolean;
    section?: Words;
    hint?: Words;
    help?: Words; // what to write, an example, where it is used
    values?: FieldValue[];
    references?: string;
    sortable?: boolean;
};
export type FormDescription = { name: string; label: Words; fields: FieldDescription[] };
export type Unit = RecordEnvelope & {
    code: string;
    name: Words;
    full_name: Words;
    kind: "headquarters" | "department" | "division" | "section" | "station" | "station_section";
    parent: UnitRef | null;
    valid_from: string;
    valid_to: string | null;
    successor: UnitRef | null;
    phone: string;
    extension: string;
    confirmed: boolean;
};

export type ToldTime = { earliest: string; latest: string; wording: string };
export type Money = { minor_units: number; currency: string };

// What a form may hold for one field; the server's description says which.
export type FieldContent = string | number | boolean | null | string[] | ToldTime | Money;
export type ConsultationFields = Record<string, FieldContent | undefined>;
export type Urgency = Schemas["Consultation"]["urgency"];
export type ConsultationStatus = Schemas["Consultation"]["status"];
export type ClockState = "overdue" | "today" | "later" | "done";

export type ConsultationSummary = {
    id: string;
    number: string;
    kind: string;
    channel: string;
    status: ConsultationStatus;
    subject: string;
    excerpt: string;
    received_at: string;
    receiver: StaffRef | null;
    owner_unit: UnitRef;
    urgency: Urgency | null;
    needs_specialist: boolean | null;
    clock: Clock | null;
};

export type Consultation = RecordEnvelope & {
    number: string;
    kind: string;
    channel: string;
    status: ConsultationStatus;
    received_at: string;
    receiver: StaffRef | null;
    subject: string;
    narrative: string;
    urgency: Urgency | null;
    needs_specialist: boolean | null;
    lead: UnitRef | null;
    holder: StaffRef | null; // who has it in hand; nobody of a closed one
    can: Record<string, boolean>;
} & { [field: string]: unknown };

export type DraftContent = {
    consultation: ConsultationFields;
    roles: RoleChoice[];
    decisions: Record<string, string | string[]>;
    answers: GivenAnswers;
    dismissed: string[];
};
// Which record a draft changes, and the version that its officer began from.
export type DraftRecord = { id: string; version: number; number: string; subject: string };
export type DraftOrigin = { device: string; record: DraftRecord | null };
export type DraftSaved = { id: string; version: number; saved_at: string };
export type Draft<C = DraftContent> = DraftSaved & DraftOrigin & { content: C };
export type DraftSummary = DraftSaved & DraftOrigin & { subject: string; excerpt: string };
export type ObservableRole = "subject" | "victim" | "third_party";
export type RoleChoice = { type: string; value: string; role: ObservableRole };
export type RecognisedObservable = {
    type: string;
    value: string;
    label: Words;
    spans: Span[];
    role: ObservableRole;
    unverified?: boolean;
    bank?: { code: string; name: string; branch_code: string; branch: string };
    listed?: string[];
    documentation?: boolean;
};
export type RecordRef = {
    kind: "consultation";
    id: string;
    number: string;
    subject: string;
    received_at: string;
    unit: UnitRef;
    status: ConsultationStatus;
};
export type Reason = { text: Words; spans?: Span[] };
export type Elsewhere = { unit: UnitRef; contact: string };
export type FeedSighting = { source: string; name: string; date: string; count?: number };
export type Hit = {
    observable: { type: string; value: string; label?: Words };
    sentence: Words;
    count: number;
    records: RecordRef[];
    elsewhere: Elsewhere[];
    feeds: FeedSighting[];
    by: "value" | "host";
};
export type RankedChoice = { code: string; label: Words; score: number; reasons: Reason[] };
export type Proposal = {
    table: string;
    label: Words;
    choice: "one" | "many";
    ranked: RankedChoice[];
    choices?: Choice[]; // every code of the table, where the server tells them
    table_version: string;
};
export type Danger = { text: Words; spans: Span[] };
export type GuidanceContact = {
    name: Words;
    contact: string;
    hours: string;
    source: string;
    verified: boolean;
};
export type Guidance = {
    code: string;
    title: Words;
    text: Words;
    contacts: GuidanceContact[];
    reasons?: Reason[];
};
export type Related = {
    record: RecordRef;
    why: Words;
    by?: "person" | "phone" | "name";
    identity?: string | null;
};
export type Assessment = {
    observables: RecognisedObservable[];
    hits: Hit[];
    proposals: Proposal[];
    dangers: Danger[];
    interview: Interview;
    guidance: Guidance[];
    duplicates: Related[];
    earlier: Related[];
};
export type AssessmentRequest = {
    text: string;
    kind: string;
    channel: string;
    answers?: GivenAnswers;
    fields?: ConsultationFields; // what the interview needs of the form: wishes, times, victim, what is filled in
    internal_type?: string; // when it was decided
    caller_phone?: string;
    caller_name?: string;
    roles?: RoleChoice[];
    draft?: string;
    record?: string;
};

export type NewConsultation = {
    consultation: ConsultationFields;
    roles: RoleChoice[];
    decisions: Record<string, string | string[]>;
    answers?: GivenAnswers;
    draft?: string;
};
export type Sighting = {
    id: string;
    type: string;
    value: string;
    label: Words;
    field: string; // where it stands: "narrative", "caller_phone" …
    spans: Span[];
    role: ObservableRole;
    unverified: boolean;
};
export type LinkReason = { type: string; value: string; by: "value" | "host"; sentence: Words };
export type RecordLink = {
    record: RecordRef | null;
    blind?: Elsewhere;
    feed?: { source: string; event: string; date: string };
    reasons: LinkReason[];
    strength: number;
    separation?: string | null;
};
export type Choice = { code: string; label: Words };
export type Decided = { id: string; codes: Choice[]; by: StaffRef | null; at: string };
export type TakenBack = { by: StaffRef | null; at: string; reason: string };
export type Decision = {
    table: string;
    label: Words;
    choice: "one" | "many";
    choices: Choice[];
    proposed: RankedChoice[];
    decided: Decided | null;
    differs: boolean;
    history: (Decided & { taken_back: TakenBack | null })[];
};

export type ReferralPurpose = Schemas["Referral"]["purpose"];
export type ReferralState = Schemas["Referral"]["state"];
export type Referral = RecordEnvelope & {
    purpose: ReferralPurpose;
    record_id: string;
    from_unit: UnitRef | null;
    to_unit: UnitRef | null;
    sent_by: StaffRef | null;
    sent_at: string | null;
    message: string;
    state: ReferralState;
    approved_by: StaffRef | null;
    approved_at: string | null;
    received_name: string;
    received_extension: string;
    received_by: StaffRef | null;
    received_at: string | null;
    answer: string;
    answered_at: string | null;
    late_reason: string;
    withdrawn_by: StaffRef | null;
    withdrawn_at: string | null;
    withdrawal_reason: string;
    ours?: boolean; // addressed to a unit whose referrals I work
};
export type RestrictionKind = "none" | "need_to_know" | "security";
export type Restriction = { restriction: RestrictionKind; staff: StaffRef[] };
export type Restricting = { restriction: RestrictionKind; staff: string[]; reason: string };
export type NewReferral = {
    purpose: Exclude<ReferralPurpose, "hand_back">;
    to: string[];
    message: string;
    urgency?: "flash";
};

export type InboxItem = {
    referral: Referral;
    consultation: ConsultationSummary;
    clock: Clock | null;
    why: Words;
    strongest_link: RecordLink | null;
};

export type InboxColumn = "overdue" | "today" | "later";
export type Inbox = { items: InboxItem[]; counts: Record<InboxColumn | "to_receive", number> };

export type Clock = {
    id: string;
    version: number;
    duty: string;
    label: Words;
    basis: string;
    wording: string; // 直ちに, 速やかに, 遅滞なく
    record: string;
    owner: UnitRef | null;
    started_at: string | null;
    due_at: string | null;
    state: ClockState;
    reason_when_late: boolean;
    late_reason: string;
    waived: boolean;
    withdrawn: boolean; // with the decision that had opened it
    waiver_reason: string;
};

export type FieldChange = { field: string; before: unknown; after: unknown; personal_data?: boolean };
export type TimelineItem = {
    at: string;
    by: StaffRef | null;
    action: string;
    kind: string; // what was written: consultation, decision, referral, clock, sighting, guidance …
    version: number;
    changes?: FieldChange[];
    after?: Record<string, unknown>;
    unit?: UnitRef | null;
    decided_by?: StaffRef | null; // where the entry says who decided, who need not be who wrote it
};

export type WaitingReferral = Referral & { consultation: ConsultationSummary };
export type WaitingClock = Clock & { consultation: ConsultationSummary };
export type WorkItems = {
    mine: ConsultationSummary;
    overdue: WaitingClock;
    today: WaitingClock;
    receipts: WaitingReferral;
    approvals: WaitingReferral;
};
export type WorkList = keyof WorkItems;
export type Work = { counts: Record<WorkList | "drafts", number> };

export type SearchResult = { record: ConsultationSummary; snippet: string; highlights: Span[] };
export type SearchAnswer = { items: SearchResult[]; next_cursor: string | null };
export type ObservableLookup = {
    observable: { type: string; value: string; label: Words } | null;
    hits: Hit[];
};

// 保存期間と廃棄: until when a closed record is kept, what holds it back, who proposed that it goes.
export type RetentionRule = { label: Words; years: number; basis: string; confirmed: boolean };
export type RetentionHold = { reason: string; placed_by: StaffRef | null; placed_at: string };
export type DisposalProposal = { id: string; proposed_by: StaffRef | null; proposed_at: string };
export type DisposalReturn = { reason: string; decided_by: StaffRef | null; decided_at: string | null };
export type DisposalAct = "hold" | "release" | "propose" | "approve" | "return";
export type Retention = {
    record: string;
    number: string;
    closed_at: string | null;
    kept_until: string | null; // a day
    rule: RetentionRule | null;
    is_due: boolean;
    hold: RetentionHold | null;
    proposal: DisposalProposal | null;
    returned: DisposalReturn | null;
    may: DisposalAct[];
};
export type WaitingList = "due" | "proposed" | "held";
export type DisposalList = WaitingList | "done";
export type DisposalCandidate = {
    record: string;
    number: string;
    kind: { code: string; label: Words };
    received_at: string;
    closed_at: string;
    kept_until: string;
    rule: RetentionRule;
    owner_unit: UnitRef;
    restriction: RestrictionKind;
    hold: RetentionHold | null;
    proposal: DisposalProposal | null;
    may: DisposalAct[];
};
export type Disposed = {
    id: string;
    record: string;
    number: string;
    record_kind: string;
    kept_until: string | null;
    basis: string;
    proposed_by: StaffRef | null;
    proposed_at: string | null;
    decided_by: StaffRef | null;
    decided_at: string;
    journal_entry: number;
    owner_unit: UnitRef;
    finished: boolean; // false: gone from the tables, the files are being written anew
};
export type DisposalProof = Disposed & {
    proof: {
        rows: Record<string, number>;
        entries: { seq: number; digest: string }[];
        journal_entry: number;
        journal_hash: string;
    } | null;
};
export type DisposalRows = {
    due: DisposalCandidate;
    proposed: DisposalCandidate;
    held: DisposalCandidate;
    done: Disposed;
};
export type DisposalPage<L extends DisposalList> = List<DisposalRows[L]> & {
    counts: Record<DisposalList, number>;
};

export type ChangeEvent = {
    kind: string;
    id: string;
    action: string;
    version: number;
};
