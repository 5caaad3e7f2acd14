-- Gives an offer of nobody's an owner. Who has it in a collection would lose it by that, so each of
-- them gets a copy of their own first. Tells whether there was something to give and somebody to
-- give it to.
create function app.assign_listing(offer bigint, person bigint) returns boolean
    language plpgsql security definer
    set search_path = ''
as $$
declare
    -- What a copy takes over: all but whose it is and where it is from. Read from the catalogue, so
    -- that a new column is not forgotten here.
    facts     text := (
        select string_agg(quote_ident(attname), ', ' order by attnum)
          from pg_catalog.pg_attribute
         where attrelid = 'public.listing'::regclass
           and attnum > 0 and not attisdropped and attidentity = '' and attgenerated = ''
           and attname not in ('user_id', 'source_listing_id')
    );
    collector bigint;
    copy      bigint;
begin
    if not app.is_admin() then
        raise exception using errcode = 'insufficient_privilege', message = 'not an administrator';
    end if;
    perform 1 from public.listing l where l.id = offer and l.user_id is null for update;
    if not found or not app.is_active_person(person) then
        return false;
    end if;
    for collector in
        select distinct c.user_id
          from public.collection_item i
          join public.collection c on c.id = i.collection_id
         where i.listing_id = offer and c.user_id <> person
    loop
        execute format(
            'insert into public.listing (user_id, source_listing_id, %1$s)
             select $1, id, %1$s from public.listing where id = $2 returning id', facts)
           into copy
          using collector, offer;
        insert into public.listing_price (listing_id, price_usd, seen_at, note)
        select copy, p.price_usd, p.seen_at, p.note from public.listing_price p where p.listing_id = offer;
        update public.collection_item i
           set listing_id = copy
          from public.collection c
         where c.id = i.collection_id and c.user_id = collector and i.listing_id = offer;
    end loop;
    update public.listing set user_id = person, updated_at = now() where id = offer;
    return true;
end
$$;

revoke execute on function app.assign_listing(bigint, bigint) from public;
grant execute on function app.assign_listing(bigint, bigint) to app_admin;

create policy listing_definer_copies on listing for insert to current_user with check (user_id is not null);
create policy listing_definer_assigns on listing for update to current_user
    using (user_id is null) with check (user_id is not null);
create policy listing_price_definer_reads on listing_price for select to current_user using (true);
create policy listing_price_definer_copies on listing_price for insert to current_user with check (true);
create policy collection_definer_reads on collection for select to current_user using (true);
create policy collection_item_definer_reads on collection_item for select to current_user using (true);
create policy collection_item_definer_points on collection_item for update to current_user
    using (true) with check (true);
