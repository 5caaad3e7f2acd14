-- An offer is valued by what is known of its parts. When an administrator has changed a part, the
-- application values anew, as their owners, the offers that name it. So it has to know whose they
-- are: numbers, and nothing of the offers.
create policy cpu_definer_reads on cpu for select to current_user using (true);
create policy gpu_definer_reads on gpu for select to current_user using (true);

-- Who has offers that were valued before one of their parts was changed, within the last week; by
-- number, after the person `after`. A valuation that began in the very moment of a change has read
-- the part as it was before, so the seconds after it count as before it.
create function app.owners_of_outdated_offers(after bigint, page_size int) returns setof bigint
    language sql stable security definer
    set search_path = ''
as $$
    select outdated.user_id
      from (
          select l.user_id
            from public.cpu c
            join public.listing l on l.cpu_id = c.id
           where c.updated_at > greatest(c.created_at, now() - interval '7 days')
             and coalesce(l.valued_at, '-infinity') < c.updated_at + interval '5 seconds'
             and l.status <> 'archived'
           union
          select l.user_id
            from public.gpu g
            join public.listing l on l.gpu_id = g.id
           where g.updated_at > greatest(g.created_at, now() - interval '7 days')
             and coalesce(l.valued_at, '-infinity') < g.updated_at + interval '5 seconds'
             and l.status <> 'archived'
      ) outdated
      join public.app_user u on u.id = outdated.user_id and u.is_active
     where outdated.user_id > after
     order by outdated.user_id
     limit page_size
$$;

revoke execute on function app.owners_of_outdated_offers(bigint, int) from public;
grant execute on function app.owners_of_outdated_offers(bigint, int) to app_sync;
