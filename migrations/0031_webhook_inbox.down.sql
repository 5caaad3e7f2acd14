drop index webhook_event_failed;
revoke select (message_id, event_type, outcome, error, attempts, received_at, updated_at) on webhook_event
    from app_admin;
grant select on webhook_event to app_admin;
revoke insert (payload, error), update (payload, error, attempts, updated_at) on webhook_event from app_sync;
alter table webhook_event drop column payload, drop column error, drop column attempts, drop column updated_at;
