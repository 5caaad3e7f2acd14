drop function app.discover_collections(text[], timestamptz, bigint, bigint);

create function app.discover_collections(before timestamptz, before_id bigint, page_size int)
    returns setof app.public_collection_head
    language plpgsql stable security definer
    set search_path = ''
as $$
begin
    return query
        select h.*
          from (
              select c.id, c.updated_at
                from public.collection c
                join public.app_user u on u.id = c.user_id and u.is_active
               where c.visibility = 'public'
                 and app.uid() is not null
                 and app.switched_on('PUBLIC_COLLECTIONS')
                 and (before is null or (c.updated_at, c.id) < (before, before_id))
               order by c.updated_at desc, c.id desc
               limit least(page_size, 100)
          ) page
          join app.public_collection_head h on h.collection_id = page.id
         order by page.updated_at desc, page.id desc;
end
$$;

grant execute on function app.discover_collections(timestamptz, bigint, int) to app_request;
revoke execute on function app.discover_collections(timestamptz, bigint, int) from public;
call app.give_to_reader('app.discover_collections(timestamptz, bigint, int)');

drop index collection_words;
