-- How a person weighs the metrics of an offer into one score.
create table profile (
    id          bigint      generated always as identity primary key,
    -- NULL: part of the product (is_system), or from before people had accounts.
    user_id     bigint      references app_user on delete cascade,
    is_system   boolean     not null default false check (not is_system or user_id is null),
    name        text        not null check (char_length(name) between 1 and 128),
    description text        check (char_length(description) <= 1000),
    -- From a metric's name to its weight, 0 to 1.
    weights     jsonb       not null default '{}' check (jsonb_typeof(weights) = 'object'),
    is_default  boolean     not null default false,
    created_at  timestamptz not null default now(),
    updated_at  timestamptz not null default now(),
    -- An owner's own names only: a name that is taken elsewhere would tell that it exists.
    constraint profile_name_key unique nulls not distinct (user_id, name)
);

create unique index profile_default_key on profile (user_id) nulls not distinct where is_default;

-- Whether the caller may build on a profile: their own, or one that nobody owns. Also for a
-- legacy one after the transition: what already refers to it must stay changeable.
create function app.may_use_profile(profile_id bigint) returns boolean
    language plpgsql stable parallel safe security definer
    set search_path = ''
as $$
begin
    return exists (
        select 1
          from public.profile
         where id = profile_id
           and (user_id is null or user_id = app.uid())
    );
end
$$;

revoke execute on function app.may_use_profile(bigint) from public;
grant execute on function app.may_use_profile(bigint) to app_request;

grant select, delete on profile to app_request;
grant insert (user_id, name, description, weights, is_default) on profile to app_request;
grant update (name, description, weights, is_default, updated_at) on profile to app_request;
grant select, insert, update, delete on profile to app_admin;

create policy profile_definer_reads on profile for select to current_user using (true);

create policy profile_owner_reads on profile for select to app_request
    using (user_id = (select app.uid()));
create policy profile_system_reads on profile for select to app_request
    using (user_id is null and is_system and (select app.uid()) is not null);
create policy profile_legacy_reads on profile for select to app_request
    using (user_id is null and not is_system and (select app.sees_legacy()));
create policy profile_owner_inserts on profile for insert to app_request
    with check (user_id = (select app.uid()));
create policy profile_owner_updates on profile for update to app_request
    using (user_id = (select app.uid()))
    with check (user_id = (select app.uid()));
create policy profile_owner_deletes on profile for delete to app_request
    using (user_id = (select app.uid()));

create policy profile_admin_reads on profile for select to app_admin
    using ((select app.is_admin()));
create policy profile_admin_inserts on profile for insert to app_admin
    with check (user_id is null and (select app.is_admin()));
create policy profile_admin_updates on profile for update to app_admin
    using ((select app.is_admin()))
    with check ((select app.is_admin()));
create policy profile_admin_deletes on profile for delete to app_admin
    using ((select app.is_admin()));

alter table profile enable row level security;
alter table profile force row level security;
