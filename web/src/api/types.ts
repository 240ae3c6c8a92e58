// Every type that crosses the border to the server, in one place, so that the generated schema can replace it.
// Source: the API contract of issue 2. Spans are byte offsets of the UTF-8 text; only kit/text-span.ts converts them.

export type Words = { ja: string; en: string };
export type Span = { start: number; end: number };

export type UnitRef = { id: string; code: string; name: Words };
export type StaffRef = {
    id: string;
    name: string;
    rank: string;
    post: string;
    extension: string;
    unit: UnitRef;
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
    restriction: "none" | "named" | "security";
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
    staff: StaffRef;
    unit: UnitRef;
    station: UnitRef | null;
    roles: { id: string; name: Words }[];
    can: Record<string, boolean>;
    csrf_token: string;
    demo: boolean;
    version: string;
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
    | "list";
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
    values?: FieldValue[];
};
export type FormDescription = { name: string; label: Words; fields: FieldDescription[] };

export type Unit = RecordEnvelope & {
    code: string;
    name: Words;
    kind: "headquarters" | "department" | "division" | "section" | "station" | "station_section";
    parent: UnitRef | null;
    valid_from: string;
    valid_to: string | null;
    successor: UnitRef | null;
    phone: string;
    extension: string;
    confirmed: boolean;
};

export type ToldTime = { earliest: string | null; latest: string | null; wording: string };

// What a form may hold for one field; the server's description says which.
export type FieldContent = string | number | boolean | null | string[] | ToldTime;
export type ConsultationFields = Record<string, FieldContent | undefined>;

export type Urgency = "immediate" | "same_day" | "normal";
export type ConsultationStatus = "accepted" | "in_progress" | "closed";

export type ClockState = "overdue" | "today" | "later" | "done";
export type ClockMark = { due_at: string; state: ClockState; reason?: Words };

export type ConsultationSummary = {
    id: string;
    number: string;
    kind: string;
    channel: string;
    status: ConsultationStatus;
    subject: string;
    received_at: string;
    receiver: StaffRef | null;
    owner_unit: UnitRef;
    urgency: Urgency | null;
    needs_specialist: boolean | null;
    clock?: ClockMark | null;
    links_count: number;
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
    can: Record<string, boolean>;
} & { [field: string]: unknown };

export type DraftContent = {
    consultation: ConsultationFields;
    roles: RoleChoice[];
    decisions: Record<string, string | string[]>;
    answers: Record<string, string>;
    dismissed: string[];
};
export type Draft = { id: string; version: number; saved_at: string; content: DraftContent };
export type DraftSaved = { id: string; version: number; saved_at: string };
export type DraftSummary = {
    id: string;
    version: number;
    saved_at: string;
    kind: string;
    channel: string;
    subject: string;
    excerpt: string;
};

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
    observable: { type: string; value: string };
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
    table_version: string;
};
export type Danger = { text: Words; spans: Span[] };
export type Question = { code: string; text: Words; order: number };
export type Guidance = {
    code: string;
    title: Words;
    text: Words;
    contact?: { name: string; phone: string; hours: string; verified: string };
    reasons?: Reason[];
};
export type Related = { record: RecordRef; why: Words };
export type Assessment = {
    observables: RecognisedObservable[];
    hits: Hit[];
    proposals: Proposal[];
    dangers: Danger[];
    questions: Question[];
    guidance: Guidance[];
    duplicates: Related[];
    earlier: Related[];
};
export type AssessmentRequest = {
    text: string;
    kind: string;
    channel: string;
    answers?: Record<string, string>;
    caller_phone?: string;
    caller_name?: string;
    draft?: string;
};

export type NewConsultation = {
    consultation: ConsultationFields;
    roles: RoleChoice[];
    decisions: Record<string, string | string[]>;
    draft?: string;
};

export type Sighting = {
    id: string;
    version?: number;
    type: string;
    value: string;
    label: Words;
    spans: Span[];
    role: ObservableRole;
    unverified?: boolean;
    links: { count: number };
};
export type LinkReason = { type: string; value: string; by: "value" | "host"; sentence: Words };
export type RecordLink = {
    record: RecordRef | null;
    blind?: Elsewhere;
    feed?: { source: string; event: string; date: string };
    reasons: LinkReason[];
    strength: number;
};
export type Decision = {
    table: string;
    label: Words;
    choice: "one" | "many";
    proposed: { ranked: RankedChoice[]; table_version?: string; version?: string };
    decided: { code: string | string[]; by: StaffRef; at: string } | null;
    differs: boolean;
};

export type ReferralPurpose = "report" | "support" | "handover" | "handback";
export type ReferralState = "unapproved" | "flash" | "reported" | "received" | "answered" | "returned";
export type Referral = {
    id: string;
    version: number;
    purpose: ReferralPurpose;
    record: RecordRef;
    from: UnitRef;
    sent_by: StaffRef;
    sent_at: string;
    to: UnitRef;
    message: string;
    state: ReferralState;
    approved_by?: StaffRef | null;
    approved_at?: string | null;
    received_by?: { name: string; extension: string; staff?: StaffRef | null } | null;
    received_at?: string | null;
    answer?: string | null;
    late_reason?: string | null;
};
export type NewReferral = { purpose: ReferralPurpose; to: string[]; message: string; urgency?: "flash" };

export type InboxItem = {
    referral: Referral;
    consultation: ConsultationSummary;
    clock: { id: string; kind: string; due_at: string; state: ClockState; wording: Words };
    why: Words;
    strongest_link?: Words | null;
};

export type Clock = {
    id: string;
    version: number;
    kind: string;
    label: Words;
    record: RecordRef;
    owner: UnitRef;
    started_at: string;
    due_at: string;
    state: ClockState;
    late_reason?: string | null;
};

export type TimelineKind =
    "edit" | "decision" | "referral" | "receipt" | "handover" | "clock" | "guidance" | "read" | (string & {});
export type TimelineItem = {
    at: string;
    by: StaffRef | null;
    what: Words;
    kind: TimelineKind;
    details?: unknown;
};

export type Work = {
    drafts: number;
    mine: ConsultationSummary[];
    receipts_waiting: InboxItem[];
    overdue: ConsultationSummary[];
};

export type SearchResult = { record: RecordRef; snippet: string; highlights: Span[] };
export type SearchAnswer = { items: SearchResult[]; next_cursor?: string | null; elsewhere?: Elsewhere[] };
export type ObservableLookup = {
    observable: { type: string; value: string; label: Words } | null;
    hits: Hit[];
};

export type JournalEntry = {
    id: string;
    at: string;
    by: StaffRef | null;
    what: Words;
    record?: { kind: string; id: string; number?: string } | null;
};

export type ChangeEvent = {
    kind: "consultation" | "referral" | "clock" | "draft" | (string & {});
    id: string;
    version: number;
};
