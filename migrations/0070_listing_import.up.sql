-- The file that a person is about to import, between the page that shows what it would do and their
-- word; after that, what came of it. One a person: the next file takes its place.
create table listing_import (
    user_id    bigint      primary key references app_user on delete cascade,
    content    text        check (octet_length(content) <= 2 * 1024 * 1024),
    outcome    jsonb       check (jsonb_typeof(outcome) = 'object'),
    changed_at timestamptz not null default now()
);

grant select, delete on listing_import to app_request;
grant insert (user_id, content) on listing_import to app_request;
grant update (content, outcome, changed_at) on listing_import to app_request;

create policy listing_import_owner_reads on listing_import for select to app_request
    using (user_id = (select app.uid()));
create policy listing_import_owner_inserts on listing_import for insert to app_request
    with check (user_id = (select app.uid()));
create policy listing_import_owner_updates on listing_import for update to app_request
    using (user_id = (select app.uid()))
    with check (user_id = (select app.uid()));
create policy listing_import_owner_deletes on listing_import for delete to app_request
    using (user_id = (select app.uid()));

alter table listing_import enable row level security;
alter table listing_import force row level security;
