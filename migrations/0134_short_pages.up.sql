-- Who asks for a page of people, or of the audit log, joins the ids that these find to their rows.
-- PostgreSQL takes any function for one that finds a thousand: for so many it would read the table
-- from end to end, be it of 20,000 people or of 100,000 events.
alter function app.find_people(
    text[], text, text, text, timestamptz, timestamptz, text, boolean, timestamptz, text, bigint, int
) rows 51
-- A connection keeps one plan for all words from the sixth search on. Made while the index has much
-- that is not in its place yet, as after many people have come at once, that plan was to read everybody.
set enable_seqscan = off;
alter function app.find_audit(text, bigint, timestamptz, timestamptz, timestamptz, bigint, int) rows 51;
