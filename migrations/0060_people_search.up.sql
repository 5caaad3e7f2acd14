-- The admin area looks for people among all of them: by the beginnings of words in their names,
-- address and id, by what they are, in three orders, a page at a time.
--
-- Words are taken apart at these marks, so that an address is found by its local part and its host
-- too. Every id of Clerk's begins with `user_`, which is left out. Names are ordered as they are
-- shown, without regard to case, in the order of the bytes: that is the same on every system, so no
-- upgrade of its library spoils the index.
alter table app_user
    add column search_words tsvector generated always as (
        array_to_tsvector(array_remove(string_to_array(lower(translate(
            coalesce(display_name, '') || ' ' || coalesce(first_name, '') || ' ' || coalesce(last_name, '') || ' '
                || coalesce(email, '') || ' ' || username || ' ' || replace(coalesce(clerk_id, ''), 'user_', ''),
            '@.+-_/''"\(),:;|&!<>*', '                    ')), ' '), ''))
    ) stored,
    add column name_key text collate "C" generated always as (
        lower(coalesce(
            nullif(btrim(display_name), ''),
            nullif(btrim(coalesce(first_name, '') || ' ' || coalesce(last_name, '')), ''),
            email,
            username))
    ) stored;

create index app_user_words on app_user using gin (search_words);
-- Two of the orders; the third, by when the row was made, is the primary key's. Who never signed in
-- counts as the longest absent.
create index app_user_by_login on app_user (coalesce(last_login_at, timestamptz 'epoch'), id);
create index app_user_by_name on app_user (name_key, id);
-- What few are.
create index app_user_admins on app_user (id) where role = 'admin';
create index app_user_plan on app_user (plan, id) where plan <> 'solo';
create index app_user_inactive on app_user (id) where not is_active;

-- A page of people for an administrator, as ids in order. Runs as the owner, because a condition on
-- words would wait behind the policies and get no index; asks itself whether the caller is an
-- administrator. The statement is put together anew each time: no one plan serves all questions.
create function app.find_people(
    words text[], wanted_role text, wanted_plan text, wanted_state text,
    login_from timestamptz, login_before timestamptz,
    sort text, descending boolean, after_login timestamptz, after_name text, after_id bigint, page_size int
) returns setof bigint
    language plpgsql stable security definer
    set search_path = ''
as $$
declare
    -- PostgreSQL takes the beginning of any word for rare. Where it is not, going through the order
    -- until the page is full is faster than sorting all that is found.
    few        constant int := 5000;
    sort_key   text := case sort
        when 'login' then 'coalesce(last_login_at, timestamptz ''epoch''), '
        when 'name' then 'name_key, '
        else ''
    end;
    after_key  text := case sort when 'login' then '$4, ' when 'name' then '$5 collate "C", ' else '' end;
    ordering   text := case sort
        when 'login' then 'coalesce(last_login_at, timestamptz ''epoch'') %1$s, id %1$s'
        when 'name' then 'name_key %1$s, id %1$s'
        else 'id %1$s'
    end;
    direction  text := case when descending then 'desc' else 'asc' end;
    source     text := 'public.app_user';
    conditions text := 'true';
    question   tsquery;
begin
    if not app.is_admin() then
        raise exception using errcode = 'insufficient_privilege', message = 'not an administrator';
    end if;
    if cardinality(words) > 0 then
        -- Each is the beginning of a word; all of them must be found.
        select string_agg(format('''%s'':*', lower(translate(word, '''\', ''))), ' & ')::tsquery
          into question
          from unnest(words) word;
        if (select count(*) < few from (
                select from public.app_user where search_words @@ question limit few) found) then
            source := '(select * from public.app_user where search_words @@ $1 offset 0) found';
        else
            conditions := conditions || ' and search_words @@ $1';
        end if;
    end if;
    if wanted_role is not null then
        conditions := conditions || format(' and role = %L', wanted_role);
    end if;
    if wanted_plan is not null then
        conditions := conditions || format(' and plan = %L', wanted_plan);
    end if;
    conditions := conditions || case wanted_state
        when 'active' then ' and is_active'
        when 'inactive' then ' and not is_active'
        when 'deactivated' then ' and not is_active and deleted_at is null'
        when 'deleted' then ' and not is_active and deleted_at is not null'
        else ''
    end;
    if login_from is not null then
        conditions := conditions || ' and coalesce(last_login_at, timestamptz ''epoch'') >= $2';
    end if;
    if login_before is not null then
        conditions := conditions || ' and coalesce(last_login_at, timestamptz ''epoch'') < $3';
    end if;
    if after_id is not null then
        conditions := conditions || format(' and (%sid) %s (%s$6)', sort_key,
            case when descending then '<' else '>' end, after_key);
    end if;
    return query execute
        format('select id from %s where %s order by %s limit $7', source, conditions, format(ordering, direction))
        using question, login_from, login_before, after_login, after_name, after_id, least(page_size, 201);
end
$$;

revoke execute on function app.find_people(
    text[], text, text, text, timestamptz, timestamptz, text, boolean, timestamptz, text, bigint, int
) from public;
grant execute on function app.find_people(
    text[], text, text, text, timestamptz, timestamptz, text, boolean, timestamptz, text, bigint, int
) to app_admin;
