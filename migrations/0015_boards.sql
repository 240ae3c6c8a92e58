-- Boards count what is open: found by its own small index, whoever took it in.
CREATE INDEX consultations_open ON consultations (owner_unit, receiver) WHERE status <> 'closed';
-- What nobody has received, and what nobody has approved.
CREATE INDEX referrals_not_received ON referrals (record_id) WHERE received_at IS NULL;
CREATE INDEX referrals_not_approved ON referrals (record_id) WHERE approved_at IS NULL;
-- A view that an officer keeps: the conditions of a list or a search under a name. Nobody else's matter, so not journaled.
CREATE TABLE saved_view (
    staff {id} NOT NULL,
    screen {text} NOT NULL,
    name {text} NOT NULL,
    query {text} NOT NULL,
    saved_at {int} NOT NULL,
    PRIMARY KEY (staff, screen, name)
);
