-- What keeps a person's row in step with Clerk, whoever tells of them: their first request, a
-- webhook or the backfill.
alter table app_user
    -- With clerk_updated_at the version of what the row says: when it was so, for changes of one
    -- and the same millisecond. Both NULL: made from a token, which says nothing of its age.
    add column clerk_told_at timestamptz,
    -- Inactive because Clerk says banned, and until it says otherwise. An administrator who
    -- deactivates or reactivates somebody takes the decision from Clerk: false.
    add column is_banned boolean not null default false;

-- What was cleared from the row of somebody who was deleted, until it is erased for good: an
-- administrator can take a deletion back that was a slip.
create table held_profile (
    user_id      bigint      primary key references app_user on delete cascade,
    username     text        not null check (char_length(username) between 1 and 64),
    email        text        check (char_length(email) <= 320),
    display_name text        check (char_length(display_name) <= 255),
    first_name   text        check (char_length(first_name) <= 100),
    last_name    text        check (char_length(last_name) <= 100),
    avatar_url   text        check (char_length(avatar_url) <= 500),
    erase_at     timestamptz not null default now() + interval '7 days',
    created_at   timestamptz not null default now()
);

create index held_profile_oldest on held_profile (erase_at);

-- Erases what has been held for long enough, and says so in the audit log. Returns how many.
create function app.erase_held_profiles() returns bigint
    language sql security definer
    set search_path = ''
as $$
    with gone as (
        delete from public.held_profile where erase_at <= now() returning user_id
    ), kept as (
        insert into public.audit_event (subject_id, kind) select user_id, 'erased' from gone
    )
    select count(*) from gone
$$;

revoke execute on function app.erase_held_profiles() from public;
grant execute on function app.erase_held_profiles() to app_sync;

grant insert (user_id, username, email, display_name, first_name, last_name, avatar_url) on held_profile to app_sync;
grant select, delete on held_profile to app_admin;

create policy held_profile_definer_reads on held_profile for select to current_user using (true);
create policy held_profile_definer_erases on held_profile for delete to current_user using (erase_at <= now());
create policy held_profile_sync_inserts on held_profile for insert to app_sync with check (true);
create policy held_profile_admin on held_profile for all to app_admin
    using ((select app.is_admin()))
    with check ((select app.is_admin()));
create policy audit_event_definer_inserts on audit_event for insert to current_user with check (true);

alter table held_profile enable row level security;
alter table held_profile force row level security;

-- Whose row has been purged. As long as the row of somebody who is gone is there, it keeps them
-- from coming again; then this does.
create table purged_person (
    clerk_id  text        primary key,
    purged_at timestamptz not null default now()
);

create function app.remember_purged() returns trigger
    language plpgsql security definer
    set search_path = ''
as $$
begin
    insert into public.purged_person (clerk_id) values (old.clerk_id) on conflict do nothing;
    return null;
end
$$;

revoke execute on function app.remember_purged() from public;

create trigger app_user_is_remembered after delete on app_user
    for each row when (old.clerk_id is not null) execute function app.remember_purged();

create function app.was_purged(person text) returns boolean
    language plpgsql stable security definer
    set search_path = ''
as $$
begin
    return exists (select 1 from public.purged_person where clerk_id = person);
end
$$;

revoke execute on function app.was_purged(text) from public;
grant execute on function app.was_purged(text) to app_sync;

create policy purged_person_definer_reads on purged_person for select to current_user using (true);
create policy purged_person_definer_inserts on purged_person for insert to current_user with check (true);

alter table purged_person enable row level security;
alter table purged_person force row level security;
