drop function app.measures(interval);
drop index audit_event_kind;
drop index audit_event_login;
drop function app.purge_audit_events(interval);

drop trigger audit_event_is_append_only on audit_event;
create trigger audit_event_is_append_only before update or delete on audit_event
    for each row execute function app.refuse_change();
drop function app.audit_event_stays();

drop policy audit_event_definer_purges on audit_event;
drop policy audit_event_definer_reads on audit_event;
