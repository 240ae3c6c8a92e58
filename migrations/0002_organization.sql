-- Who everybody is: units, staff, accounts, sessions. Units and staff are records; what made them may be the program itself,
-- so that their created_by and owner may be empty.
CREATE TABLE units (
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
    name {text} NOT NULL,
    name_en {text} NOT NULL,
    kana {text} NOT NULL,
    kind {text} NOT NULL,
    parent {id} REFERENCES units(id),
    station {id} REFERENCES units(id),
    valid_from {text} NOT NULL,
    valid_to {text},
    successor {id} REFERENCES units(id),
    phone {text},
    extension {text},
    symbol {text} NOT NULL,
    document_symbol {text} NOT NULL,
    section_key {text} NOT NULL,
    coordinator {bool} NOT NULL,
    duties {text} NOT NULL,
    confirmed {bool} NOT NULL,
    source {text} NOT NULL,
    note {text} NOT NULL
);
CREATE INDEX units_by_parent ON units (parent);
CREATE INDEX units_by_station ON units (station);
CREATE INDEX units_by_successor ON units (successor);
CREATE TABLE staff (
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
    name {text} NOT NULL,
    kana {text},
    rank {text} NOT NULL,
    post {text} NOT NULL,
    extension {text},
    unit {id} REFERENCES units(id),
    employee_number {text},
    valid_from {text} NOT NULL,
    valid_to {text}
);
CREATE INDEX staff_by_unit ON staff (unit);
CREATE UNIQUE INDEX staff_by_employee_number ON staff (employee_number);
CREATE TABLE account (
    seq {seq},
    id {id} NOT NULL UNIQUE,
    name {text} NOT NULL,
    folded_name {text} NOT NULL UNIQUE,
    password_hash {text} NOT NULL,
    staff {id} NOT NULL REFERENCES staff(id),
    roles {text} NOT NULL,
    disabled {bool} NOT NULL,
    failed_attempts {int} NOT NULL,
    created_at {int} NOT NULL,
    changed_at {int} NOT NULL
);
CREATE INDEX account_by_staff ON account (staff);
-- The id is the SHA-256 of the token in the cookie: who reads this table cannot sign in with it.
CREATE TABLE session (
    seq {seq},
    id {blob} NOT NULL UNIQUE,
    account {id} NOT NULL REFERENCES account(id),
    created_at {int} NOT NULL,
    last_seen_at {int} NOT NULL,
    expires_at {int} NOT NULL
);
CREATE INDEX session_by_account ON session (account);
CREATE INDEX session_by_expiry ON session (expires_at);
-- Who may open a record whose restriction is not 'none'.
CREATE TABLE need_to_know (
    seq {seq},
    id {id} NOT NULL UNIQUE,
    record_id {id} NOT NULL,
    staff {id} NOT NULL REFERENCES staff(id),
    granted_by {id},
    granted_at {int} NOT NULL,
    UNIQUE (record_id, staff)
);
CREATE INDEX need_to_know_by_staff ON need_to_know (staff);
