-- 保存期間 and 廃棄: what is proposed, held back and gone. A disposed record leaves its disposal, a proof in the journal and one row of
-- statistics; none holds a word of it.
CREATE TABLE disposals (
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
    number {text} NOT NULL DEFAULT '',
    state {text} NOT NULL DEFAULT 'proposed',
    kept_until {text},
    basis {text} NOT NULL DEFAULT '',
    proposed_by {id} REFERENCES staff(id),
    proposed_at {int},
    decided_by {id} REFERENCES staff(id),
    decided_at {int},
    reason {text} NOT NULL DEFAULT '',
    journal_entry {int} NOT NULL DEFAULT 0
);
-- One at a time, and one for ever once it is done.
CREATE UNIQUE INDEX disposals_one_open ON disposals (record_id) WHERE state <> 'returned';
CREATE INDEX disposals_by_state ON disposals (state, owner_unit);
-- 保存延長: not to be disposed of while it stands.
CREATE TABLE retention_hold (
    record_id {id} PRIMARY KEY,
    record_kind {text} NOT NULL,
    reason {text} NOT NULL,
    placed_by {id},
    placed_at {int} NOT NULL
);
-- Gone from the tables, not yet from the files.
CREATE TABLE disposal_unfinished (
    disposal {id} PRIMARY KEY,
    in_ledgers {bool} NOT NULL
);
-- `id` is the disposal's.
CREATE TABLE disposed_statistic (
    seq {seq},
    id {id} NOT NULL UNIQUE,
    created_by {id},
    owner_unit {id} NOT NULL,
    origin_unit {id} NOT NULL,
    restriction {text} NOT NULL,
    record_kind {text} NOT NULL,
    year {int} NOT NULL,
    kind {text} NOT NULL,
    stat_category {text} NOT NULL,
    internal_type {text} NOT NULL,
    offence_class {text} NOT NULL,
    codes {text} NOT NULL,
    disposed_at {int} NOT NULL
);
CREATE INDEX disposed_statistic_by_year ON disposed_statistic (year, owner_unit);
CREATE INDEX consultations_by_closing ON consultations (closed_at) WHERE closed_at IS NOT NULL;
