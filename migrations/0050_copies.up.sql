-- Offers of others are copied, never pointed at: what was shared may go, and a copy stays. What a
-- copy takes over is what a stranger may see, so that notes stay behind by construction.

-- Keeps a copy for the caller, with its price as the first of its history. Runs as the caller:
-- the policies of listing decide.
create function app.keep_copy(original app.public_listing) returns bigint
    language plpgsql volatile
    set search_path = ''
as $$
declare
    copy bigint;
begin
    insert into public.listing (
        user_id, source_listing_id, title, listing_url, seller, price_usd, condition, manufacturer, model, form_factor,
        cpu_id, gpu_id, ram_gb, ram_type, ram_speed_mhz, primary_storage_gb, primary_storage_medium,
        secondary_storage_gb, secondary_storage_medium, os_license, attrs, last_seen_at
    )
    values (
        app.uid(), original.listing_id, original.title, original.listing_url, original.seller, original.price_usd,
        original.condition, original.manufacturer, original.model, original.form_factor,
        original.cpu_id, original.gpu_id, original.ram_gb, original.ram_type, original.ram_speed_mhz,
        original.primary_storage_gb, original.primary_storage_medium, original.secondary_storage_gb,
        original.secondary_storage_medium, original.os_license, original.attrs, original.last_seen_at
    )
    returning id into copy;
    if original.price_usd is not null then
        insert into public.listing_price (listing_id, price_usd, seen_at)
        values (copy, original.price_usd, coalesce(original.last_seen_at, now()));
    end if;
    return copy;
end
$$;

-- Keeps copies in a collection of the caller's, in their order, and tells which.
create function app.keep_copies(originals app.public_listing[], into_collection bigint) returns setof bigint
    language plpgsql volatile
    set search_path = ''
as $$
declare
    original app.public_listing;
    place    int := 0;
    copy     bigint;
begin
    foreach original in array originals loop
        copy := app.keep_copy(original);
        insert into public.collection_item (collection_id, listing_id, position) values (into_collection, copy, place);
        place := place + 1;
        return next copy;
    end loop;
end
$$;

-- The offer of a live share, for its recipient.
create function app.share_to_import(share bigint) returns setof app.public_listing
    language plpgsql stable security definer
    set search_path = ''
as $$
begin
    return query
        select v.*
          from public.user_share s
          join public.app_user u on u.id = s.sender_id and u.is_active
          join public.listing l on l.id = s.listing_id and l.user_id = s.sender_id
          join app.public_listing v on v.listing_id = l.id
         where s.id = share
           and s.recipient_id = app.uid()
           and s.revoked_at is null
           and s.expires_at > now();
end
$$;

-- The collection behind a link, to copy: for somebody who is signed in, and no look that counts.
create function app.collection_to_copy(hash bytea) returns setof app.public_collection_head
    language plpgsql stable security definer
    set search_path = ''
as $$
begin
    return query
        select h.*
          from app.public_collection_head h
         where h.collection_id = app.collection_of_link(hash) and app.uid() is not null;
end
$$;

grant select (listing_id) on user_share to app_reader;

revoke execute on function app.keep_copy(app.public_listing), app.keep_copies(app.public_listing[], bigint),
    app.share_to_import(bigint), app.collection_to_copy(bytea) from public;
grant execute on function app.keep_copy(app.public_listing), app.keep_copies(app.public_listing[], bigint),
    app.share_to_import(bigint), app.collection_to_copy(bytea) to app_request;

call app.give_to_reader('app.share_to_import(bigint)');
call app.give_to_reader('app.collection_to_copy(bytea)');

-- Whether the caller has a copy already.
create index listing_source on listing (user_id, source_listing_id) where source_listing_id is not null;
