-- Whose an offer is, for the command line, which then looks at it as they would. A number, and
-- nothing of the offer.
create function app.owner_of_listing(listing bigint) returns bigint
    language sql stable security definer
    set search_path = ''
as $$
    select l.user_id from public.listing l where l.id = listing
$$;

revoke execute on function app.owner_of_listing(bigint) from public;
grant execute on function app.owner_of_listing(bigint) to app_sync;
