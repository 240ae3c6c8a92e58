-- The interview as it was taken: what was asked, what was answered or why not, by whom and when.
ALTER TABLE consultations ADD COLUMN interview {text} NOT NULL DEFAULT '[]';
