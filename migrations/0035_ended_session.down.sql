drop function app.purge_ended_sessions();
drop table ended_session;
