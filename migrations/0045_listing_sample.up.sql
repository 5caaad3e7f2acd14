-- Part of the sample data, which is loaded and taken away as a whole.
alter table listing add column is_sample boolean not null default false;

create index listing_owner_sample on listing (user_id) where is_sample;

-- Set when the row is made, never afterwards.
grant insert (is_sample) on listing to app_request;
