-- People who were deleted at Clerk, and all that was theirs, go for good when they have been held
-- back for long enough. What is left says that somebody of this number was here, not who.
create policy app_user_definer_purges on app_user for delete to current_user
    using (deleted_at < now() - interval '7 days');

-- A hundred at a time, so that nobody waits for long. Returns how many.
create function app.purge_deleted_people(held interval) returns bigint
    language sql security definer
    set search_path = ''
as $$
    with gone as (
        delete from public.app_user
         where id in (
               select id from public.app_user
                where deleted_at < now() - greatest(held, interval '7 days')
                order by deleted_at limit 100
         )
        returning id
    ), kept as (
        insert into public.audit_event (subject_id, kind) select id, 'purged' from gone
    )
    select count(*) from gone
$$;

revoke execute on function app.purge_deleted_people(interval) from public;
grant execute on function app.purge_deleted_people(interval) to app_sync;
