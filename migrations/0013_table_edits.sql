-- Tables edited here. A version says where it came from; the shipped tables are a line of their own (area 'seed'), so that a new program never
-- overwrites what was approved.
ALTER TABLE rule_version ADD COLUMN origin {text} NOT NULL DEFAULT 'shipped';
ALTER TABLE rule_version ADD COLUMN proposal_id {id};
CREATE TABLE table_proposal (
    seq {seq},
    id {id} NOT NULL UNIQUE,
    version {int} NOT NULL,
    kind {text} NOT NULL,
    state {text} NOT NULL,
    reason {text} NOT NULL,
    base_version {int} NOT NULL,
    seed_from {int},
    made_by {id} REFERENCES staff(id),
    made_at {int} NOT NULL,
    changed_at {int} NOT NULL,
    proposed_at {int},
    decided_by {id} REFERENCES staff(id),
    decided_at {int},
    decision {text} NOT NULL DEFAULT '',
    in_force_from {int},
    made_version {int},
    fault {text} NOT NULL DEFAULT ''
);
CREATE INDEX table_proposal_by_state ON table_proposal (state, in_force_from);
-- Nothing in `text`: the file goes. `base` is what the change began from; `shipped` is the other side where both changed the same
-- lines (nothing: it took the file away).
CREATE TABLE table_proposal_file (
    proposal_id {id} NOT NULL,
    file {text} NOT NULL,
    base {text},
    text {text},
    shipped {text},
    is_conflict {bool} NOT NULL DEFAULT '0',
    PRIMARY KEY (proposal_id, file)
);
-- Which files a version changed, so that nobody has to read the versions to say it; the file '' says that the version was looked at.
CREATE TABLE rule_version_change (
    version {int} NOT NULL,
    file {text} NOT NULL,
    PRIMARY KEY (version, file)
);
CREATE INDEX rule_version_change_by_file ON rule_version_change (file, version);
