-- The shared records around every module's own, observables and their sightings, and the intake record.
CREATE TABLE referrals (
    seq {seq},
    id {id} NOT NULL UNIQUE,
    version {int} NOT NULL,
    created_at {int} NOT NULL,
    created_by {id},
    changed_at {int} NOT NULL,
    changed_by {id},
    owner_unit {id} NOT NULL,
    origin_unit {id} NOT NULL,
    restriction {text} NOT NULL DEFAULT 'none',
    purpose {text} NOT NULL DEFAULT 'report',
    record_kind {text} NOT NULL DEFAULT '',
    record_id {id},
    from_unit {id} REFERENCES units(id),
    to_unit {id} REFERENCES units(id),
    sent_by {id} REFERENCES staff(id),
    sent_at {int},
    message {text} NOT NULL DEFAULT '',
    state {text} NOT NULL DEFAULT 'unapproved',
    approved_by {id} REFERENCES staff(id),
    approved_at {int},
    received_name {text} NOT NULL DEFAULT '',
    received_extension {text} NOT NULL DEFAULT '',
    received_by {id} REFERENCES staff(id),
    received_at {int},
    answer {text} NOT NULL DEFAULT '',
    answered_at {int},
    late_reason {text} NOT NULL DEFAULT ''
);
CREATE TABLE clocks (
    seq {seq},
    id {id} NOT NULL UNIQUE,
    version {int} NOT NULL,
    created_at {int} NOT NULL,
    created_by {id},
    changed_at {int} NOT NULL,
    changed_by {id},
    owner_unit {id} NOT NULL,
    origin_unit {id} NOT NULL,
    restriction {text} NOT NULL DEFAULT 'none',
    duty {text} NOT NULL DEFAULT '',
    label_ja {text} NOT NULL DEFAULT '',
    label_en {text} NOT NULL DEFAULT '',
    basis {text} NOT NULL DEFAULT '',
    record_kind {text} NOT NULL DEFAULT '',
    record_id {id},
    started_at {int},
    due_at {int},
    due_wording {text} NOT NULL DEFAULT '',
    reason_when_late {bool} NOT NULL DEFAULT '0',
    state {text} NOT NULL DEFAULT 'open',
    reminders_sent {int} NOT NULL DEFAULT 0,
    next_reminder_at {int},
    escalated_to {text} NOT NULL DEFAULT '',
    closed_at {int},
    closed_by {id} REFERENCES staff(id),
    late_reason {text} NOT NULL DEFAULT '',
    waiver_reason {text} NOT NULL DEFAULT ''
);
CREATE TABLE assignments (
    seq {seq},
    id {id} NOT NULL UNIQUE,
    version {int} NOT NULL,
    created_at {int} NOT NULL,
    created_by {id},
    changed_at {int} NOT NULL,
    changed_by {id},
    owner_unit {id} NOT NULL,
    origin_unit {id} NOT NULL,
    restriction {text} NOT NULL DEFAULT 'none',
    record_kind {text} NOT NULL DEFAULT '',
    record_id {id},
    unit {id} REFERENCES units(id),
    since {int},
    until {int},
    referral {id} REFERENCES referrals(id)
);
CREATE TABLE decisions (
    seq {seq},
    id {id} NOT NULL UNIQUE,
    version {int} NOT NULL,
    created_at {int} NOT NULL,
    created_by {id},
    changed_at {int} NOT NULL,
    changed_by {id},
    owner_unit {id} NOT NULL,
    origin_unit {id} NOT NULL,
    restriction {text} NOT NULL DEFAULT 'none',
    record_kind {text} NOT NULL DEFAULT '',
    record_id {id},
    table_name {text} NOT NULL DEFAULT '',
    table_version {text} NOT NULL DEFAULT '',
    proposed {text} NOT NULL DEFAULT '',
    decided {text} NOT NULL DEFAULT '[]',
    differs {bool} NOT NULL DEFAULT '0',
    decided_by {id} REFERENCES staff(id),
    decided_at {int}
);
CREATE TABLE separations (
    seq {seq},
    id {id} NOT NULL UNIQUE,
    version {int} NOT NULL,
    created_at {int} NOT NULL,
    created_by {id},
    changed_at {int} NOT NULL,
    changed_by {id},
    owner_unit {id} NOT NULL,
    origin_unit {id} NOT NULL,
    restriction {text} NOT NULL DEFAULT 'none',
    record_a {id},
    record_b {id},
    reason {text} NOT NULL DEFAULT '',
    withdrawn {bool} NOT NULL DEFAULT '0'
);
CREATE TABLE consultations (
    seq {seq},
    id {id} NOT NULL UNIQUE,
    version {int} NOT NULL,
    created_at {int} NOT NULL,
    created_by {id},
    changed_at {int} NOT NULL,
    changed_by {id},
    owner_unit {id} NOT NULL,
    origin_unit {id} NOT NULL,
    restriction {text} NOT NULL DEFAULT 'none',
    number {text} NOT NULL DEFAULT '',
    kind {text} NOT NULL DEFAULT 'consultation',
    channel {text} NOT NULL DEFAULT 'phone',
    status {text} NOT NULL DEFAULT 'accepted',
    received_at {int},
    receiver {id} REFERENCES staff(id),
    caller_name {text} NOT NULL DEFAULT '',
    caller_kana {text} NOT NULL DEFAULT '',
    caller_address {text} NOT NULL DEFAULT '',
    caller_phone {text} NOT NULL DEFAULT '',
    caller_email {text} NOT NULL DEFAULT '',
    caller_occupation {text} NOT NULL DEFAULT '',
    caller_birth_date {text},
    caller_relation {text} NOT NULL DEFAULT '',
    caller_anonymous {bool} NOT NULL DEFAULT '0',
    wishes {text} NOT NULL DEFAULT '[]',
    punish_will {text} NOT NULL DEFAULT 'undecided',
    report_will {text} NOT NULL DEFAULT 'undecided',
    subject {text} NOT NULL DEFAULT '',
    narrative {text} NOT NULL DEFAULT '',
    victim_type {text} NOT NULL DEFAULT 'none',
    victim_name {text} NOT NULL DEFAULT '',
    victim_industry {text} NOT NULL DEFAULT '',
    victim_size {text} NOT NULL DEFAULT '',
    victim_contact {text} NOT NULL DEFAULT '',
    occurred_earliest {int},
    occurred_latest {int},
    occurred_wording {text},
    noticed_earliest {int},
    noticed_latest {int},
    noticed_wording {text},
    place {text} NOT NULL DEFAULT '',
    amount {int},
    amount_currency {text},
    evidence_state {text} NOT NULL DEFAULT '',
    action_taken {text} NOT NULL DEFAULT '',
    handling {text} NOT NULL DEFAULT '[]',
    command_by {text} NOT NULL DEFAULT '',
    command_at {int},
    command_text {text} NOT NULL DEFAULT '',
    result {text} NOT NULL DEFAULT '',
    closed_at {int},
    retention_until {text},
    stat_category {text} NOT NULL DEFAULT '',
    internal_type {text} NOT NULL DEFAULT '',
    is_cyber_crime {text} NOT NULL DEFAULT 'undecided',
    is_cyber_event {text} NOT NULL DEFAULT 'undecided',
    serious_suspected {bool} NOT NULL DEFAULT '0',
    offence_class {text} NOT NULL DEFAULT '',
    offences {text} NOT NULL DEFAULT '[]',
    urgency {text} NOT NULL DEFAULT 'normal',
    needs_specialist {bool},
    responsible_section {text} NOT NULL DEFAULT '',
    source {text} NOT NULL DEFAULT '',
    source_id {text} NOT NULL DEFAULT ''
);
CREATE TABLE drafts (
    seq {seq},
    id {id} NOT NULL UNIQUE,
    version {int} NOT NULL,
    created_at {int} NOT NULL,
    created_by {id},
    changed_at {int} NOT NULL,
    changed_by {id},
    owner_unit {id} NOT NULL,
    origin_unit {id} NOT NULL,
    restriction {text} NOT NULL DEFAULT 'none',
    content {text} NOT NULL DEFAULT '',
    subject {text} NOT NULL DEFAULT '',
    excerpt {text} NOT NULL DEFAULT ''
);
CREATE INDEX referrals_by_record ON referrals (record_id);
CREATE INDEX referrals_by_receiver ON referrals (to_unit, state);
CREATE INDEX clocks_by_record ON clocks (record_id);
CREATE INDEX clocks_open ON clocks (state, owner_unit, due_at);
CREATE INDEX clocks_to_remind ON clocks (state, next_reminder_at);
CREATE INDEX assignments_by_record ON assignments (record_id);
-- One lead at any moment.
CREATE UNIQUE INDEX assignments_one_lead ON assignments (record_id) WHERE until IS NULL;
CREATE INDEX decisions_by_record ON decisions (record_id, table_name);
CREATE UNIQUE INDEX separations_pair ON separations (record_a, record_b);
CREATE INDEX separations_by_b ON separations (record_b);
CREATE UNIQUE INDEX consultations_by_number ON consultations (number);
CREATE UNIQUE INDEX consultations_by_source ON consultations (source, source_id) WHERE source_id <> '';
CREATE INDEX consultations_by_owner ON consultations (owner_unit, received_at);
CREATE INDEX consultations_by_origin ON consultations (origin_unit);
CREATE INDEX consultations_by_received ON consultations (received_at);
CREATE INDEX consultations_by_phone ON consultations (caller_phone) WHERE caller_phone <> '';
CREATE INDEX drafts_by_author ON drafts (created_by);
-- 受理番号: the last one given per unit and period; taken in the transaction that uses it.
CREATE TABLE number_counter (
    series {text} NOT NULL,
    unit {id} NOT NULL,
    period {int} NOT NULL,
    last {int} NOT NULL,
    PRIMARY KEY (series, unit, period)
);
-- A normalised value exists once in the whole system; a card number only as its HMAC and last four digits.
CREATE TABLE observable (
    seq {seq},
    id {id} NOT NULL UNIQUE,
    type {text} NOT NULL,
    value {text} NOT NULL,
    UNIQUE (type, value)
);
-- This observable stood in this record, written so, at this place, in this role. `derived`: the host of an address, not written by itself.
CREATE TABLE sighting (
    seq {seq},
    id {id} NOT NULL UNIQUE,
    observable {int} NOT NULL REFERENCES observable (seq),
    record_kind {text} NOT NULL,
    record_id {id} NOT NULL,
    field {text} NOT NULL,
    as_written {text} NOT NULL,
    span_start {int} NOT NULL,
    span_end {int} NOT NULL,
    role {text} NOT NULL,
    role_by {id},
    derived {bool} NOT NULL,
    unverified {bool} NOT NULL,
    at {int} NOT NULL
);
CREATE INDEX sighting_by_observable ON sighting (observable);
CREATE INDEX sighting_by_record ON sighting (record_id);
-- Public feeds: an event and its items. Not full-text indexed; one journal entry per batch.
CREATE TABLE feed_event (
    seq {seq},
    id {id} NOT NULL UNIQUE,
    source {text} NOT NULL,
    external_id {text} NOT NULL,
    name {text} NOT NULL,
    date {text} NOT NULL,
    organisation {text} NOT NULL,
    digest {blob} NOT NULL,
    UNIQUE (source, external_id)
);
CREATE TABLE feed_item (
    seq {seq},
    event {int} NOT NULL REFERENCES feed_event (seq),
    observable {int} NOT NULL REFERENCES observable (seq),
    derived {bool} NOT NULL,
    comment {text} NOT NULL,
    at {int}
);
CREATE INDEX feed_item_by_observable ON feed_item (observable);
CREATE INDEX feed_item_by_event ON feed_item (event);
-- Warning lists as they were imported; the matcher is built from the active ones.
CREATE TABLE warning_list (
    seq {seq},
    id {id} NOT NULL UNIQUE,
    name {text} NOT NULL UNIQUE,
    version {text} NOT NULL,
    digest {blob} NOT NULL,
    content {text} NOT NULL,
    imported_at {int} NOT NULL
);
-- Rules as data: every version that was ever active; the newest active one is used.
CREATE TABLE rule_version (
    seq {seq},
    id {id} NOT NULL UNIQUE,
    area {text} NOT NULL,
    digest {blob} NOT NULL,
    files {text} NOT NULL,
    loaded_at {int} NOT NULL,
    loaded_by {id}
);
CREATE INDEX rule_version_by_area ON rule_version (area, seq);
-- A blind hit or other look-up is recorded once per draft and observable.
CREATE TABLE look_up_seen (
    draft {id} NOT NULL,
    observable {int} NOT NULL,
    PRIMARY KEY (draft, observable)
);
-- The told text where it held a card number; everything else holds it masked.
CREATE TABLE sealed_text (
    record_id {id} NOT NULL,
    field {text} NOT NULL,
    nonce {blob} NOT NULL,
    sealed {blob} NOT NULL,
    PRIMARY KEY (record_id, field)
);
