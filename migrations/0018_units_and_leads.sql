-- Which section compiles a station's reports (署生安課) from days on, and of a lead that a merger changed: who decided that, when and why.
CREATE TABLE coordinator_marks (
    seq {seq},
    id {id} NOT NULL UNIQUE,
    version {int} NOT NULL,
    created_at {int} NOT NULL,
    created_by {id},
    changed_at {int} NOT NULL,
    changed_by {id},
    owner_unit {id},
    origin_unit {id},
    restriction {text} NOT NULL DEFAULT 'none',
    station {id} NOT NULL REFERENCES units(id),
    unit {id} NOT NULL REFERENCES units(id),
    valid_from {text} NOT NULL,
    reason {text} NOT NULL DEFAULT '',
    withdrawn {bool} NOT NULL DEFAULT '0'
);
CREATE INDEX coordinator_marks_by_station ON coordinator_marks (station, valid_from);
ALTER TABLE assignments ADD COLUMN merger {id};
ALTER TABLE assignments ADD COLUMN reason {text} NOT NULL DEFAULT '';
ALTER TABLE assignments ADD COLUMN decided_by {id};
ALTER TABLE assignments ADD COLUMN decided_at {int};
ALTER TABLE mergers ADD COLUMN moved {int} NOT NULL DEFAULT 0;
ALTER TABLE mergers ADD COLUMN taken_back_reason {text} NOT NULL DEFAULT '';
ALTER TABLE mergers ADD COLUMN given_back {int} NOT NULL DEFAULT 0;
