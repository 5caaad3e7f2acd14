-- When a collection's name, description or visibility was last changed, since it was made.
-- `updated_at` also moves when something in the collection does, which is no conflict with a new
-- name.
alter table collection add column described_at timestamptz;

grant update (described_at) on collection to app_request;
