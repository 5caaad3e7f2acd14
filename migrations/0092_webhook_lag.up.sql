-- When what a message tells of happened at Clerk, as far as it says: how long it took to get here.
alter table webhook_event add column happened_at timestamptz;

grant insert (happened_at) on webhook_event to app_sync;
grant select (happened_at) on webhook_event to app_admin;
