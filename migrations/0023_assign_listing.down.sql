drop policy collection_item_definer_points on collection_item;
drop policy collection_item_definer_reads on collection_item;
drop policy collection_definer_reads on collection;
drop policy listing_price_definer_copies on listing_price;
drop policy listing_price_definer_reads on listing_price;
drop policy listing_definer_assigns on listing;
drop policy listing_definer_copies on listing;
drop function app.assign_listing(bigint, bigint);
