-- A search for what everybody has, such as the host of all addresses, is answered as fast as another:
-- a sample of the table tells beforehand that it is common, which only the whole index could tell before.
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
    -- What some 25 pages of the table hold.
    sample     tsvector[];
    beginnings text[];
    question   tsquery;
    -- What the index is asked.
    telling    tsquery;
begin
    if not app.is_admin() then
        raise exception using errcode = 'insufficient_privilege', message = 'not an administrator';
    end if;
    if cardinality(words) > 0 then
        -- Each is the beginning of a word; all of them must be found.
        beginnings := array(select format('''%s'':*', lower(translate(word, '''\', ''))) from unnest(words) word);
        question := array_to_string(beginnings, ' & ')::tsquery;
        sample := array(
            select search_words
              from public.app_user tablesample system (
                  least(100, 2500.0 * current_setting('block_size')::int
                      / greatest(pg_relation_size('public.app_user'), 1))));
        -- The index looks up every word with a beginning before it compares, so what half of all people
        -- have is left to be compared.
        select string_agg(beginning, ' & ')::tsquery into telling
          from unnest(beginnings) beginning
         where (select count(*) filter (where it @@ beginning::tsquery) * 2 < count(*) from unnest(sample) it);
        telling := coalesce(telling, question);
        if (select count(*) filter (where it @@ question) * 50 < count(*) from unnest(sample) it)
            and (select count(*) < few from (
                select from (select search_words from public.app_user where search_words @@ telling offset 0) it
                 where search_words @@ question limit few) found)
        then
            source := '(select * from public.app_user where search_words @@ $8 offset 0) found';
        end if;
        -- "is true" keeps the index, which takes it for rare, out of going through the order.
        conditions := '(search_words @@ $1) is true';
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
        using question, login_from, login_before, after_login, after_name, after_id, least(page_size, 201), telling;
end
$$;
