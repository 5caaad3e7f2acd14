-- An address as it is looked up. A condition on `lower(email)` is held back behind the policies,
-- because lower() is not leakproof, and then no index can answer it; one on a plain column is not.
alter table app_user add column email_key text generated always as (lower(email)) stored;

create index app_user_email_lookup on app_user (email_key) where deleted_at is null;
