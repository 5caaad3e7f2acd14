drop trigger collection_made_private on collection;
drop table collection_share_token;
drop function app.revoke_collection_links();
