-- The messages that Clerk has sent, so that each has its effect once.
create table webhook_event (
    message_id  text        primary key check (char_length(message_id) between 1 and 255),
    event_type  text        not null check (char_length(event_type) between 1 and 128),
    outcome     text        not null check (char_length(outcome) between 1 and 64),
    received_at timestamptz not null default now()
);

create index webhook_event_oldest on webhook_event (received_at);

-- Forgets messages that nobody sends again. Returns how many.
create function app.purge_webhook_events() returns bigint
    language sql security definer
    set search_path = ''
as $$
    with gone as (
        delete from public.webhook_event where received_at < now() - interval '30 days' returning 1
    )
    select count(*) from gone
$$;

revoke execute on function app.purge_webhook_events() from public;
grant execute on function app.purge_webhook_events() to app_sync;

grant select on webhook_event to app_sync, app_admin;
grant insert (message_id, event_type, outcome) on webhook_event to app_sync;
grant update (outcome) on webhook_event to app_sync;

create policy webhook_event_definer_reads on webhook_event for select to current_user using (true);
create policy webhook_event_definer_purges on webhook_event for delete to current_user
    using (received_at < now() - interval '30 days');
create policy webhook_event_sync_reads on webhook_event for select to app_sync using (true);
create policy webhook_event_sync_inserts on webhook_event for insert to app_sync with check (true);
create policy webhook_event_sync_updates on webhook_event for update to app_sync using (true) with check (true);
create policy webhook_event_admin_reads on webhook_event for select to app_admin
    using ((select app.is_admin()));

alter table webhook_event enable row level security;
alter table webhook_event force row level security;
