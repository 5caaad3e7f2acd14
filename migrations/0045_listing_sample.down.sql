drop index listing_owner_sample;
alter table listing drop column is_sample;
