drop function app.person_by_handle(text);
drop function app.share_senders();
drop function app.share_recipients();
drop table person_lookup;

create function app.person_by_handle(handle text)
    returns table (person_id bigint, name text, avatar_url text)
    language sql stable security definer
    set search_path = ''
as $$
    select u.id, coalesce(u.display_name, u.username), u.avatar_url
      from public.app_user u
     where app.uid() is not null
       and u.is_active
       and (u.username = handle or lower(u.email) = lower(handle))
     order by u.username = handle desc
     limit 1
$$;

-- Who sent what the caller has received, of the shares that are live.
create function app.share_senders()
    returns table (share_id bigint, name text, avatar_url text)
    language sql stable security definer
    set search_path = ''
as $$
    select s.id, coalesce(u.display_name, u.username), u.avatar_url
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
    select s.id, coalesce(u.display_name, u.username), u.avatar_url
      from public.user_share s
      join public.app_user u on u.id = s.recipient_id
     where s.sender_id = app.uid()
$$;

revoke execute on function app.person_by_handle(text), app.share_senders(), app.share_recipients() from public;
grant execute on function app.person_by_handle(text), app.share_senders(), app.share_recipients() to app_request;

call app.give_to_reader('app.person_by_handle(text)');
call app.give_to_reader('app.share_senders()');
call app.give_to_reader('app.share_recipients()');
