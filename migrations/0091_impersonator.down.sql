drop trigger audit_event_names_impersonator on audit_event;
drop function app.note_impersonator();
