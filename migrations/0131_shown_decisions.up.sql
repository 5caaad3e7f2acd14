-- An owner may let those who look at a collection see what they have decided about its offers. Notes
-- are never shown.
alter table collection add column shows_status boolean not null default false;

grant insert (shows_status), update (shows_status) on collection to app_request;
grant select (shows_status) on collection to app_reader;
grant select (status) on collection_item to app_reader;

-- The offers of a collection, in its order, each with what its owner has decided about it, where
-- they show that. Asks nothing: for the functions below. `public_items_of` stays beside it, for
-- copies: no decision goes with those.
create function app.shown_items_of(collection bigint) returns table (offer app.public_listing, status text)
    language plpgsql stable security definer
    set search_path = ''
as $$
begin
    return query
        select v, case when c.shows_status then i.status end
          from public.collection_item i
          join public.collection c on c.id = i.collection_id
          join public.listing l on l.id = i.listing_id and l.user_id = c.user_id
          join app.public_listing v on v.listing_id = l.id
         where i.collection_id = collection
         order by i.position, i.added_at, l.id;
end
$$;

create function app.public_collection_shown(hash bytea) returns table (offer app.public_listing, status text)
    language plpgsql stable security definer
    set search_path = ''
as $$
begin
    return query
        select s.offer, s.status from app.shown_items_of(app.collection_of_link(hash)) s;
end
$$;

create function app.discover_collection_shown(collection bigint) returns table (offer app.public_listing, status text)
    language plpgsql stable security definer
    set search_path = ''
as $$
begin
    return query
        select s.offer, s.status from app.shown_items_of(collection) s where app.is_discoverable(collection);
end
$$;

revoke execute on function app.shown_items_of(bigint), app.public_collection_shown(bytea),
    app.discover_collection_shown(bigint) from public;
grant execute on function app.public_collection_shown(bytea) to app_request, app_anon;
grant execute on function app.discover_collection_shown(bigint) to app_request;

call app.give_to_reader('app.shown_items_of(bigint)');
call app.give_to_reader('app.public_collection_shown(bytea)');
call app.give_to_reader('app.discover_collection_shown(bigint)');
