-- Sessions that have ended at Clerk before their last token has expired. A token is good for a
-- minute; whoever presents one is looked up here with their row, so that an end holds at the next
-- request on every instance, also on one that was started, or cut off, since.
create table ended_session (
    session_id text        primary key check (char_length(session_id) between 1 and 255),
    ended_at   timestamptz not null default now()
);

create index ended_session_oldest on ended_session (ended_at);

-- Forgets sessions whose tokens have expired long ago. Returns how many.
create function app.purge_ended_sessions() returns bigint
    language sql security definer
    set search_path = ''
as $$
    with gone as (
        delete from public.ended_session where ended_at < now() - interval '1 day' returning 1
    )
    select count(*) from gone
$$;

revoke execute on function app.purge_ended_sessions() from public;
grant execute on function app.purge_ended_sessions() to app_sync;

grant select, insert (session_id) on ended_session to app_sync;

create policy ended_session_definer_reads on ended_session for select to current_user using (true);
create policy ended_session_definer_purges on ended_session for delete to current_user
    using (ended_at < now() - interval '1 day');
-- What ended long ago has no token that is still good.
create policy ended_session_sync_reads on ended_session for select to app_sync
    using (ended_at > now() - interval '1 day');
create policy ended_session_sync_inserts on ended_session for insert to app_sync with check (true);

alter table ended_session enable row level security;
alter table ended_session force row level security;
