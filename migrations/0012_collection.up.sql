-- Offers that a person has put together, with what they have decided about each.
create table collection (
    id          bigint      generated always as identity primary key,
    user_id     bigint      not null references app_user on delete cascade,
    name        text        not null check (char_length(name) between 1 and 100),
    description text        check (char_length(description) <= 1000),
    -- private: its owner. unlisted: who holds a live link. public: also on the discover page.
    visibility  text        not null default 'private' check (visibility in ('private', 'unlisted', 'public')),
    created_at  timestamptz not null default now(),
    updated_at  timestamptz not null default now()
);

create index collection_owner_newest on collection (user_id, created_at desc, id desc);
create index collection_discover on collection (updated_at desc, id desc) where visibility = 'public';

create table collection_item (
    id            bigint      generated always as identity primary key,
    collection_id bigint      not null references collection on delete cascade,
    listing_id    bigint      not null references listing on delete cascade,
    status        text        not null default 'undecided'
                              check (status in ('undecided', 'shortlisted', 'rejected', 'bought')),
    notes         text        check (char_length(notes) <= 500),
    position      int         not null default 0,
    added_at      timestamptz not null default now(),
    created_at    timestamptz not null default now(),
    updated_at    timestamptz not null default now(),
    constraint collection_item_listing_key unique (collection_id, listing_id)
);

create index collection_item_listing on collection_item (listing_id);

grant select, delete on collection, collection_item to app_request;
grant insert (user_id, name, description, visibility) on collection to app_request;
grant update (name, description, visibility, updated_at) on collection to app_request;
grant insert (collection_id, listing_id, status, notes, position) on collection_item to app_request;
grant update (collection_id, status, notes, position, updated_at) on collection_item to app_request;
grant select, delete on collection, collection_item to app_admin;
-- Moderation: words and visibility, not whose it is.
grant update (name, description, visibility, updated_at) on collection to app_admin;

create policy collection_owner_reads on collection for select to app_request
    using (user_id = (select app.uid()));
create policy collection_owner_inserts on collection for insert to app_request
    with check (user_id = (select app.uid()));
create policy collection_owner_updates on collection for update to app_request
    using (user_id = (select app.uid()))
    with check (user_id = (select app.uid()));
create policy collection_owner_deletes on collection for delete to app_request
    using (user_id = (select app.uid()));
create policy collection_admin on collection for all to app_admin
    using ((select app.is_admin()))
    with check ((select app.is_admin()));

-- An item may point at an offer of one's own, or at one that cannot vanish with a person. Offers
-- of others are copied, never pointed at.
create policy collection_item_owner_reads on collection_item for select to app_request
    using (exists (select 1 from collection c where c.id = collection_id and c.user_id = (select app.uid())));
create policy collection_item_owner_inserts on collection_item for insert to app_request
    with check (
        exists (select 1 from collection c where c.id = collection_id and c.user_id = (select app.uid()))
        and exists (
            select 1
              from listing l
             where l.id = listing_id
               and (l.user_id = (select app.uid()) or l.user_id is null)
        )
    );
create policy collection_item_owner_updates on collection_item for update to app_request
    using (exists (select 1 from collection c where c.id = collection_id and c.user_id = (select app.uid())))
    with check (exists (select 1 from collection c where c.id = collection_id and c.user_id = (select app.uid())));
create policy collection_item_owner_deletes on collection_item for delete to app_request
    using (exists (select 1 from collection c where c.id = collection_id and c.user_id = (select app.uid())));
create policy collection_item_admin_reads on collection_item for select to app_admin
    using ((select app.is_admin()));
create policy collection_item_admin_deletes on collection_item for delete to app_admin
    using ((select app.is_admin()));

alter table collection enable row level security;
alter table collection force row level security;
alter table collection_item enable row level security;
alter table collection_item force row level security;
