drop function app.own_audit_events();
