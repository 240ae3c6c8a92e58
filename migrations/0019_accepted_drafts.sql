-- Which record an officer's draft became: the same draft in another tab is not taken in again.
CREATE TABLE accepted_draft (
    draft {id} NOT NULL,
    staff {id} NOT NULL REFERENCES staff(id),
    record_id {id} NOT NULL,
    PRIMARY KEY (draft, staff)
);
CREATE INDEX accepted_draft_by_record ON accepted_draft (record_id);
