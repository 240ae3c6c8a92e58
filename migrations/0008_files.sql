-- Files: their bytes lie in the data folder under their SHA-256; these tables say which there are and which records name them.
CREATE TABLE files (
    sha256 {text} PRIMARY KEY,
    size {int} NOT NULL,
    media_type {text} NOT NULL,
    stored_at {int} NOT NULL
);
CREATE TABLE file_use (
    sha256 {text} NOT NULL REFERENCES files(sha256),
    record_id {id} NOT NULL,
    PRIMARY KEY (sha256, record_id)
);
CREATE INDEX file_use_by_record ON file_use (record_id);
-- Named by nobody any more, to be taken from the folder.
CREATE TABLE file_removal (
    sha256 {text} PRIMARY KEY
);
-- What is on its way here, piece by piece (tus). `sha256` when all of it is there.
CREATE TABLE uploads (
    id {id} PRIMARY KEY,
    owner {id} NOT NULL,
    name {text} NOT NULL,
    size {int} NOT NULL,
    received {int} NOT NULL,
    sha256 {text},
    created_at {int} NOT NULL,
    expires_at {int} NOT NULL
);
CREATE INDEX uploads_by_owner ON uploads (owner);
CREATE INDEX uploads_by_expiry ON uploads (expires_at);
-- A file in a record, or in a draft of one.
CREATE TABLE attachments (
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
    ordinal {int} NOT NULL DEFAULT 0,
    name {text} NOT NULL DEFAULT '',
    media_type {text} NOT NULL DEFAULT '',
    size {int} NOT NULL DEFAULT 0,
    sha256 {text} NOT NULL DEFAULT '' REFERENCES files(sha256),
    origin {text} NOT NULL DEFAULT 'upload',
    origin_detail {text} NOT NULL DEFAULT '',
    restricted {bool} NOT NULL DEFAULT '0',
    restricted_reason {text} NOT NULL DEFAULT '',
    removed_at {int},
    removed_by {id} REFERENCES staff(id),
    removed_reason {text} NOT NULL DEFAULT ''
);
CREATE UNIQUE INDEX attachments_of_record ON attachments (record_id, ordinal);
CREATE INDEX attachments_by_file ON attachments (sha256);
-- What the reading child made of an attachment: safe text, tables, listings; no bytes.
CREATE TABLE attachment_reading (
    attachment_id {id} PRIMARY KEY,
    record_id {id} NOT NULL,
    reading {text} NOT NULL
);
CREATE INDEX attachment_reading_of_record ON attachment_reading (record_id);
