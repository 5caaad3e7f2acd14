drop table audit_event;
drop function app.refuse_change();
