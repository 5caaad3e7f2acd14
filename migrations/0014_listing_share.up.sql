-- A public link to one offer. The token is in the link only; here is its SHA-256, which nobody but
-- the function that opens the link can read.
create table listing_share (
    id         bigint      generated always as identity primary key,
    listing_id bigint      not null references listing on delete cascade,
    created_by bigint      not null references app_user on delete cascade,
    token_hash bytea       not null unique check (octet_length(token_hash) = 32),
    -- The token's first characters, to tell links apart.
    prefix     text        not null check (char_length(prefix) between 1 and 12),
    view_count bigint      not null default 0,
    -- NULL: never.
    expires_at timestamptz default now() + interval '180 days',
    revoked_at timestamptz,
    created_at timestamptz not null default now(),
    updated_at timestamptz not null default now()
);

create index listing_share_owner on listing_share (created_by, created_at desc);
create index listing_share_listing on listing_share (listing_id);

create trigger listing_share_revoked before update on listing_share
    for each row when (old.revoked_at is not null and new.revoked_at is distinct from old.revoked_at)
    execute function app.revocation_is_final();

grant select (id, listing_id, created_by, prefix, view_count, expires_at, revoked_at, created_at, updated_at), delete
    on listing_share to app_request, app_admin;
grant insert (listing_id, created_by, token_hash, prefix, expires_at) on listing_share to app_request;
grant update (expires_at, revoked_at, updated_at) on listing_share to app_request;

create policy listing_share_owner_reads on listing_share for select to app_request
    using (created_by = (select app.uid()));
create policy listing_share_owner_inserts on listing_share for insert to app_request
    with check (
        created_by = (select app.uid())
        and exists (select 1 from listing l where l.id = listing_id and l.user_id = (select app.uid()))
    );
create policy listing_share_owner_updates on listing_share for update to app_request
    using (created_by = (select app.uid()))
    with check (created_by = (select app.uid()));
create policy listing_share_owner_deletes on listing_share for delete to app_request
    using (created_by = (select app.uid()));
create policy listing_share_admin_reads on listing_share for select to app_admin
    using ((select app.is_admin()));
create policy listing_share_admin_deletes on listing_share for delete to app_admin
    using ((select app.is_admin()));

alter table listing_share enable row level security;
alter table listing_share force row level security;
