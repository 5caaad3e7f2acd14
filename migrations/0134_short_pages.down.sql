alter function app.find_audit(text, bigint, timestamptz, timestamptz, timestamptz, bigint, int) rows 1000;
alter function app.find_people(
    text[], text, text, text, timestamptz, timestamptz, text, boolean, timestamptz, text, bigint, int
) rows 1000 reset enable_seqscan;
