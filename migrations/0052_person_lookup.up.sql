-- When somebody asked for a person by name or address, for the limit.
create table person_lookup (
    user_id      bigint      not null references app_user on delete cascade,
    looked_up_at timestamptz not null default now()
);

create index person_lookup_latest on person_lookup (user_id, looked_up_at);

grant select, insert, delete on person_lookup to app_reader;
create policy person_lookup_reader on person_lookup for all to app_reader using (true) with check (true);

alter table person_lookup enable row level security;
alter table person_lookup force row level security;

-- As before, with the names that people gave to Clerk, and at most twenty times an hour: who could
-- ask without end could find out who is here.
drop function app.person_by_handle(text);
drop function app.share_senders();
drop function app.share_recipients();

create function app.person_by_handle(handle text)
    returns table (person_id bigint, name text, avatar_url text)
    language plpgsql volatile security definer
    set search_path = ''
as $$
declare
    caller bigint := app.uid();
begin
    if caller is null then
        return;
    end if;
    perform pg_advisory_xact_lock(hashtextextended('person_lookup', caller));
    delete from public.person_lookup l
     where l.user_id = caller and l.looked_up_at <= now() - interval '1 hour';
    if (select count(*) from public.person_lookup l where l.user_id = caller) >= 20 then
        raise exception using errcode = 'DB429', message = 'more than 20 lookups in an hour';
    end if;
    insert into public.person_lookup (user_id) values (caller);
    return query
        select u.id
             , coalesce(nullif(btrim(u.display_name), ''), nullif(btrim(concat_ws(' ', u.first_name, u.last_name)), ''),
                        u.username)
             , u.avatar_url
          from public.app_user u
         where u.is_active
           and (u.username = handle or (u.email_key = lower(handle) and u.deleted_at is null))
         order by u.username = handle desc
         limit 1;
end
$$;

-- Who sent what the caller has received, of the shares that are live.
create function app.share_senders()
    returns table (share_id bigint, name text, avatar_url text)
    language sql stable security definer
    set search_path = ''
as $$
    select s.id
         , coalesce(nullif(btrim(u.display_name), ''), nullif(btrim(concat_ws(' ', u.first_name, u.last_name)), ''),
                    u.username)
         , u.avatar_url
      from public.user_share s
      join public.app_user u on u.id = s.sender_id and u.is_active
     where s.recipient_id = app.uid()
       and s.revoked_at is null
       and s.expires_at > now()
$$;

-- To whom the caller has sent, by share.
create function app.share_recipients()
    returns table (share_id bigint, name text, avatar_url text)
    language sql stable security definer
    set search_path = ''
as $$
    select s.id
         , coalesce(nullif(btrim(u.display_name), ''), nullif(btrim(concat_ws(' ', u.first_name, u.last_name)), ''),
                    u.username)
         , u.avatar_url
      from public.user_share s
      join public.app_user u on u.id = s.recipient_id
     where s.sender_id = app.uid()
$$;

revoke execute on function app.person_by_handle(text), app.share_senders(), app.share_recipients() from public;
grant execute on function app.person_by_handle(text), app.share_senders(), app.share_recipients() to app_request;

call app.give_to_reader('app.person_by_handle(text)');
call app.give_to_reader('app.share_senders()');
call app.give_to_reader('app.share_recipients()');
