CREATE TABLE accepted_draft (
    draft BLOB NOT NULL,
    staff BLOB NOT NULL REFERENCES staff(id),
    record_id BLOB NOT NULL,
    PRIMARY KEY (draft, staff)
);
CREATE TABLE access_log (
    node TEXT NOT NULL,
    seq INTEGER NOT NULL,
    at INTEGER NOT NULL,
    actor BLOB,
    unit BLOB,
    action TEXT NOT NULL,
    purpose TEXT NOT NULL,
    record_kind TEXT NOT NULL,
    record_id BLOB,
    detail TEXT NOT NULL,
    previous BLOB NOT NULL,
    hash BLOB NOT NULL,
    PRIMARY KEY (node, seq)
);
CREATE TABLE access_log_head (
    node TEXT PRIMARY KEY,
    seq INTEGER NOT NULL,
    hash BLOB NOT NULL
);
CREATE TABLE access_log_record (
    record_id BLOB NOT NULL,
    node TEXT NOT NULL,
    entry INTEGER NOT NULL,
    PRIMARY KEY (record_id, node, entry)
);
CREATE TABLE account (
    seq INTEGER PRIMARY KEY AUTOINCREMENT,
    id BLOB NOT NULL UNIQUE,
    name TEXT NOT NULL,
    folded_name TEXT NOT NULL UNIQUE,
    password_hash TEXT NOT NULL,
    staff BLOB NOT NULL REFERENCES staff(id),
    roles TEXT NOT NULL,
    disabled INTEGER NOT NULL,
    failed_attempts INTEGER NOT NULL,
    created_at INTEGER NOT NULL,
    changed_at INTEGER NOT NULL
, version INTEGER NOT NULL DEFAULT 1, one_time_until INTEGER);
CREATE TABLE assignments (
    seq INTEGER PRIMARY KEY AUTOINCREMENT,
    id BLOB NOT NULL UNIQUE,
    version INTEGER NOT NULL,
    created_at INTEGER NOT NULL,
    created_by BLOB,
    changed_at INTEGER NOT NULL,
    changed_by BLOB,
    owner_unit BLOB NOT NULL,
    origin_unit BLOB NOT NULL,
    restriction TEXT NOT NULL DEFAULT 'none',
    record_kind TEXT NOT NULL DEFAULT '',
    record_id BLOB,
    unit BLOB REFERENCES units(id),
    since INTEGER,
    until INTEGER,
    referral BLOB REFERENCES referrals(id)
, staff BLOB, merger BLOB, reason TEXT NOT NULL DEFAULT '', decided_by BLOB, decided_at INTEGER);
CREATE TABLE attachment_reading (
    attachment_id BLOB PRIMARY KEY,
    record_id BLOB NOT NULL,
    reading TEXT NOT NULL
);
CREATE TABLE attachments (
    seq INTEGER PRIMARY KEY AUTOINCREMENT,
    id BLOB NOT NULL UNIQUE,
    version INTEGER NOT NULL,
    created_at INTEGER NOT NULL,
    created_by BLOB,
    changed_at INTEGER NOT NULL,
    changed_by BLOB,
    owner_unit BLOB NOT NULL,
    origin_unit BLOB NOT NULL,
    restriction TEXT NOT NULL DEFAULT 'none',
    record_kind TEXT NOT NULL DEFAULT '',
    record_id BLOB,
    ordinal INTEGER NOT NULL DEFAULT 0,
    name TEXT NOT NULL DEFAULT '',
    media_type TEXT NOT NULL DEFAULT '',
    size INTEGER NOT NULL DEFAULT 0,
    sha256 TEXT NOT NULL DEFAULT '' REFERENCES files(sha256),
    origin TEXT NOT NULL DEFAULT 'upload',
    origin_detail TEXT NOT NULL DEFAULT '',
    restricted INTEGER NOT NULL DEFAULT '0',
    restricted_reason TEXT NOT NULL DEFAULT '',
    removed_at INTEGER,
    removed_by BLOB REFERENCES staff(id),
    removed_reason TEXT NOT NULL DEFAULT ''
);
CREATE TABLE checkpoint (
    seq INTEGER PRIMARY KEY,
    instance BLOB NOT NULL,
    node TEXT NOT NULL,
    at INTEGER NOT NULL,
    journal_seq INTEGER NOT NULL,
    journal_hash BLOB NOT NULL,
    access_heads TEXT NOT NULL,
    signing_key TEXT NOT NULL,
    previous BLOB NOT NULL,
    hash BLOB NOT NULL,
    signature BLOB
);
CREATE TABLE clocks (
    seq INTEGER PRIMARY KEY AUTOINCREMENT,
    id BLOB NOT NULL UNIQUE,
    version INTEGER NOT NULL,
    created_at INTEGER NOT NULL,
    created_by BLOB,
    changed_at INTEGER NOT NULL,
    changed_by BLOB,
    owner_unit BLOB NOT NULL,
    origin_unit BLOB NOT NULL,
    restriction TEXT NOT NULL DEFAULT 'none',
    duty TEXT NOT NULL DEFAULT '',
    label_ja TEXT NOT NULL DEFAULT '',
    label_en TEXT NOT NULL DEFAULT '',
    basis TEXT NOT NULL DEFAULT '',
    record_kind TEXT NOT NULL DEFAULT '',
    record_id BLOB,
    started_at INTEGER,
    due_at INTEGER,
    due_wording TEXT NOT NULL DEFAULT '',
    reason_when_late INTEGER NOT NULL DEFAULT '0',
    state TEXT NOT NULL DEFAULT 'open',
    reminders_sent INTEGER NOT NULL DEFAULT 0,
    next_reminder_at INTEGER,
    escalated_to TEXT NOT NULL DEFAULT '',
    closed_at INTEGER,
    closed_by BLOB REFERENCES staff(id),
    late_reason TEXT NOT NULL DEFAULT '',
    waiver_reason TEXT NOT NULL DEFAULT ''
);
CREATE TABLE consultations (
    seq INTEGER PRIMARY KEY AUTOINCREMENT,
    id BLOB NOT NULL UNIQUE,
    version INTEGER NOT NULL,
    created_at INTEGER NOT NULL,
    created_by BLOB,
    changed_at INTEGER NOT NULL,
    changed_by BLOB,
    owner_unit BLOB NOT NULL,
    origin_unit BLOB NOT NULL,
    restriction TEXT NOT NULL DEFAULT 'none',
    number TEXT NOT NULL DEFAULT '',
    kind TEXT NOT NULL DEFAULT 'consultation',
    channel TEXT NOT NULL DEFAULT 'phone',
    status TEXT NOT NULL DEFAULT 'accepted',
    received_at INTEGER,
    receiver BLOB REFERENCES staff(id),
    caller_name TEXT NOT NULL DEFAULT '',
    caller_kana TEXT NOT NULL DEFAULT '',
    caller_address TEXT NOT NULL DEFAULT '',
    caller_phone TEXT NOT NULL DEFAULT '',
    caller_email TEXT NOT NULL DEFAULT '',
    caller_occupation TEXT NOT NULL DEFAULT '',
    caller_birth_date TEXT,
    caller_relation TEXT NOT NULL DEFAULT '',
    caller_anonymous INTEGER NOT NULL DEFAULT '0',
    wishes TEXT NOT NULL DEFAULT '[]',
    punish_will TEXT NOT NULL DEFAULT 'undecided',
    report_will TEXT NOT NULL DEFAULT 'undecided',
    subject TEXT NOT NULL DEFAULT '',
    narrative TEXT NOT NULL DEFAULT '',
    victim_type TEXT NOT NULL DEFAULT 'none',
    victim_name TEXT NOT NULL DEFAULT '',
    victim_industry TEXT NOT NULL DEFAULT '',
    victim_size TEXT NOT NULL DEFAULT '',
    victim_contact TEXT NOT NULL DEFAULT '',
    occurred_earliest INTEGER,
    occurred_latest INTEGER,
    occurred_wording TEXT,
    noticed_earliest INTEGER,
    noticed_latest INTEGER,
    noticed_wording TEXT,
    place TEXT NOT NULL DEFAULT '',
    amount INTEGER,
    amount_currency TEXT,
    evidence_state TEXT NOT NULL DEFAULT '',
    action_taken TEXT NOT NULL DEFAULT '',
    handling TEXT NOT NULL DEFAULT '[]',
    command_by TEXT NOT NULL DEFAULT '',
    command_at INTEGER,
    command_text TEXT NOT NULL DEFAULT '',
    result TEXT NOT NULL DEFAULT '',
    closed_at INTEGER,
    retention_until TEXT,
    stat_category TEXT NOT NULL DEFAULT '',
    internal_type TEXT NOT NULL DEFAULT '',
    is_cyber_crime TEXT NOT NULL DEFAULT 'undecided',
    is_cyber_event TEXT NOT NULL DEFAULT 'undecided',
    serious_suspected INTEGER NOT NULL DEFAULT '0',
    offence_class TEXT NOT NULL DEFAULT '',
    offences TEXT NOT NULL DEFAULT '[]',
    urgency TEXT NOT NULL DEFAULT 'normal',
    needs_specialist INTEGER,
    responsible_section TEXT NOT NULL DEFAULT '',
    source TEXT NOT NULL DEFAULT '',
    source_id TEXT NOT NULL DEFAULT ''
, interview TEXT NOT NULL DEFAULT '[]');
CREATE TABLE coordinator_marks (
    seq INTEGER PRIMARY KEY AUTOINCREMENT,
    id BLOB NOT NULL UNIQUE,
    version INTEGER NOT NULL,
    created_at INTEGER NOT NULL,
    created_by BLOB,
    changed_at INTEGER NOT NULL,
    changed_by BLOB,
    owner_unit BLOB,
    origin_unit BLOB,
    restriction TEXT NOT NULL DEFAULT 'none',
    station BLOB NOT NULL REFERENCES units(id),
    unit BLOB NOT NULL REFERENCES units(id),
    valid_from TEXT NOT NULL,
    reason TEXT NOT NULL DEFAULT '',
    withdrawn INTEGER NOT NULL DEFAULT '0'
);
CREATE TABLE decisions (
    seq INTEGER PRIMARY KEY AUTOINCREMENT,
    id BLOB NOT NULL UNIQUE,
    version INTEGER NOT NULL,
    created_at INTEGER NOT NULL,
    created_by BLOB,
    changed_at INTEGER NOT NULL,
    changed_by BLOB,
    owner_unit BLOB NOT NULL,
    origin_unit BLOB NOT NULL,
    restriction TEXT NOT NULL DEFAULT 'none',
    record_kind TEXT NOT NULL DEFAULT '',
    record_id BLOB,
    table_name TEXT NOT NULL DEFAULT '',
    table_version TEXT NOT NULL DEFAULT '',
    proposed TEXT NOT NULL DEFAULT '',
    decided TEXT NOT NULL DEFAULT '[]',
    differs INTEGER NOT NULL DEFAULT '0',
    decided_by BLOB REFERENCES staff(id),
    decided_at INTEGER
, takes_back BLOB, taken_back_by BLOB, taken_back_at INTEGER, taken_back_reason TEXT NOT NULL DEFAULT '');
CREATE TABLE disposal_unfinished (
    disposal BLOB PRIMARY KEY,
    in_ledgers INTEGER NOT NULL
);
CREATE TABLE disposals (
    seq INTEGER PRIMARY KEY AUTOINCREMENT,
    id BLOB NOT NULL UNIQUE,
    version INTEGER NOT NULL,
    created_at INTEGER NOT NULL,
    created_by BLOB,
    changed_at INTEGER NOT NULL,
    changed_by BLOB,
    owner_unit BLOB NOT NULL,
    origin_unit BLOB NOT NULL,
    restriction TEXT NOT NULL DEFAULT 'none',
    record_kind TEXT NOT NULL DEFAULT '',
    record_id BLOB,
    number TEXT NOT NULL DEFAULT '',
    state TEXT NOT NULL DEFAULT 'proposed',
    kept_until TEXT,
    basis TEXT NOT NULL DEFAULT '',
    proposed_by BLOB REFERENCES staff(id),
    proposed_at INTEGER,
    decided_by BLOB REFERENCES staff(id),
    decided_at INTEGER,
    reason TEXT NOT NULL DEFAULT '',
    journal_entry INTEGER NOT NULL DEFAULT 0
);
CREATE TABLE disposed_statistic (
    seq INTEGER PRIMARY KEY AUTOINCREMENT,
    id BLOB NOT NULL UNIQUE,
    created_by BLOB,
    owner_unit BLOB NOT NULL,
    origin_unit BLOB NOT NULL,
    restriction TEXT NOT NULL,
    record_kind TEXT NOT NULL,
    year INTEGER NOT NULL,
    kind TEXT NOT NULL,
    stat_category TEXT NOT NULL,
    internal_type TEXT NOT NULL,
    offence_class TEXT NOT NULL,
    codes TEXT NOT NULL,
    disposed_at INTEGER NOT NULL
);
CREATE TABLE drafts (
    seq INTEGER PRIMARY KEY AUTOINCREMENT,
    id BLOB NOT NULL UNIQUE,
    version INTEGER NOT NULL,
    created_at INTEGER NOT NULL,
    created_by BLOB,
    changed_at INTEGER NOT NULL,
    changed_by BLOB,
    owner_unit BLOB NOT NULL,
    origin_unit BLOB NOT NULL,
    restriction TEXT NOT NULL DEFAULT 'none',
    content TEXT NOT NULL DEFAULT '',
    subject TEXT NOT NULL DEFAULT '',
    excerpt TEXT NOT NULL DEFAULT ''
, record_id BLOB, record_version INTEGER NOT NULL DEFAULT 0, device TEXT NOT NULL DEFAULT '');
CREATE TABLE feed_event (
    seq INTEGER PRIMARY KEY AUTOINCREMENT,
    id BLOB NOT NULL UNIQUE,
    source TEXT NOT NULL,
    external_id TEXT NOT NULL,
    name TEXT NOT NULL,
    date TEXT NOT NULL,
    organisation TEXT NOT NULL,
    digest BLOB NOT NULL,
    UNIQUE (source, external_id)
);
CREATE TABLE feed_item (
    seq INTEGER PRIMARY KEY AUTOINCREMENT,
    event INTEGER NOT NULL REFERENCES feed_event (seq),
    observable INTEGER NOT NULL REFERENCES observable (seq),
    derived INTEGER NOT NULL,
    comment TEXT NOT NULL,
    at INTEGER
);
CREATE TABLE file_removal (
    sha256 TEXT PRIMARY KEY
);
CREATE TABLE file_use (
    sha256 TEXT NOT NULL REFERENCES files(sha256),
    record_id BLOB NOT NULL,
    PRIMARY KEY (sha256, record_id)
);
CREATE TABLE files (
    sha256 TEXT PRIMARY KEY,
    size INTEGER NOT NULL,
    media_type TEXT NOT NULL,
    stored_at INTEGER NOT NULL
);
CREATE TABLE follower_position (
    name TEXT PRIMARY KEY,
    seq INTEGER NOT NULL,
    leased_by TEXT,
    leased_until INTEGER
);
CREATE TABLE guidance_sheet (
    seq INTEGER PRIMARY KEY AUTOINCREMENT,
    id BLOB NOT NULL UNIQUE,
    record_id BLOB NOT NULL,
    handed_at INTEGER NOT NULL,
    handed_by BLOB NOT NULL,
    unit BLOB NOT NULL,
    means TEXT NOT NULL,
    content TEXT NOT NULL,
    digest BLOB NOT NULL
);
CREATE TABLE idempotency_key (
    account BLOB NOT NULL,
    key TEXT NOT NULL,
    operation TEXT NOT NULL,
    request_digest BLOB NOT NULL,
    record_id BLOB NOT NULL,
    at INTEGER NOT NULL,
    PRIMARY KEY (account, key)
);
CREATE TABLE identity_decisions (
    seq INTEGER PRIMARY KEY AUTOINCREMENT,
    id BLOB NOT NULL UNIQUE,
    version INTEGER NOT NULL,
    created_at INTEGER NOT NULL,
    created_by BLOB,
    changed_at INTEGER NOT NULL,
    changed_by BLOB,
    owner_unit BLOB NOT NULL,
    origin_unit BLOB NOT NULL,
    restriction TEXT NOT NULL DEFAULT 'none',
    verdict TEXT NOT NULL DEFAULT 'same',
    record_a BLOB,
    party_a BLOB,
    record_b BLOB,
    party_b BLOB,
    reason TEXT NOT NULL DEFAULT '',
    shown TEXT NOT NULL DEFAULT '',
    told_a TEXT NOT NULL DEFAULT '',
    told_b TEXT NOT NULL DEFAULT '',
    withdrawn INTEGER NOT NULL DEFAULT '0',
    withdrawn_reason TEXT NOT NULL DEFAULT ''
);
CREATE TABLE instance (
    "only" INTEGER PRIMARY KEY CHECK ("only" = 1),
    id BLOB NOT NULL,
    created_at INTEGER NOT NULL,
    demo INTEGER NOT NULL
);
CREATE TABLE journal (
    seq INTEGER PRIMARY KEY,
    at INTEGER NOT NULL,
    actor BLOB,
    unit BLOB,
    action TEXT NOT NULL,
    record_kind TEXT NOT NULL,
    record_id BLOB,
    record_version INTEGER NOT NULL,
    content_digest BLOB NOT NULL,
    previous BLOB NOT NULL,
    hash BLOB NOT NULL
);
CREATE TABLE journal_content (
    entry INTEGER PRIMARY KEY REFERENCES journal (seq),
    salt BLOB NOT NULL,
    content TEXT NOT NULL
);
CREATE TABLE journal_head (
    "only" INTEGER PRIMARY KEY CHECK ("only" = 1),
    seq INTEGER NOT NULL,
    hash BLOB NOT NULL
);
CREATE TABLE live_notice (
    seq INTEGER PRIMARY KEY AUTOINCREMENT,
    at INTEGER NOT NULL,
    record_kind TEXT NOT NULL,
    record_id BLOB NOT NULL,
    action TEXT NOT NULL
);
CREATE TABLE look_up_seen (
    draft BLOB NOT NULL,
    observable INTEGER NOT NULL,
    PRIMARY KEY (draft, observable)
);
CREATE TABLE look_up_shown (
    draft BLOB NOT NULL,
    record_id BLOB NOT NULL,
    PRIMARY KEY (draft, record_id)
);
CREATE TABLE mergers (
    seq INTEGER PRIMARY KEY AUTOINCREMENT,
    id BLOB NOT NULL UNIQUE,
    version INTEGER NOT NULL,
    created_at INTEGER NOT NULL,
    created_by BLOB,
    changed_at INTEGER NOT NULL,
    changed_by BLOB,
    owner_unit BLOB,
    origin_unit BLOB,
    restriction TEXT NOT NULL DEFAULT 'none',
    valid_from TEXT NOT NULL,
    unit BLOB NOT NULL REFERENCES units(id),
    sources TEXT NOT NULL DEFAULT '[]',
    state TEXT NOT NULL,
    reason TEXT NOT NULL DEFAULT '',
    settled_at INTEGER
, moved INTEGER NOT NULL DEFAULT 0, taken_back_reason TEXT NOT NULL DEFAULT '', given_back INTEGER NOT NULL DEFAULT 0);
CREATE TABLE need_to_know (
    seq INTEGER PRIMARY KEY AUTOINCREMENT,
    id BLOB NOT NULL UNIQUE,
    record_id BLOB NOT NULL,
    staff BLOB NOT NULL REFERENCES staff(id),
    granted_by BLOB,
    granted_at INTEGER NOT NULL,
    UNIQUE (record_id, staff)
);
CREATE TABLE number_counter (
    series TEXT NOT NULL,
    unit BLOB NOT NULL,
    period INTEGER NOT NULL,
    last INTEGER NOT NULL,
    PRIMARY KEY (series, unit, period)
);
CREATE TABLE observable (
    seq INTEGER PRIMARY KEY AUTOINCREMENT,
    id BLOB NOT NULL UNIQUE,
    type TEXT NOT NULL,
    value TEXT NOT NULL,
    UNIQUE (type, value)
);
CREATE TABLE party (
    seq INTEGER PRIMARY KEY AUTOINCREMENT,
    id BLOB NOT NULL UNIQUE,
    record_kind TEXT NOT NULL,
    record_id BLOB NOT NULL,
    role TEXT NOT NULL,
    kind TEXT NOT NULL,
    name TEXT NOT NULL,
    kana TEXT NOT NULL,
    address TEXT NOT NULL,
    phones TEXT NOT NULL,
    mails TEXT NOT NULL,
    birth_date TEXT NOT NULL,
    corporate_number TEXT NOT NULL,
    UNIQUE (record_id, role)
);
CREATE TABLE party_key (
    key INTEGER NOT NULL,
    party INTEGER NOT NULL,
    record_id BLOB NOT NULL,
    PRIMARY KEY (key, party)
);
CREATE TABLE party_state (
    "only" INTEGER PRIMARY KEY CHECK ("only" = 1),
    keys_version INTEGER NOT NULL,
    filled_to INTEGER
);
CREATE TABLE postings (
    seq INTEGER PRIMARY KEY AUTOINCREMENT,
    id BLOB NOT NULL UNIQUE,
    version INTEGER NOT NULL,
    created_at INTEGER NOT NULL,
    created_by BLOB,
    changed_at INTEGER NOT NULL,
    changed_by BLOB,
    owner_unit BLOB,
    origin_unit BLOB,
    restriction TEXT NOT NULL DEFAULT 'none',
    staff BLOB NOT NULL REFERENCES staff(id),
    unit BLOB NOT NULL REFERENCES units(id),
    rank TEXT NOT NULL DEFAULT '',
    post TEXT NOT NULL DEFAULT '',
    extension TEXT,
    valid_from TEXT NOT NULL,
    withdrawn INTEGER NOT NULL DEFAULT '0'
);
CREATE TABLE posts (
    seq INTEGER PRIMARY KEY AUTOINCREMENT,
    id BLOB NOT NULL UNIQUE,
    version INTEGER NOT NULL,
    created_at INTEGER NOT NULL,
    created_by BLOB,
    changed_at INTEGER NOT NULL,
    changed_by BLOB,
    owner_unit BLOB,
    origin_unit BLOB,
    restriction TEXT NOT NULL DEFAULT 'none',
    code TEXT NOT NULL UNIQUE,
    kind TEXT NOT NULL,
    name TEXT NOT NULL,
    name_en TEXT NOT NULL DEFAULT '',
    position INTEGER NOT NULL DEFAULT 0,
    valid_to TEXT
);
CREATE TABLE presence (
    record_id BLOB NOT NULL,
    staff BLOB NOT NULL,
    tab TEXT NOT NULL,
    field TEXT NOT NULL DEFAULT '',
    since INTEGER NOT NULL,
    seen_at INTEGER NOT NULL,
    PRIMARY KEY (record_id, staff, tab)
);
CREATE TABLE referrals (
    seq INTEGER PRIMARY KEY AUTOINCREMENT,
    id BLOB NOT NULL UNIQUE,
    version INTEGER NOT NULL,
    created_at INTEGER NOT NULL,
    created_by BLOB,
    changed_at INTEGER NOT NULL,
    changed_by BLOB,
    owner_unit BLOB NOT NULL,
    origin_unit BLOB NOT NULL,
    restriction TEXT NOT NULL DEFAULT 'none',
    purpose TEXT NOT NULL DEFAULT 'report',
    record_kind TEXT NOT NULL DEFAULT '',
    record_id BLOB,
    from_unit BLOB REFERENCES units(id),
    to_unit BLOB REFERENCES units(id),
    sent_by BLOB REFERENCES staff(id),
    sent_at INTEGER,
    message TEXT NOT NULL DEFAULT '',
    state TEXT NOT NULL DEFAULT 'unapproved',
    approved_by BLOB REFERENCES staff(id),
    approved_at INTEGER,
    received_name TEXT NOT NULL DEFAULT '',
    received_extension TEXT NOT NULL DEFAULT '',
    received_by BLOB REFERENCES staff(id),
    received_at INTEGER,
    answer TEXT NOT NULL DEFAULT '',
    answered_at INTEGER,
    late_reason TEXT NOT NULL DEFAULT ''
, withdrawn_by BLOB, withdrawn_at INTEGER, withdrawal_reason TEXT NOT NULL DEFAULT '');
CREATE TABLE retention_hold (
    record_id BLOB PRIMARY KEY,
    record_kind TEXT NOT NULL,
    reason TEXT NOT NULL,
    placed_by BLOB,
    placed_at INTEGER NOT NULL
);
CREATE TABLE rule_version (
    seq INTEGER PRIMARY KEY AUTOINCREMENT,
    id BLOB NOT NULL UNIQUE,
    area TEXT NOT NULL,
    digest BLOB NOT NULL,
    files TEXT NOT NULL,
    loaded_at INTEGER NOT NULL,
    loaded_by BLOB
, origin TEXT NOT NULL DEFAULT 'shipped', proposal_id BLOB);
CREATE TABLE rule_version_change (
    version INTEGER NOT NULL,
    file TEXT NOT NULL,
    PRIMARY KEY (version, file)
);
CREATE TABLE saved_view (
    staff BLOB NOT NULL,
    screen TEXT NOT NULL,
    name TEXT NOT NULL,
    query TEXT NOT NULL,
    saved_at INTEGER NOT NULL,
    PRIMARY KEY (staff, screen, name)
);
CREATE TABLE schema_version (number INTEGER PRIMARY KEY, name TEXT NOT NULL, at TEXT NOT NULL DEFAULT CURRENT_TIMESTAMP);
CREATE TABLE sealed_text (
    record_id BLOB NOT NULL,
    field TEXT NOT NULL,
    nonce BLOB NOT NULL,
    sealed BLOB NOT NULL,
    PRIMARY KEY (record_id, field)
);
CREATE TABLE search_document (
    seq INTEGER PRIMARY KEY AUTOINCREMENT,
    record_kind TEXT NOT NULL,
    record_id BLOB NOT NULL UNIQUE,
    body TEXT NOT NULL
);
CREATE VIRTUAL TABLE search_index USING fts5(body, content='search_document', content_rowid='seq', tokenize='renkei_bigram', prefix='1');
CREATE TABLE search_state (
    "only" INTEGER PRIMARY KEY CHECK ("only" = 1),
    tokenizer INTEGER NOT NULL
);
CREATE TABLE separations (
    seq INTEGER PRIMARY KEY AUTOINCREMENT,
    id BLOB NOT NULL UNIQUE,
    version INTEGER NOT NULL,
    created_at INTEGER NOT NULL,
    created_by BLOB,
    changed_at INTEGER NOT NULL,
    changed_by BLOB,
    owner_unit BLOB NOT NULL,
    origin_unit BLOB NOT NULL,
    restriction TEXT NOT NULL DEFAULT 'none',
    record_a BLOB,
    record_b BLOB,
    reason TEXT NOT NULL DEFAULT '',
    withdrawn INTEGER NOT NULL DEFAULT '0'
);
CREATE TABLE session (
    seq INTEGER PRIMARY KEY AUTOINCREMENT,
    id BLOB NOT NULL UNIQUE,
    account BLOB NOT NULL REFERENCES account(id),
    created_at INTEGER NOT NULL,
    last_seen_at INTEGER NOT NULL,
    expires_at INTEGER NOT NULL
);
CREATE TABLE sighting (
    seq INTEGER PRIMARY KEY AUTOINCREMENT,
    id BLOB NOT NULL UNIQUE,
    observable INTEGER NOT NULL REFERENCES observable (seq),
    record_kind TEXT NOT NULL,
    record_id BLOB NOT NULL,
    field TEXT NOT NULL,
    as_written TEXT NOT NULL,
    span_start INTEGER NOT NULL,
    span_end INTEGER NOT NULL,
    role TEXT NOT NULL,
    role_by BLOB,
    derived INTEGER NOT NULL,
    unverified INTEGER NOT NULL,
    at INTEGER NOT NULL
);
CREATE TABLE staff (
    seq INTEGER PRIMARY KEY AUTOINCREMENT,
    id BLOB NOT NULL UNIQUE,
    version INTEGER NOT NULL,
    created_at INTEGER NOT NULL,
    created_by BLOB,
    changed_at INTEGER NOT NULL,
    changed_by BLOB,
    owner_unit BLOB,
    origin_unit BLOB,
    restriction TEXT NOT NULL DEFAULT 'none',
    name TEXT NOT NULL,
    kana TEXT,
    rank TEXT NOT NULL,
    post TEXT NOT NULL,
    extension TEXT,
    unit BLOB REFERENCES units(id),
    employee_number TEXT,
    valid_from TEXT NOT NULL,
    valid_to TEXT
);
CREATE TABLE staff_hand_overs (
    seq INTEGER PRIMARY KEY AUTOINCREMENT,
    id BLOB NOT NULL UNIQUE,
    version INTEGER NOT NULL,
    created_at INTEGER NOT NULL,
    created_by BLOB,
    changed_at INTEGER NOT NULL,
    changed_by BLOB,
    owner_unit BLOB,
    origin_unit BLOB,
    restriction TEXT NOT NULL DEFAULT 'none',
    staff BLOB NOT NULL REFERENCES staff(id),
    successor BLOB NOT NULL REFERENCES staff(id),
    valid_from TEXT NOT NULL,
    withdrawn INTEGER NOT NULL DEFAULT '0',
    settled_at INTEGER
);
CREATE TABLE table_proposal (
    seq INTEGER PRIMARY KEY AUTOINCREMENT,
    id BLOB NOT NULL UNIQUE,
    version INTEGER NOT NULL,
    kind TEXT NOT NULL,
    state TEXT NOT NULL,
    reason TEXT NOT NULL,
    base_version INTEGER NOT NULL,
    seed_from INTEGER,
    made_by BLOB REFERENCES staff(id),
    made_at INTEGER NOT NULL,
    changed_at INTEGER NOT NULL,
    proposed_at INTEGER,
    decided_by BLOB REFERENCES staff(id),
    decided_at INTEGER,
    decision TEXT NOT NULL DEFAULT '',
    in_force_from INTEGER,
    made_version INTEGER,
    fault TEXT NOT NULL DEFAULT ''
);
CREATE TABLE table_proposal_file (
    proposal_id BLOB NOT NULL,
    file TEXT NOT NULL,
    base TEXT,
    text TEXT,
    shipped TEXT,
    is_conflict INTEGER NOT NULL DEFAULT '0',
    PRIMARY KEY (proposal_id, file)
);
CREATE TABLE units (
    seq INTEGER PRIMARY KEY AUTOINCREMENT,
    id BLOB NOT NULL UNIQUE,
    version INTEGER NOT NULL,
    created_at INTEGER NOT NULL,
    created_by BLOB,
    changed_at INTEGER NOT NULL,
    changed_by BLOB,
    owner_unit BLOB,
    origin_unit BLOB,
    restriction TEXT NOT NULL DEFAULT 'none',
    code TEXT NOT NULL UNIQUE,
    name TEXT NOT NULL,
    name_en TEXT NOT NULL,
    kana TEXT NOT NULL,
    kind TEXT NOT NULL,
    parent BLOB REFERENCES units(id),
    station BLOB REFERENCES units(id),
    valid_from TEXT NOT NULL,
    valid_to TEXT,
    successor BLOB REFERENCES units(id),
    phone TEXT,
    extension TEXT,
    symbol TEXT NOT NULL,
    document_symbol TEXT NOT NULL,
    section_key TEXT NOT NULL,
    coordinator INTEGER NOT NULL,
    duties TEXT NOT NULL,
    confirmed INTEGER NOT NULL,
    source TEXT NOT NULL,
    note TEXT NOT NULL
);
CREATE TABLE uploads (
    id BLOB PRIMARY KEY,
    owner BLOB NOT NULL,
    name TEXT NOT NULL,
    size INTEGER NOT NULL,
    received INTEGER NOT NULL,
    sha256 TEXT,
    created_at INTEGER NOT NULL,
    expires_at INTEGER NOT NULL
);
CREATE TABLE warning_list (
    seq INTEGER PRIMARY KEY AUTOINCREMENT,
    id BLOB NOT NULL UNIQUE,
    name TEXT NOT NULL UNIQUE,
    version TEXT NOT NULL,
    digest BLOB NOT NULL,
    content TEXT NOT NULL,
    imported_at INTEGER NOT NULL
);
CREATE INDEX accepted_draft_by_record ON accepted_draft (record_id);
CREATE INDEX access_log_by_actor ON access_log (actor, at);
CREATE INDEX access_log_by_time ON access_log (at);
CREATE INDEX access_log_by_unit ON access_log (unit, at);
CREATE INDEX access_log_record_by_entry ON access_log_record (node, entry);
CREATE INDEX account_by_staff ON account (staff);
CREATE INDEX assignments_by_record ON assignments (record_id);
CREATE INDEX assignments_by_staff ON assignments (staff) WHERE staff IS NOT NULL;
CREATE UNIQUE INDEX assignments_one_lead ON assignments (record_id) WHERE until IS NULL;
CREATE INDEX attachment_reading_of_record ON attachment_reading (record_id);
CREATE INDEX attachments_by_file ON attachments (sha256);
CREATE UNIQUE INDEX attachments_of_record ON attachments (record_id, ordinal);
CREATE INDEX clocks_by_record ON clocks (record_id, state, due_at);
CREATE INDEX clocks_open ON clocks (state, owner_unit, due_at);
CREATE INDEX clocks_to_remind ON clocks (state, next_reminder_at);
CREATE INDEX consultations_by_caller_name ON consultations (caller_name) WHERE caller_name <> '';
CREATE INDEX consultations_by_closing ON consultations (closed_at) WHERE closed_at IS NOT NULL;
CREATE UNIQUE INDEX consultations_by_number ON consultations (number);
CREATE INDEX consultations_by_origin ON consultations (origin_unit);
CREATE INDEX consultations_by_owner ON consultations (owner_unit, received_at);
CREATE INDEX consultations_by_phone ON consultations (caller_phone) WHERE caller_phone <> '';
CREATE INDEX consultations_by_received ON consultations (received_at);
CREATE INDEX consultations_by_receiver ON consultations (receiver);
CREATE UNIQUE INDEX consultations_by_source ON consultations (source, source_id) WHERE source_id <> '';
CREATE INDEX consultations_counted ON consultations (received_at, owner_unit, origin_unit, created_by, id, restriction, kind, urgency, internal_type);
CREATE INDEX consultations_open ON consultations (owner_unit, receiver) WHERE status <> 'closed';
CREATE INDEX consultations_open_counted ON consultations (received_at, owner_unit, origin_unit, created_by, id, restriction, kind, urgency, receiver) WHERE status <> 'closed';
CREATE INDEX coordinator_marks_by_station ON coordinator_marks (station, valid_from);
CREATE INDEX decisions_by_record ON decisions (record_id, table_name);
CREATE INDEX disposals_by_state ON disposals (state, owner_unit);
CREATE UNIQUE INDEX disposals_one_open ON disposals (record_id) WHERE state <> 'returned';
CREATE INDEX disposed_statistic_by_year ON disposed_statistic (year, owner_unit);
CREATE INDEX drafts_by_author ON drafts (created_by);
CREATE INDEX drafts_by_record ON drafts (record_id) WHERE record_id IS NOT NULL;
CREATE UNIQUE INDEX drafts_of_record ON drafts (created_by, record_id) WHERE record_id IS NOT NULL;
CREATE INDEX feed_item_by_event ON feed_item (event);
CREATE INDEX feed_item_by_observable ON feed_item (observable);
CREATE INDEX file_use_by_record ON file_use (record_id);
CREATE INDEX guidance_sheet_by_record ON guidance_sheet (record_id, seq);
CREATE INDEX identity_decisions_by_a ON identity_decisions (party_a);
CREATE INDEX identity_decisions_by_b ON identity_decisions (party_b);
CREATE INDEX identity_decisions_by_record_a ON identity_decisions (record_a);
CREATE INDEX identity_decisions_by_record_b ON identity_decisions (record_b);
CREATE INDEX journal_by_actor ON journal (actor, at);
CREATE INDEX journal_by_record ON journal (record_id, seq);
CREATE INDEX journal_by_time ON journal (at);
CREATE INDEX mergers_by_state ON mergers (state);
CREATE INDEX need_to_know_by_staff ON need_to_know (staff);
CREATE INDEX party_key_by_record ON party_key (record_id);
CREATE INDEX postings_by_staff ON postings (staff, valid_from);
CREATE INDEX postings_by_unit ON postings (unit);
CREATE INDEX presence_by_time ON presence (seen_at);
CREATE INDEX referrals_by_receiver ON referrals (to_unit, state);
CREATE INDEX referrals_by_record ON referrals (record_id);
CREATE INDEX referrals_not_approved ON referrals (record_id) WHERE approved_at IS NULL;
CREATE INDEX referrals_not_received ON referrals (record_id) WHERE received_at IS NULL;
CREATE INDEX rule_version_by_area ON rule_version (area, seq);
CREATE INDEX rule_version_change_by_file ON rule_version_change (file, version);
CREATE INDEX search_document_records ON search_document (seq, record_id);
CREATE INDEX separations_by_b ON separations (record_b);
CREATE UNIQUE INDEX separations_pair ON separations (record_a, record_b);
CREATE INDEX session_by_account ON session (account);
CREATE INDEX session_by_expiry ON session (expires_at);
CREATE INDEX sighting_by_observable ON sighting (observable);
CREATE INDEX sighting_by_record ON sighting (record_id);
CREATE UNIQUE INDEX staff_by_employee_number ON staff (employee_number);
CREATE INDEX staff_by_name ON staff (name);
CREATE INDEX staff_by_unit ON staff (unit);
CREATE INDEX staff_hand_overs_open ON staff_hand_overs (valid_from) WHERE settled_at IS NULL;
CREATE INDEX table_proposal_by_state ON table_proposal (state, in_force_from);
CREATE INDEX units_by_parent ON units (parent);
CREATE INDEX units_by_station ON units (station);
CREATE INDEX units_by_successor ON units (successor);
CREATE INDEX uploads_by_expiry ON uploads (expires_at);
CREATE INDEX uploads_by_owner ON uploads (owner);
