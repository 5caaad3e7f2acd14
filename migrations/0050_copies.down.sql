drop index listing_source;
drop function app.collection_to_copy(bytea);
drop function app.share_to_import(bigint);
drop function app.keep_copies(app.public_listing[], bigint);
drop function app.keep_copy(app.public_listing);
revoke select (listing_id) on user_share from app_reader;
