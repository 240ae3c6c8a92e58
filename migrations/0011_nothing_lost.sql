-- A draft may be of changes to a record: bound to it and to the version that its officer began from; and says on which device it was typed.
ALTER TABLE drafts ADD COLUMN record_id {id};
ALTER TABLE drafts ADD COLUMN record_version {int} NOT NULL DEFAULT 0;
ALTER TABLE drafts ADD COLUMN device {text} NOT NULL DEFAULT '';
-- Two devices of one officer meet in one draft of a record.
CREATE UNIQUE INDEX drafts_of_record ON drafts (created_by, record_id) WHERE record_id IS NOT NULL;
CREATE INDEX drafts_by_record ON drafts (record_id) WHERE record_id IS NOT NULL;
-- Who has a record open now, one row for each tab; not journaled, swept when a tab has not been heard of.
CREATE TABLE presence (
    record_id {id} NOT NULL,
    staff {id} NOT NULL,
    tab {text} NOT NULL,
    field {text} NOT NULL DEFAULT '',
    since {int} NOT NULL,
    seen_at {int} NOT NULL,
    PRIMARY KEY (record_id, staff, tab)
);
CREATE INDEX presence_by_time ON presence (seen_at);
-- What open browsers are told beyond the journal, on every node; swept after a minute.
CREATE TABLE live_notice (
    seq {seq},
    at {int} NOT NULL,
    record_kind {text} NOT NULL,
    record_id {id} NOT NULL,
    action {text} NOT NULL
);
