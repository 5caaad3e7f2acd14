drop function app.deal_to_import(bigint, bytea);
drop function app.public_deal(bigint, bytea);
drop function app.live_listing_share(bigint, bytea);
drop view app.public_listing;

drop policy listing_share_reader_counts on listing_share;
drop policy listing_share_reader_reads on listing_share;
drop policy app_user_reader_reads on app_user;
drop policy listing_reader_reads on listing;

revoke all on listing_share from app_reader;
revoke all on app_user from app_reader;
revoke all on listing from app_reader;
