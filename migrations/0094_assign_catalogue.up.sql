-- Scoring profiles and rulesets of nobody's are given an owner as offers are (app.assign_listing):
-- whoever else has chosen one would lose it by that, so each of them gets a copy of their own.
--
-- These run as who calls them, an administrator, under the policies for administrators.

-- A name that the person has not given yet.
create function app.free_name(wanted text, suffix bigint, is_taken boolean) returns text
    language sql immutable
    set search_path = ''
as $$
    select case when is_taken then left(wanted, 100) || ' (shared ' || suffix || ')' else wanted end
$$;

create function app.assign_profile(given bigint, person bigint) returns boolean
    language plpgsql
    set search_path = ''
as $$
declare
    source  public.profile;
    chooser bigint;
    copy    bigint;
begin
    if not app.is_admin() then
        raise exception using errcode = 'insufficient_privilege', message = 'not an administrator';
    end if;
    select * into source from public.profile where id = given and user_id is null and not is_system for update;
    if not found or not exists (select from public.app_user where id = person and is_active) then
        return false;
    end if;
    update public.profile
       set user_id = person, is_default = false, updated_at = now()
         , name = app.free_name(source.name, given, exists (
               select from public.profile where user_id = person and name = source.name))
     where id = given;
    for chooser in
        select user_id from public.listing where profile_id = given and user_id <> person
         union
        select id from public.app_user where preferences ->> 'scoring_profile_id' = given::text and id <> person
    loop
        -- As nobody's first: an administrator makes rows for nobody else.
        insert into public.profile (name, description, weights)
        values (source.name, source.description, source.weights)
        returning id into copy;
        update public.profile
           set user_id = chooser
             , name = app.free_name(source.name, copy, exists (
                   select from public.profile where user_id = chooser and name = source.name))
         where id = copy;
        update public.listing set profile_id = copy where profile_id = given and user_id = chooser;
        update public.app_user
           set preferences = jsonb_set(preferences, '{scoring_profile_id}', to_jsonb(copy))
         where id = chooser and preferences ->> 'scoring_profile_id' = given::text;
    end loop;
    return true;
end
$$;

create function app.assign_ruleset(given bigint, person bigint) returns boolean
    language plpgsql
    set search_path = ''
as $$
declare
    source  public.valuation_ruleset;
    chooser bigint;
    copy    bigint;
begin
    if not app.is_admin() then
        raise exception using errcode = 'insufficient_privilege', message = 'not an administrator';
    end if;
    select * into source from public.valuation_ruleset
     where id = given and user_id is null and not is_system for update;
    if not found or not exists (select from public.app_user where id = person and is_active) then
        return false;
    end if;
    update public.valuation_ruleset
       set user_id = person, updated_at = now()
         , name = app.free_name(source.name, given, exists (
               select from public.valuation_ruleset where user_id = person and name = source.name))
     where id = given;
    for chooser in
        select user_id from public.listing where ruleset_id = given and user_id <> person
         union
        select id from public.app_user where preferences ->> 'ruleset_id' = given::text and id <> person
    loop
        insert into public.valuation_ruleset (name, description, version, is_active, priority, applies_when)
        values (source.name, source.description, source.version, source.is_active, source.priority, source.applies_when)
        returning id into copy;
        insert into public.valuation_rule_group (ruleset_id, name, category, display_order, is_active)
        select copy, name, category, display_order, is_active
          from public.valuation_rule_group where ruleset_id = given;
        insert into public.valuation_rule
            (group_id, name, description, evaluation_order, is_active, conditions, actions, version)
        select own.id, r.name, r.description, r.evaluation_order, r.is_active, r.conditions, r.actions, r.version
          from public.valuation_rule r
          join public.valuation_rule_group g on g.id = r.group_id and g.ruleset_id = given
          join public.valuation_rule_group own on own.ruleset_id = copy and own.name = g.name;
        update public.valuation_ruleset
           set user_id = chooser
             , name = app.free_name(source.name, copy, exists (
                   select from public.valuation_ruleset where user_id = chooser and name = source.name))
         where id = copy;
        update public.listing set ruleset_id = copy where ruleset_id = given and user_id = chooser;
        update public.app_user
           set preferences = jsonb_set(preferences, '{ruleset_id}', to_jsonb(copy))
         where id = chooser and preferences ->> 'ruleset_id' = given::text;
    end loop;
    return true;
end
$$;

revoke execute on function app.free_name(text, bigint, boolean), app.assign_profile(bigint, bigint),
    app.assign_ruleset(bigint, bigint) from public;
grant execute on function app.free_name(text, bigint, boolean), app.assign_profile(bigint, bigint),
    app.assign_ruleset(bigint, bigint) to app_admin;
