-- How a share ends for its recipient: dismissed by them, or expired.
alter table user_share add column dismissed_at timestamptz;

grant update (dismissed_at) on user_share to app_request;

create or replace function app.guard_user_share() returns trigger
    language plpgsql
    set search_path = ''
as $$
begin
    if new.revoked_at is distinct from old.revoked_at and app.uid() <> old.sender_id then
        raise exception using errcode = 'insufficient_privilege', message = 'only the sender revokes a share';
    end if;
    if (new.viewed_at, new.imported_at, new.dismissed_at)
           is distinct from (old.viewed_at, old.imported_at, old.dismissed_at)
       and app.uid() <> old.recipient_id then
        raise exception using errcode = 'insufficient_privilege', message = 'only the recipient views a share';
    end if;
    return new;
end
$$;

-- What the caller received and can no longer open, of the last thirty days: that it was there and
-- from whom, nothing of the offer. What was revoked was never there.
create function app.expired_shares()
    returns table (share_id bigint, name text, avatar_url text, shared_at timestamptz, expires_at timestamptz,
                   imported_at timestamptz)
    language sql stable security definer
    set search_path = ''
as $$
    select s.id
         , coalesce(nullif(btrim(u.display_name), ''), nullif(btrim(concat_ws(' ', u.first_name, u.last_name)), ''),
                    u.username)
         , u.avatar_url, s.shared_at, s.expires_at, s.imported_at
      from public.user_share s
      join public.app_user u on u.id = s.sender_id and u.is_active
     where s.recipient_id = app.uid()
       and s.revoked_at is null
       and s.dismissed_at is null
       and s.expires_at <= now()
       and s.expires_at > now() - interval '30 days'
$$;

grant select (shared_at, imported_at, dismissed_at) on user_share to app_reader;
grant select (first_name, last_name, email_key, deleted_at) on app_user to app_reader;

revoke execute on function app.expired_shares() from public;
grant execute on function app.expired_shares() to app_request;
call app.give_to_reader('app.expired_shares()');
