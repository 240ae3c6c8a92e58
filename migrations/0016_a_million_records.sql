-- A million records: boards are counted from an index that holds all they ask of, without a record's text; one character is found by an index of its own.
CREATE INDEX consultations_counted ON consultations (received_at, owner_unit, origin_unit, created_by, id, restriction, kind, urgency, internal_type);
CREATE INDEX consultations_open_counted ON consultations (received_at, owner_unit, origin_unit, created_by, id, restriction, kind, urgency, receiver) WHERE status <> 'closed';
-- only sqlite
CREATE INDEX search_document_records ON search_document (seq, record_id);
DROP TABLE search_index;
CREATE VIRTUAL TABLE search_index USING fts5(body, content='search_document', content_rowid='seq', tokenize='renkei_bigram', prefix='1');
INSERT INTO search_index (search_index) VALUES ('rebuild');
-- end
