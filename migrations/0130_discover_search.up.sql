-- The discover page is searched by beginnings of words in the names and descriptions of collections.
-- Marks count as spaces: the parser would read "SSD/HDD" as a file, and "node-3" as a negative number.
-- The words stand in the index only: as a column, they would be among what people take along.
create index collection_words on collection
    using gin (to_tsvector('simple', regexp_replace(name || ' ' || coalesce(description, ''), '[[:punct:]]', ' ', 'g')))
    where visibility = 'public';

drop function app.discover_collections(timestamptz, bigint, int);

-- A page of public collections, newest first, after the one that was changed at `before` and has
-- the id `before_id`; with `words`, which are of letters and digits, only those in which each begins
-- a word. For who is signed in, while the switch is on.
create function app.discover_collections(words text[], before timestamptz, before_id bigint, page_size bigint)
    returns setof app.public_collection_head
    language plpgsql stable security definer
    set search_path = ''
as $$
declare
    question tsquery := (select to_tsquery('simple', string_agg(word || ':*', ' & ')) from unnest(words) word);
    source   text := 'public.collection';
begin
    if question is not null then
        -- All that is found comes first, and then its order: to go through the order in search of a
        -- rare word would be to take every collection apart.
        source := $found$(
            select id, user_id, visibility, updated_at
              from public.collection
             where visibility = 'public'
               and to_tsvector('simple', regexp_replace(name || ' ' || coalesce(description, ''),
                                                        '[[:punct:]]', ' ', 'g')) @@ $1
            offset 0)$found$;
    end if;
    return query execute format(
        $page$
        select h.*
          from (
              select c.id, c.updated_at
                from %s c
                join public.app_user u on u.id = c.user_id and u.is_active
               where c.visibility = 'public'
                 and app.uid() is not null
                 and app.switched_on('PUBLIC_COLLECTIONS')
                 and ($2 is null or (c.updated_at, c.id) < ($2, $3))
               order by c.updated_at desc, c.id desc
               limit $4
          ) page
          join app.public_collection_head h on h.collection_id = page.id
         order by page.updated_at desc, page.id desc
        $page$, source)
        using question, before, before_id, least(page_size, 201);
end
$$;

revoke execute on function app.discover_collections(text[], timestamptz, bigint, bigint) from public;
grant execute on function app.discover_collections(text[], timestamptz, bigint, bigint) to app_request;
call app.give_to_reader('app.discover_collections(text[], timestamptz, bigint, bigint)');
