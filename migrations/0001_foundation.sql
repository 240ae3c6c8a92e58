-- What everything stands on: the journal with its chain, the log of reads, ids of this folder.
-- Content lives beside the chain, so that it can be deleted by law while the chain stays provable.
CREATE TABLE instance (
    "only" {int} PRIMARY KEY CHECK ("only" = 1),
    id {id} NOT NULL,
    created_at {int} NOT NULL,
    demo {bool} NOT NULL
);
CREATE TABLE journal_head (
    "only" {int} PRIMARY KEY CHECK ("only" = 1),
    seq {int} NOT NULL,
    hash {blob} NOT NULL
);
CREATE TABLE journal (
    seq {int} PRIMARY KEY,
    at {int} NOT NULL,
    actor {id},
    unit {id},
    action {text} NOT NULL,
    record_kind {text} NOT NULL,
    record_id {id},
    record_version {int} NOT NULL,
    content_digest {blob} NOT NULL,
    previous {blob} NOT NULL,
    hash {blob} NOT NULL
);
CREATE INDEX journal_by_record ON journal (record_id, seq);
CREATE INDEX journal_by_actor ON journal (actor, seq);
CREATE TABLE journal_content (
    entry {int} PRIMARY KEY REFERENCES journal (seq),
    salt {blob} NOT NULL,
    content {text} NOT NULL
);
CREATE TABLE access_log_head (
    node {text} PRIMARY KEY,
    seq {int} NOT NULL,
    hash {blob} NOT NULL
);
CREATE TABLE access_log (
    node {text} NOT NULL,
    seq {int} NOT NULL,
    at {int} NOT NULL,
    actor {id},
    unit {id},
    action {text} NOT NULL,
    purpose {text} NOT NULL,
    record_kind {text} NOT NULL,
    record_id {id},
    detail {text} NOT NULL,
    previous {blob} NOT NULL,
    hash {blob} NOT NULL,
    PRIMARY KEY (node, seq)
);
CREATE INDEX access_log_by_record ON access_log (record_id);
CREATE INDEX access_log_by_actor ON access_log (actor);
CREATE TABLE follower_position (
    name {text} PRIMARY KEY,
    seq {int} NOT NULL,
    leased_by {text},
    leased_until {int}
);
CREATE TABLE idempotency_key (
    account {id} NOT NULL,
    key {text} NOT NULL,
    operation {text} NOT NULL,
    request_digest {blob} NOT NULL,
    record_id {id} NOT NULL,
    at {int} NOT NULL,
    PRIMARY KEY (account, key)
);
CREATE TABLE search_document (
    seq {seq},
    record_kind {text} NOT NULL,
    record_id {id} NOT NULL UNIQUE,
    body {text} NOT NULL
);
CREATE TABLE search_state (
    "only" {int} PRIMARY KEY CHECK ("only" = 1),
    tokenizer {int} NOT NULL
);
-- only sqlite
CREATE VIRTUAL TABLE search_index USING fts5(body, content='search_document', content_rowid='seq', tokenize='renkei_bigram');
-- end
-- only postgresql
CREATE TABLE search_index (
    document {int} PRIMARY KEY REFERENCES search_document (seq) ON DELETE CASCADE,
    runs {text} NOT NULL,
    grams TSVECTOR NOT NULL
);
CREATE INDEX search_index_by_gram ON search_index USING gin (grams);
INSERT INTO journal_head ("only", seq, hash) VALUES (1, 0, decode(repeat('00', 32), 'hex'));
-- end
