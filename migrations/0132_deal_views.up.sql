-- How often others have looked at the offer behind a link, through that link: for whoever holds it.
create function app.deal_views(listing bigint, hash bytea) returns bigint
    language plpgsql stable security definer
    set search_path = ''
as $$
begin
    return (
        select s.view_count
          from public.listing_share s
         where s.id = (select app.live_listing_share(listing, hash))
    );
end
$$;

revoke execute on function app.deal_views(bigint, bytea) from public;
grant execute on function app.deal_views(bigint, bytea) to app_request, app_anon;
call app.give_to_reader('app.deal_views(bigint, bytea)');
