-- A person. Clerk knows who they are; this row knows what is theirs.
create table app_user (
    id               bigint generated always as identity primary key,
    public_id        uuid        not null default gen_random_uuid() unique,
    -- NULL only for people from before Clerk.
    clerk_id         text        unique,
    username         text        not null unique check (char_length(username) between 1 and 64),
    -- Not an identity: Clerk may move an address from one account to another.
    email            text        check (char_length(email) <= 320),
    display_name     text        check (char_length(display_name) <= 255),
    first_name       text        check (char_length(first_name) <= 100),
    last_name        text        check (char_length(last_name) <= 100),
    avatar_url       text        check (char_length(avatar_url) <= 500),
    role             text        not null default 'user' check (role in ('user', 'admin')),
    plan             text        not null default 'solo' check (plan in ('solo', 'growth', 'enterprise')),
    preferences      jsonb       not null default '{}',
    is_active        boolean     not null default true,
    last_login_at    timestamptz,
    clerk_updated_at timestamptz,
    deleted_at       timestamptz,
    created_at       timestamptz not null default now(),
    updated_at       timestamptz not null default now()
);

create unique index app_user_email_key on app_user (lower(email)) where deleted_at is null;

-- The caller: an active person, or nobody. A deactivated person is nobody here,
-- so a check that the application forgets still refuses.
--
-- PL/pgSQL, as every function that a policy asks: it keeps its plan for the connection's life,
-- where an SQL function is planned anew by each statement.
create function app.uid() returns bigint
    language plpgsql stable parallel safe security definer
    set search_path = ''
as $$
begin
    return (
        select id
          from public.app_user
         where id = nullif(current_setting('app.current_user_id', true), '')::bigint
           and is_active
    );
end
$$;

-- Read from the table, never from a setting: whoever can run SQL can set a setting.
create function app.is_admin() returns boolean
    language plpgsql stable parallel safe security definer
    set search_path = ''
as $$
begin
    return exists (
        select 1
          from public.app_user
         where id = nullif(current_setting('app.current_user_id', true), '')::bigint
           and is_active
           and role = 'admin'
    );
end
$$;

revoke execute on function app.uid(), app.is_admin() from public;
grant execute on function app.uid() to app_request, app_admin;
grant execute on function app.is_admin() to app_admin;

grant select on app_user to app_request;
grant update (display_name, preferences, updated_at) on app_user to app_request;
grant select, insert, update on app_user to app_sync;
grant select, update, delete on app_user to app_admin;

-- Row security is forced, so the owner needs this to answer uid() and is_admin().
create policy app_user_owner_reads on app_user for select to current_user using (true);

create policy app_user_self_reads on app_user for select to app_request
    using (id = (select app.uid()));
create policy app_user_self_updates on app_user for update to app_request
    using (id = (select app.uid()))
    with check (id = (select app.uid()));

create policy app_user_sync_reads on app_user for select to app_sync using (true);
create policy app_user_sync_inserts on app_user for insert to app_sync with check (true);
create policy app_user_sync_updates on app_user for update to app_sync using (true) with check (true);

create policy app_user_admin on app_user for all to app_admin
    using ((select app.is_admin()))
    with check ((select app.is_admin()));

alter table app_user enable row level security;
alter table app_user force row level security;
