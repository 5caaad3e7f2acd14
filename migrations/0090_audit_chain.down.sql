drop trigger audit_event_is_linked on audit_event;

create or replace function app.purge_audit_events(kept interval) returns bigint
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

drop function app.audit_links(bigint, int), app.audit_chain_ends(), app.unlinked_audit_event(),
    app.link_audit_event(), app.audit_content(public.audit_event);
drop table audit_link, audit_chain;
