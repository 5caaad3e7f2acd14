-- The audit log is read for measures, and what is older than a policy says is forgotten. Nothing
-- younger than ninety days is, whoever asks, and nothing is ever changed.
create policy audit_event_definer_reads on audit_event for select to current_user using (true);
create policy audit_event_definer_purges on audit_event for delete to current_user
    using (at < now() - interval '90 days');

create function app.audit_event_stays() returns trigger
    language plpgsql
    set search_path = ''
as $$
begin
    if tg_op = 'DELETE' and old.at < now() - interval '90 days' then
        return old;
    end if;
    raise exception using errcode = 'insufficient_privilege', message = 'audit_event is append-only';
end
$$;

revoke execute on function app.audit_event_stays() from public;

drop trigger audit_event_is_append_only on audit_event;
create trigger audit_event_is_append_only before update or delete on audit_event
    for each row execute function app.audit_event_stays();

-- Forgets events that are older than that. Returns how many.
create function app.purge_audit_events(kept interval) returns bigint
    language sql security definer
    set search_path = ''
as $$
    with gone as (
        delete from public.audit_event
         where at < now() - greatest(kept, interval '90 days')
        returning 1
    )
    select count(*) from gone
$$;

-- A session's beginning, by its end.
create index audit_event_login on audit_event ((detail ->> 'session_id')) where kind = 'login';
create index audit_event_kind on audit_event (kind, at desc);

-- What the log says of how people come in, over the last `span`:
-- sessions that began; credentials that were refused; people who were made, and how many of them have
-- come in since; sessions that ended here, and for how many seconds they lasted together.
create function app.measures(span interval)
    returns table (
        logins bigint, refused bigint, signed_up bigint, came_in bigint, ended bigint, lasted double precision
    )
    language sql stable security definer
    set search_path = ''
as $$
    with lately as (
        select kind, actor_id, subject_id, detail, at
          from public.audit_event
         where at > now() - span
           and kind in ('login', 'logout', 'auth_failed', 'provisioned')
    ), made as (
        select subject_id
             , bool_or(detail ->> 'source' = 'jit') as by_request
          from lately where kind = 'provisioned' group by subject_id
    ), lengths as (
        select extract(epoch from ending.at - beginning.at) as seconds
          from lately ending
          join public.audit_event beginning
            on beginning.kind = 'login'
           and beginning.detail ->> 'session_id' = ending.detail ->> 'session_id'
         where ending.kind = 'logout'
    )
    select (select count(*) from lately where kind = 'login')
         , (select count(*) from lately where kind = 'auth_failed' and detail ->> 'kid' is not null)
         , (select count(*) from made)
         , (select count(*) from made
             where by_request
                or exists (select 1 from public.audit_event e
                            where e.subject_id = made.subject_id and e.kind = 'login'))
         , (select count(*) from lengths)
         , (select coalesce(sum(seconds), 0)::double precision from lengths)
$$;

revoke execute on function app.purge_audit_events(interval), app.measures(interval) from public;
grant execute on function app.purge_audit_events(interval), app.measures(interval) to app_sync;
