-- What an offer cost, and when: one row when it is first kept and one for every change.
create table listing_price (
    id         bigint         generated always as identity primary key,
    listing_id bigint         not null references listing on delete cascade,
    price_usd  numeric(10, 2) not null check (price_usd >= 0),
    seen_at    timestamptz    not null default now(),
    note       text           check (char_length(note) <= 500),
    created_at timestamptz    not null default now()
);

create index listing_price_newest on listing_price (listing_id, seen_at desc);

grant select, delete on listing_price to app_request;
grant insert (listing_id, price_usd, seen_at, note) on listing_price to app_request;
grant select, delete on listing_price to app_admin;

create policy listing_price_reads on listing_price for select to app_request
    using (exists (select 1 from listing l where l.id = listing_id));
create policy listing_price_owner_inserts on listing_price for insert to app_request
    with check (exists (select 1 from listing l where l.id = listing_id and l.user_id = (select app.uid())));
create policy listing_price_owner_deletes on listing_price for delete to app_request
    using (exists (select 1 from listing l where l.id = listing_id and l.user_id = (select app.uid())));

create policy listing_price_admin_reads on listing_price for select to app_admin
    using ((select app.is_admin()));
create policy listing_price_admin_deletes on listing_price for delete to app_admin
    using ((select app.is_admin()));

alter table listing_price enable row level security;
alter table listing_price force row level security;
