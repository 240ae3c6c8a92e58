-- 御案内: what a caller was handed, as it was handed. `content` holds the words themselves, so that the sheet stays what it was when the texts
-- change; `digest` is of the PDF.
CREATE TABLE guidance_sheet (
    seq {seq},
    id {id} NOT NULL UNIQUE,
    record_id {id} NOT NULL,
    handed_at {int} NOT NULL,
    handed_by {id} NOT NULL,
    unit {id} NOT NULL,
    means {text} NOT NULL,
    content {text} NOT NULL,
    digest {blob} NOT NULL
);
CREATE INDEX guidance_sheet_by_record ON guidance_sheet (record_id, seq);
