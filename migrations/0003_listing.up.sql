-- An offer that a person keeps.
create table listing (
    id          bigint generated always as identity primary key,
    -- CASCADE, never SET NULL: a row without an owner is readable by everybody who is signed in.
    user_id     bigint        references app_user on delete cascade,
    title       text          not null check (char_length(title) between 1 and 255),
    listing_url text          check (listing_url ~ '^https?://' and char_length(listing_url) <= 2000),
    seller      text          check (char_length(seller) <= 128),
    -- NULL: the price is not known yet.
    price_usd   numeric(10, 2) check (price_usd >= 0),
    condition   text          not null default 'used' check (condition in ('new', 'refurb', 'used')),
    status      text          not null default 'active' check (status in ('active', 'archived', 'pending')),
    notes       text          check (char_length(notes) <= 5000),
    created_at  timestamptz   not null default now(),
    updated_at  timestamptz   not null default now()
);

create index listing_owner_newest on listing (user_id, created_at desc, id desc);

grant select, insert, update, delete on listing to app_request;
grant select, insert, update, delete on listing to app_admin;

create policy listing_owner_reads on listing for select to app_request
    using (user_id = (select app.uid()));
create policy listing_owner_inserts on listing for insert to app_request
    with check (user_id = (select app.uid()));
create policy listing_owner_updates on listing for update to app_request
    using (user_id = (select app.uid()))
    with check (user_id = (select app.uid()));
create policy listing_owner_deletes on listing for delete to app_request
    using (user_id = (select app.uid()));

create policy listing_admin on listing for all to app_admin
    using ((select app.is_admin()))
    with check ((select app.is_admin()));

alter table listing enable row level security;
alter table listing force row level security;
