drop function app.deal_views(bigint, bytea);
