-- Parties as told, keys by which they are found, and what people decided about them being one person or company.
CREATE TABLE party (
    seq {seq},
    id {id} NOT NULL UNIQUE,
    record_kind {text} NOT NULL,
    record_id {id} NOT NULL,
    role {text} NOT NULL,
    kind {text} NOT NULL,
    name {text} NOT NULL,
    kana {text} NOT NULL,
    address {text} NOT NULL,
    phones {text} NOT NULL,
    mails {text} NOT NULL,
    birth_date {text} NOT NULL,
    corporate_number {text} NOT NULL,
    UNIQUE (record_id, role)
);
CREATE TABLE party_key (
    key {int} NOT NULL,
    party {int} NOT NULL,
    record_id {id} NOT NULL,
    PRIMARY KEY (key, party)
);
CREATE INDEX party_key_by_record ON party_key (record_id);
-- The version of the keys that are stored or being stored, and up to which record; NULL: all of them.
CREATE TABLE party_state (
    "only" {int} PRIMARY KEY CHECK ("only" = 1),
    keys_version {int} NOT NULL,
    filled_to {int}
);
-- Who is one person follows from the judgements that stand; nothing else says so.
CREATE TABLE identity_decisions (
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
    verdict {text} NOT NULL DEFAULT 'same',
    record_a {id},
    party_a {id},
    record_b {id},
    party_b {id},
    reason {text} NOT NULL DEFAULT '',
    shown {text} NOT NULL DEFAULT '',
    told_a {text} NOT NULL DEFAULT '',
    told_b {text} NOT NULL DEFAULT '',
    withdrawn {bool} NOT NULL DEFAULT '0',
    withdrawn_reason {text} NOT NULL DEFAULT ''
);
CREATE INDEX identity_decisions_by_a ON identity_decisions (party_a);
CREATE INDEX identity_decisions_by_b ON identity_decisions (party_b);
CREATE INDEX identity_decisions_by_record_a ON identity_decisions (record_a);
CREATE INDEX identity_decisions_by_record_b ON identity_decisions (record_b);
