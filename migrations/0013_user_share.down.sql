drop policy listing_reads on listing;
create policy listing_legacy_reads on listing for select to app_request
    using (user_id is null and (select app.sees_legacy()));
create policy listing_owner_reads on listing for select to app_request
    using (user_id = (select app.uid()));
drop policy listing_definer_reads on listing;
drop table user_share_sending;
drop table user_share;
drop function app.revocation_is_final();
drop function app.guard_user_share();
drop function app.limit_sharing();
drop function app.shared_listing_ids();
drop function app.is_active_person(bigint);
