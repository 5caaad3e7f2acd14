-- What could not be carried out is kept with the reason, to be tried again: by Clerk, which sends
-- it again, or by us.
alter table webhook_event
    -- As it came; only while it has failed. Text, because jsonb does not take every JSON.
    add column payload    text,
    add column error      text        check (char_length(error) <= 1000),
    add column attempts   int         not null default 1,
    add column updated_at timestamptz not null default now(),
    add constraint webhook_event_keeps_failures_only check (outcome = 'failed' or payload is null);

create index webhook_event_failed on webhook_event (received_at) where outcome = 'failed';

grant insert (payload, error), update (payload, error, attempts, updated_at) on webhook_event to app_sync;

-- The payload holds more on people than we keep of them: nobody looks at it.
revoke select on webhook_event from app_admin;
grant select (message_id, event_type, outcome, error, attempts, received_at, updated_at) on webhook_event to app_admin;
