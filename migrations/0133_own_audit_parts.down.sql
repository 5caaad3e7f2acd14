drop function app.own_audit_events(bigint, bigint);
create function app.own_audit_events()
    returns table (id bigint, at timestamptz, kind text, done_by text, done_to text, detail jsonb, ip_hash text)
    language sql stable security definer
    set search_path = ''
as $$
    with mine as (
        select e.*
             , e.actor_id = app.uid() and not e.detail ? 'impersonator' as is_by_me
             , coalesce(e.subject_id, e.actor_id) = app.uid() as is_about_me
          from public.audit_event e
         where e.actor_id = app.uid() or e.subject_id = app.uid()
    )
    select m.id, m.at, m.kind
         , case when m.is_by_me then 'you' when m.actor_id is null then 'the application' else 'somebody else' end
         , case when m.subject_id is null then null when m.is_about_me then 'you' else 'somebody else' end
         , case when m.is_about_me then coalesce(
               (select jsonb_object_agg(d.key, case when d.key in ('with', 'impersonator')
                                                    then '"somebody else"'::jsonb
                                                    else d.value
                                               end)
                  from jsonb_each(m.detail) d), '{}')
           end
         , case when m.is_by_me then m.ip_hash end
      from mine m
$$;

revoke execute on function app.own_audit_events() from public;
grant execute on function app.own_audit_events() to app_request;
