-- What a stranger may see of an offer: no notes, no owner, no rules. Read by app_reader only.
create view app.public_listing with (security_invoker = true) as
    select l.id as listing_id, l.title, l.listing_url, l.seller, l.price_usd, l.condition, l.manufacturer, l.model
         , l.form_factor, l.ram_gb, l.ram_type, l.ram_speed_mhz, l.primary_storage_gb, l.primary_storage_medium
         , l.secondary_storage_gb, l.secondary_storage_medium, l.os_license, l.attrs
         , l.cpu_id, c.name as cpu_name, c.cores as cpu_cores, c.threads as cpu_threads, c.tdp_w as cpu_tdp_w
         , c.mark_multi as cpu_mark_multi, c.mark_single as cpu_mark_single
         , l.gpu_id, g.name as gpu_name, g.gpu_mark
         , l.adjusted_price_usd, l.usd_per_multi, l.usd_per_single, l.usd_per_multi_adj, l.usd_per_single_adj
         , l.perf_per_watt, l.score_composite, l.last_seen_at
      from listing l
      left join cpu c on c.id = l.cpu_id
      left join gpu g on g.id = l.gpu_id;

grant select on app.public_listing to app_reader;
grant select (
    id, user_id, title, listing_url, seller, price_usd, condition, manufacturer, model, form_factor, cpu_id, gpu_id,
    ram_gb, ram_type, ram_speed_mhz, primary_storage_gb, primary_storage_medium, secondary_storage_gb,
    secondary_storage_medium, os_license, attrs, adjusted_price_usd, usd_per_multi, usd_per_single, usd_per_multi_adj,
    usd_per_single_adj, perf_per_watt, score_composite, last_seen_at
) on listing to app_reader;
grant select (id, username, email, display_name, avatar_url, is_active) on app_user to app_reader;
grant select (id, listing_id, created_by, token_hash, expires_at, revoked_at, view_count), update (view_count)
    on listing_share to app_reader;

create policy listing_reader_reads on listing for select to app_reader using (true);
create policy app_user_reader_reads on app_user for select to app_reader using (true);
create policy listing_share_reader_reads on listing_share for select to app_reader using (true);
create policy listing_share_reader_counts on listing_share for update to app_reader using (true) with check (true);

-- The link of that token, while it leads to that offer. One answer for every reason that it does not.
create function app.live_listing_share(listing bigint, hash bytea) returns bigint
    language plpgsql stable security definer
    set search_path = ''
as $$
begin
    return (
        select s.id
          from public.listing_share s
          join public.listing l on l.id = s.listing_id and l.user_id = s.created_by
          join public.app_user u on u.id = s.created_by and u.is_active
         where s.token_hash = hash
           and s.listing_id = listing
           and s.revoked_at is null
           and (s.expires_at is null or s.expires_at > now())
    );
end
$$;

-- The offer behind a link, to look at: counts the look unless it is the owner's.
create function app.public_deal(listing bigint, hash bytea) returns setof app.public_listing
    language plpgsql volatile security definer
    set search_path = ''
as $$
declare
    link bigint := app.live_listing_share(listing, hash);
begin
    if link is null then
        return;
    end if;
    update public.listing_share
       set view_count = view_count + 1
     where id = link and created_by is distinct from app.uid();
    return query select v.* from app.public_listing v where v.listing_id = listing;
end
$$;

-- The offer behind a link, to copy: for somebody who is signed in.
create function app.deal_to_import(listing bigint, hash bytea) returns setof app.public_listing
    language plpgsql stable security definer
    set search_path = ''
as $$
begin
    return query
        select v.*
          from app.public_listing v
         where v.listing_id = listing
           and app.uid() is not null
           and app.live_listing_share(listing, hash) is not null;
end
$$;

revoke execute on function app.live_listing_share(bigint, bytea), app.public_deal(bigint, bytea),
    app.deal_to_import(bigint, bytea) from public;
grant execute on function app.live_listing_share(bigint, bytea) to app_reader;
grant execute on function app.public_deal(bigint, bytea) to app_request, app_anon;
grant execute on function app.deal_to_import(bigint, bytea) to app_request;

call app.give_to_reader('app.live_listing_share(bigint, bytea)');
call app.give_to_reader('app.public_deal(bigint, bytea)');
call app.give_to_reader('app.deal_to_import(bigint, bytea)');
