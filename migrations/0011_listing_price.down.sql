drop table listing_price;
