-- The auditor asks who saw a record, what a person did, and when: each found by an index. access_log_record is what the entries of access_log name, made
-- from them and proved against them.
CREATE TABLE access_log_record (
    record_id {id} NOT NULL,
    node {text} NOT NULL,
    entry {int} NOT NULL,
    PRIMARY KEY (record_id, node, entry)
);
CREATE INDEX access_log_record_by_entry ON access_log_record (node, entry);
DROP INDEX access_log_by_record;
DROP INDEX access_log_by_actor;
CREATE INDEX access_log_by_actor ON access_log (actor, at);
CREATE INDEX access_log_by_unit ON access_log (unit, at);
CREATE INDEX access_log_by_time ON access_log (at);
DROP INDEX journal_by_actor;
CREATE INDEX journal_by_actor ON journal (actor, at);
CREATE INDEX journal_by_time ON journal (at);
-- A record shown beside what is being typed is recorded once per draft.
CREATE TABLE look_up_shown (
    draft {id} NOT NULL,
    record_id {id} NOT NULL,
    PRIMARY KEY (draft, record_id)
);
