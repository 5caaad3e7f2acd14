drop function app.discover_collection_items(bigint);
drop function app.discover_collection(bigint);
drop function app.discover_collections(timestamptz, bigint, int);
drop function app.public_collection_items(bytea);
drop function app.public_collection(bytea);
drop function app.public_items_of(bigint);
drop function app.is_discoverable(bigint);
drop function app.collection_of_link(bytea);
drop view app.public_collection_head;

drop policy collection_share_token_reader_counts on collection_share_token;
drop policy collection_share_token_reader_reads on collection_share_token;
drop policy collection_item_reader_reads on collection_item;
drop policy collection_reader_reads on collection;

revoke all on collection_share_token from app_reader;
revoke all on collection_item from app_reader;
revoke all on collection from app_reader;
