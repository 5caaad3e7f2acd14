create or replace function app.find_people(
    words text[], wanted_role text, wanted_plan text, wanted_state text,
    login_from timestamptz, login_before timestamptz,
    sort text, descending boolean, after_login timestamptz, after_name text, after_id bigint, page_size int
) returns setof bigint
    language plpgsql stable security definer rows 51
    set search_path = ''
    set enable_seqscan = off
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
