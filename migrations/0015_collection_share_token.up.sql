-- A link to a collection, for who holds it. As listing_share.
create table collection_share_token (
    id            bigint      generated always as identity primary key,
    collection_id bigint      not null references collection on delete cascade,
    token_hash    bytea       not null unique check (octet_length(token_hash) = 32),
    prefix        text        not null check (char_length(prefix) between 1 and 12),
    view_count    bigint      not null default 0,
    -- NULL: never.
    expires_at    timestamptz,
    revoked_at    timestamptz,
    created_at    timestamptz not null default now(),
    updated_at    timestamptz not null default now()
);

create index collection_share_token_collection on collection_share_token (collection_id, created_at desc);

create trigger collection_share_token_revoked before update on collection_share_token
    for each row when (old.revoked_at is not null and new.revoked_at is distinct from old.revoked_at)
    execute function app.revocation_is_final();

-- Making a collection private ends its links for good, also when it is shared again later. As the
-- functions' owner, because an administrator who moderates may not change links.
create function app.revoke_collection_links() returns trigger
    language plpgsql security definer
    set search_path = ''
as $$
begin
    update public.collection_share_token
       set revoked_at = now(), updated_at = now()
     where collection_id = new.id and revoked_at is null;
    return null;
end
$$;

revoke execute on function app.revoke_collection_links() from public;

create trigger collection_made_private after update on collection
    for each row when (new.visibility = 'private' and old.visibility <> 'private')
    execute function app.revoke_collection_links();

grant select (id, collection_id, prefix, view_count, expires_at, revoked_at, created_at, updated_at), delete
    on collection_share_token to app_request, app_admin;
grant insert (collection_id, token_hash, prefix, expires_at) on collection_share_token to app_request;
grant update (expires_at, revoked_at, updated_at) on collection_share_token to app_request;

create policy collection_share_token_definer_reads on collection_share_token for select to current_user
    using (true);
create policy collection_share_token_definer_updates on collection_share_token for update to current_user
    using (true) with check (true);

create policy collection_share_token_owner_reads on collection_share_token for select to app_request
    using (exists (select 1 from collection c where c.id = collection_id and c.user_id = (select app.uid())));
create policy collection_share_token_owner_inserts on collection_share_token for insert to app_request
    with check (exists (
        select 1
          from collection c
         where c.id = collection_id and c.user_id = (select app.uid()) and c.visibility <> 'private'
    ));
create policy collection_share_token_owner_updates on collection_share_token for update to app_request
    using (exists (select 1 from collection c where c.id = collection_id and c.user_id = (select app.uid())))
    with check (exists (select 1 from collection c where c.id = collection_id and c.user_id = (select app.uid())));
create policy collection_share_token_owner_deletes on collection_share_token for delete to app_request
    using (exists (select 1 from collection c where c.id = collection_id and c.user_id = (select app.uid())));
create policy collection_share_token_admin_reads on collection_share_token for select to app_admin
    using ((select app.is_admin()));
create policy collection_share_token_admin_deletes on collection_share_token for delete to app_admin
    using ((select app.is_admin()));

alter table collection_share_token enable row level security;
alter table collection_share_token force row level security;
