-- A set of rules by which an offer's price is adjusted.
create table valuation_ruleset (
    id           bigint      generated always as identity primary key,
    -- NULL: part of the product (is_system), or from before people had accounts.
    user_id      bigint      references app_user on delete cascade,
    is_system    boolean     not null default false check (not is_system or user_id is null),
    name         text        not null check (char_length(name) between 1 and 128),
    description  text        check (char_length(description) <= 1000),
    version      text        not null default '1.0.0' check (char_length(version) <= 32),
    is_active    boolean     not null default true,
    -- Lower ones are applied first.
    priority     int         not null default 10 check (priority >= 0),
    -- A tree of conditions; empty: always.
    applies_when jsonb       not null default '{}' check (jsonb_typeof(applies_when) = 'object'),
    created_at   timestamptz not null default now(),
    updated_at   timestamptz not null default now(),
    constraint valuation_ruleset_name_key unique nulls not distinct (user_id, name)
);

-- As app.may_use_profile.
create function app.may_use_ruleset(ruleset_id bigint) returns boolean
    language plpgsql stable parallel safe security definer
    set search_path = ''
as $$
begin
    return exists (
        select 1
          from public.valuation_ruleset
         where id = ruleset_id
           and (user_id is null or user_id = app.uid())
    );
end
$$;

revoke execute on function app.may_use_ruleset(bigint) from public;
grant execute on function app.may_use_ruleset(bigint) to app_request;

grant select, delete on valuation_ruleset to app_request;
grant insert (user_id, name, description, version, is_active, priority, applies_when)
    on valuation_ruleset to app_request;
grant update (name, description, version, is_active, priority, applies_when, updated_at)
    on valuation_ruleset to app_request;
grant select, insert, update, delete on valuation_ruleset to app_admin;

create policy valuation_ruleset_definer_reads on valuation_ruleset for select to current_user using (true);

create policy valuation_ruleset_owner_reads on valuation_ruleset for select to app_request
    using (user_id = (select app.uid()));
create policy valuation_ruleset_system_reads on valuation_ruleset for select to app_request
    using (user_id is null and is_system and (select app.uid()) is not null);
create policy valuation_ruleset_legacy_reads on valuation_ruleset for select to app_request
    using (user_id is null and not is_system and (select app.sees_legacy()));
create policy valuation_ruleset_owner_inserts on valuation_ruleset for insert to app_request
    with check (user_id = (select app.uid()));
create policy valuation_ruleset_owner_updates on valuation_ruleset for update to app_request
    using (user_id = (select app.uid()))
    with check (user_id = (select app.uid()));
create policy valuation_ruleset_owner_deletes on valuation_ruleset for delete to app_request
    using (user_id = (select app.uid()));

create policy valuation_ruleset_admin_reads on valuation_ruleset for select to app_admin
    using ((select app.is_admin()));
create policy valuation_ruleset_admin_inserts on valuation_ruleset for insert to app_admin
    with check (user_id is null and (select app.is_admin()));
create policy valuation_ruleset_admin_updates on valuation_ruleset for update to app_admin
    using ((select app.is_admin()))
    with check ((select app.is_admin()));
create policy valuation_ruleset_admin_deletes on valuation_ruleset for delete to app_admin
    using ((select app.is_admin()));

alter table valuation_ruleset enable row level security;
alter table valuation_ruleset force row level security;
