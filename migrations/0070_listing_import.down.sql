drop table listing_import;
