-- What stands in a ruleset. Both tables follow the ruleset: who sees it sees them, who owns it
-- changes them, and moving one takes owning both ends.
create table valuation_rule_group (
    id            bigint      generated always as identity primary key,
    ruleset_id    bigint      not null references valuation_ruleset on delete cascade,
    name          text        not null check (char_length(name) between 1 and 128),
    category      text        not null default 'other'
                              check (category in ('cpu', 'gpu', 'ram', 'storage', 'os', 'ports', 'other')),
    display_order int         not null default 0,
    is_active     boolean     not null default true,
    created_at    timestamptz not null default now(),
    updated_at    timestamptz not null default now(),
    constraint valuation_rule_group_name_key unique (ruleset_id, name)
);

create table valuation_rule (
    id               bigint      generated always as identity primary key,
    group_id         bigint      not null references valuation_rule_group on delete cascade,
    name             text        not null check (char_length(name) between 1 and 128),
    description      text        check (char_length(description) <= 1000),
    evaluation_order int         not null default 100,
    is_active        boolean     not null default true,
    -- A tree of conditions; empty: always.
    conditions       jsonb       not null default '{}' check (jsonb_typeof(conditions) = 'object'),
    actions          jsonb       not null default '[]' check (jsonb_typeof(actions) = 'array'),
    version          int         not null default 1,
    created_at       timestamptz not null default now(),
    updated_at       timestamptz not null default now(),
    constraint valuation_rule_name_key unique (group_id, name)
);

grant select, delete on valuation_rule_group, valuation_rule to app_request;
grant insert (ruleset_id, name, category, display_order, is_active) on valuation_rule_group to app_request;
grant update (ruleset_id, name, category, display_order, is_active, updated_at)
    on valuation_rule_group to app_request;
grant insert (group_id, name, description, evaluation_order, is_active, conditions, actions, version)
    on valuation_rule to app_request;
grant update (group_id, name, description, evaluation_order, is_active, conditions, actions, version, updated_at)
    on valuation_rule to app_request;
grant select, insert, update, delete on valuation_rule_group, valuation_rule to app_admin;

create policy valuation_rule_group_reads on valuation_rule_group for select to app_request
    using (exists (select 1 from valuation_ruleset s where s.id = ruleset_id));
create policy valuation_rule_group_owner_inserts on valuation_rule_group for insert to app_request
    with check (exists (
        select 1 from valuation_ruleset s where s.id = ruleset_id and s.user_id = (select app.uid())
    ));
create policy valuation_rule_group_owner_updates on valuation_rule_group for update to app_request
    using (exists (
        select 1 from valuation_ruleset s where s.id = ruleset_id and s.user_id = (select app.uid())
    ))
    with check (exists (
        select 1 from valuation_ruleset s where s.id = ruleset_id and s.user_id = (select app.uid())
    ));
create policy valuation_rule_group_owner_deletes on valuation_rule_group for delete to app_request
    using (exists (
        select 1 from valuation_ruleset s where s.id = ruleset_id and s.user_id = (select app.uid())
    ));
create policy valuation_rule_group_admin on valuation_rule_group for all to app_admin
    using ((select app.is_admin()))
    with check ((select app.is_admin()));

create policy valuation_rule_reads on valuation_rule for select to app_request
    using (exists (select 1 from valuation_rule_group g where g.id = group_id));
create policy valuation_rule_owner_inserts on valuation_rule for insert to app_request
    with check (exists (
        select 1
          from valuation_rule_group g
          join valuation_ruleset s on s.id = g.ruleset_id
         where g.id = group_id and s.user_id = (select app.uid())
    ));
create policy valuation_rule_owner_updates on valuation_rule for update to app_request
    using (exists (
        select 1
          from valuation_rule_group g
          join valuation_ruleset s on s.id = g.ruleset_id
         where g.id = group_id and s.user_id = (select app.uid())
    ))
    with check (exists (
        select 1
          from valuation_rule_group g
          join valuation_ruleset s on s.id = g.ruleset_id
         where g.id = group_id and s.user_id = (select app.uid())
    ));
create policy valuation_rule_owner_deletes on valuation_rule for delete to app_request
    using (exists (
        select 1
          from valuation_rule_group g
          join valuation_ruleset s on s.id = g.ruleset_id
         where g.id = group_id and s.user_id = (select app.uid())
    ));
create policy valuation_rule_admin on valuation_rule for all to app_admin
    using ((select app.is_admin()))
    with check ((select app.is_admin()));

alter table valuation_rule_group enable row level security;
alter table valuation_rule_group force row level security;
alter table valuation_rule enable row level security;
alter table valuation_rule force row level security;
