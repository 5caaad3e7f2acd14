drop table listing_share;
