drop function app.find_audit(text, bigint, timestamptz, timestamptz, timestamptz, bigint, int);
