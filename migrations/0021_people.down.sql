drop function app.share_recipients();
drop function app.share_senders();
drop function app.person_by_handle(text);
drop policy user_share_reader_reads on user_share;
revoke all on user_share from app_reader;
