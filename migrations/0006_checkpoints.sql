-- Now and then the heads of all chains are written down together, signed with a key that is not in the data folder: who rewrites a
-- chain from some entry on cannot rewrite these.
CREATE TABLE checkpoint (
    seq {int} PRIMARY KEY,
    instance {id} NOT NULL,
    node {text} NOT NULL,
    at {int} NOT NULL,
    journal_seq {int} NOT NULL,
    journal_hash {blob} NOT NULL,
    access_heads {text} NOT NULL,
    signing_key {text} NOT NULL,
    previous {blob} NOT NULL,
    hash {blob} NOT NULL,
    signature {blob}
);
