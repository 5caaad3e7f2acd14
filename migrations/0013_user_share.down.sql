drop policy listing_recipient_reads on listing;
drop policy listing_definer_reads on listing;
drop table user_share_sending;
drop table user_share;
drop function app.revocation_is_final();
drop function app.guard_user_share();
drop function app.limit_sharing();
drop function app.shared_listing_ids();
drop function app.is_active_person(bigint);
