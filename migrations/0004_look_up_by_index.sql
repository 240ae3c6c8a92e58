-- What the screens ask for at every change is found by an index, not by reading all that is open or all there is.
DROP INDEX clocks_by_record;
CREATE INDEX clocks_by_record ON clocks (record_id, state, due_at);
CREATE INDEX consultations_by_receiver ON consultations (receiver);
CREATE INDEX consultations_by_caller_name ON consultations (caller_name) WHERE caller_name <> '';
