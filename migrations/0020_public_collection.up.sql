-- What a stranger may see of a collection: no notes, no decisions, and only offers of its owner.
grant select (id, user_id, name, description, visibility, updated_at) on collection to app_reader;
grant select (collection_id, listing_id, position, added_at) on collection_item to app_reader;
grant select (id, collection_id, token_hash, expires_at, revoked_at, view_count), update (view_count)
    on collection_share_token to app_reader;

create policy collection_reader_reads on collection for select to app_reader using (true);
create policy collection_item_reader_reads on collection_item for select to app_reader using (true);
create policy collection_share_token_reader_reads on collection_share_token for select to app_reader using (true);
create policy collection_share_token_reader_counts on collection_share_token for update to app_reader
    using (true) with check (true);

create view app.public_collection_head with (security_invoker = true) as
    select c.id as collection_id, c.name, c.description, u.display_name as owner_name, c.updated_at
         , (select count(*)
              from collection_item i
              join listing l on l.id = i.listing_id and l.user_id = c.user_id
             where i.collection_id = c.id) as listings
      from collection c
      join app_user u on u.id = c.user_id and u.is_active;

grant select on app.public_collection_head to app_reader;

-- The collection that a link leads to, while it does.
create function app.collection_of_link(hash bytea) returns bigint
    language plpgsql stable security definer
    set search_path = ''
as $$
begin
    return (
        select c.id
          from public.collection_share_token t
          join public.collection c on c.id = t.collection_id and c.visibility <> 'private'
          join public.app_user u on u.id = c.user_id and u.is_active
         where t.token_hash = hash
           and t.revoked_at is null
           and (t.expires_at is null or t.expires_at > now())
    );
end
$$;

-- Whether the discover page shows that collection to the caller.
create function app.is_discoverable(collection bigint) returns boolean
    language plpgsql stable security definer
    set search_path = ''
as $$
begin
    return (
        select app.uid() is not null
           and app.switched_on('PUBLIC_COLLECTIONS')
           and exists (
               select 1
                 from public.collection c
                 join public.app_user u on u.id = c.user_id and u.is_active
                where c.id = collection and c.visibility = 'public'
           )
    );
end
$$;

-- The offers of a collection, in its order. Asks nothing: for the functions below.
create function app.public_items_of(collection bigint) returns setof app.public_listing
    language plpgsql stable security definer
    set search_path = ''
as $$
begin
    return query
        select v.*
          from public.collection_item i
          join public.collection c on c.id = i.collection_id
          join public.listing l on l.id = i.listing_id and l.user_id = c.user_id
          join app.public_listing v on v.listing_id = l.id
         where i.collection_id = collection
         order by i.position, i.added_at, l.id;
end
$$;

-- The collection behind a link: counts the look unless it is the owner's.
create function app.public_collection(hash bytea) returns setof app.public_collection_head
    language plpgsql volatile security definer
    set search_path = ''
as $$
declare
    found_id bigint := app.collection_of_link(hash);
begin
    if found_id is null then
        return;
    end if;
    update public.collection_share_token t
       set view_count = t.view_count + 1
      from public.collection c
     where t.token_hash = hash
       and c.id = t.collection_id
       and c.user_id is distinct from app.uid();
    return query select h.* from app.public_collection_head h where h.collection_id = found_id;
end
$$;

create function app.public_collection_items(hash bytea) returns setof app.public_listing
    language plpgsql stable security definer
    set search_path = ''
as $$
begin
    return query
        select v.* from app.public_items_of(app.collection_of_link(hash)) v;
end
$$;

-- A page of public collections, newest first, after the one that was changed at `before` and has
-- the id `before_id`. For who is signed in, while the switch is on.
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

create function app.discover_collection(collection bigint) returns setof app.public_collection_head
    language plpgsql stable security definer
    set search_path = ''
as $$
begin
    return query
        select h.*
          from app.public_collection_head h
         where h.collection_id = collection and app.is_discoverable(collection);
end
$$;

create function app.discover_collection_items(collection bigint) returns setof app.public_listing
    language plpgsql stable security definer
    set search_path = ''
as $$
begin
    return query
        select v.* from app.public_items_of(collection) v where app.is_discoverable(collection);
end
$$;

grant execute on function app.public_collection(bytea), app.public_collection_items(bytea) to app_request, app_anon;
grant execute on function app.discover_collections(timestamptz, bigint, int), app.discover_collection(bigint),
    app.discover_collection_items(bigint) to app_request;

do $$
declare
    function_name text;
begin
    foreach function_name in array array[
        'collection_of_link(bytea)', 'is_discoverable(bigint)', 'public_items_of(bigint)',
        'public_collection(bytea)', 'public_collection_items(bytea)',
        'discover_collections(timestamptz, bigint, int)', 'discover_collection(bigint)',
        'discover_collection_items(bigint)'
    ] loop
        execute format('revoke execute on function app.%s from public', function_name);
        execute format('call app.give_to_reader(%L)', 'app.' || function_name);
    end loop;
end
$$;
