-- The organisation changes on days: postings of staff, ranks and posts as a list, mergers, hand-overs of a person's open records, accounts that an administrator issues.
-- Where somebody serves from a day on; the row in `staff` is the first posting. The latest one that has begun and was not withdrawn holds.
CREATE TABLE postings (
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
    staff {id} NOT NULL REFERENCES staff(id),
    unit {id} NOT NULL REFERENCES units(id),
    rank {text} NOT NULL DEFAULT '',
    post {text} NOT NULL DEFAULT '',
    extension {text},
    valid_from {text} NOT NULL,
    withdrawn {bool} NOT NULL DEFAULT '0'
);
CREATE INDEX postings_by_staff ON postings (staff, valid_from);
CREATE INDEX postings_by_unit ON postings (unit);
-- A list of staff without numbers is met by names.
CREATE INDEX staff_by_name ON staff (name);
CREATE TABLE posts (
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
    code {text} NOT NULL UNIQUE,
    kind {text} NOT NULL,
    name {text} NOT NULL,
    name_en {text} NOT NULL DEFAULT '',
    position {int} NOT NULL DEFAULT 0,
    valid_to {text}
);
CREATE TABLE mergers (
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
    valid_from {text} NOT NULL,
    unit {id} NOT NULL REFERENCES units(id),
    sources {text} NOT NULL DEFAULT '[]',
    state {text} NOT NULL,
    reason {text} NOT NULL DEFAULT '',
    settled_at {int}
);
CREATE INDEX mergers_by_state ON mergers (state);
-- Open records of a person who is transferred or leaves, to a colleague on that day.
CREATE TABLE staff_hand_overs (
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
    staff {id} NOT NULL REFERENCES staff(id),
    successor {id} NOT NULL REFERENCES staff(id),
    valid_from {text} NOT NULL,
    withdrawn {bool} NOT NULL DEFAULT '0',
    settled_at {int}
);
CREATE INDEX staff_hand_overs_open ON staff_hand_overs (valid_from) WHERE settled_at IS NULL;
-- Who of the leading unit has the record in hand; empty: whoever took it in.
ALTER TABLE assignments ADD COLUMN staff {id};
CREATE INDEX assignments_by_staff ON assignments (staff) WHERE staff IS NOT NULL;
ALTER TABLE account ADD COLUMN version {int} NOT NULL DEFAULT 1;
-- Set: the password was issued by an administrator, is good until then, and opens a session only together with a new one.
ALTER TABLE account ADD COLUMN one_time_until {int};
