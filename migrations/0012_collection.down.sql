drop table collection_item;
drop table collection;
