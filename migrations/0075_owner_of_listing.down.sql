drop function app.owner_of_listing(bigint);
