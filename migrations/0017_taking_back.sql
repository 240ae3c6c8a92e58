-- A decision taken back: the row that takes it back says which, who, when and why. A report that the decision had sent, and that nobody received, is withdrawn with it.
ALTER TABLE decisions ADD COLUMN takes_back {id};
ALTER TABLE decisions ADD COLUMN taken_back_by {id};
ALTER TABLE decisions ADD COLUMN taken_back_at {int};
ALTER TABLE decisions ADD COLUMN taken_back_reason {text} NOT NULL DEFAULT '';
ALTER TABLE referrals ADD COLUMN withdrawn_by {id};
ALTER TABLE referrals ADD COLUMN withdrawn_at {int};
ALTER TABLE referrals ADD COLUMN withdrawal_reason {text} NOT NULL DEFAULT '';
