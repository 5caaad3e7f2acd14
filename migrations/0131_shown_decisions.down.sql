drop function app.discover_collection_shown(bigint);
drop function app.public_collection_shown(bytea);
drop function app.shown_items_of(bigint);

revoke select (status) on collection_item from app_reader;
alter table collection drop column shows_status;
