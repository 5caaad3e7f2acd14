-- An offer that one person shows to another. While it is live, the other sees the offer itself.
create table user_share (
    id           bigint      generated always as identity primary key,
    sender_id    bigint      not null references app_user on delete cascade,
    recipient_id bigint      not null references app_user on delete cascade,
    listing_id   bigint      not null references listing on delete cascade,
    message      text        check (char_length(message) <= 500),
    shared_at    timestamptz not null default now(),
    expires_at   timestamptz not null default now() + interval '30 days',
    viewed_at    timestamptz,
    imported_at  timestamptz,
    revoked_at   timestamptz,
    created_at   timestamptz not null default now(),
    updated_at   timestamptz not null default now(),
    check (sender_id <> recipient_id),
    check (expires_at > shared_at)
);

create index user_share_received on user_share (recipient_id, expires_at);
create index user_share_sent on user_share (sender_id, shared_at desc);
create index user_share_listing on user_share (listing_id);

-- When somebody sent something, for the limit: a share that was deleted still counts.
create table user_share_sending (
    sender_id bigint      not null references app_user on delete cascade,
    sent_at   timestamptz not null default now()
);

create index user_share_sending_latest on user_share_sending (sender_id, sent_at);

create function app.is_active_person(person bigint) returns boolean
    language plpgsql stable parallel safe security definer
    set search_path = ''
as $$
begin
    return exists (select 1 from public.app_user where id = person and is_active);
end
$$;

-- The offers that others show to the caller right now. A function, because a policy of listing that
-- read user_share, whose policy reads listing, would never end; and an array, because
-- `= any(array)` keeps the index that `in (select …)` loses.
create function app.shared_listing_ids() returns bigint[]
    language plpgsql stable parallel safe security definer
    set search_path = ''
as $$
declare
    caller bigint := app.uid();
begin
    return (
        select coalesce(array_agg(distinct s.listing_id), '{}')
          from public.user_share s
          join public.app_user sender on sender.id = s.sender_id and sender.is_active
          join public.listing l on l.id = s.listing_id and l.user_id = s.sender_id
         where s.recipient_id = caller
           and s.revoked_at is null
           and s.expires_at > now()
    );
end
$$;

-- At most 10 an hour, 30 for who pays most and for administrators. A trigger, not a policy:
-- it must see what the same statement has just inserted, and let one at a time pass.
create function app.limit_sharing() returns trigger
    language plpgsql security definer
    set search_path = ''
as $$
declare
    allowed int;
    sent    int;
begin
    perform pg_advisory_xact_lock(hashtextextended('user_share', new.sender_id));
    delete from public.user_share_sending
     where sender_id = new.sender_id and sent_at <= now() - interval '1 hour';
    insert into public.user_share_sending (sender_id) values (new.sender_id);
    select count(*) into sent from public.user_share_sending where sender_id = new.sender_id;
    select case when role = 'admin' or plan = 'enterprise' then 30 else 10 end
      into allowed
      from public.app_user
     where id = new.sender_id;
    if sent > allowed then
        raise exception using errcode = 'DB429', message = format('more than %s shares in an hour', allowed);
    end if;
    return null;
end
$$;

-- Column grants name a role, and sender and recipient have the same one.
create function app.guard_user_share() returns trigger
    language plpgsql
    set search_path = ''
as $$
begin
    if new.revoked_at is distinct from old.revoked_at and app.uid() <> old.sender_id then
        raise exception using errcode = 'insufficient_privilege', message = 'only the sender revokes a share';
    end if;
    if (new.viewed_at, new.imported_at) is distinct from (old.viewed_at, old.imported_at)
       and app.uid() <> old.recipient_id then
        raise exception using errcode = 'insufficient_privilege', message = 'only the recipient views a share';
    end if;
    return new;
end
$$;

-- Whoever revoked relies on it.
create function app.revocation_is_final() returns trigger
    language plpgsql
    set search_path = ''
as $$
begin
    raise exception using errcode = 'insufficient_privilege', message = 'what was revoked stays revoked';
end
$$;

revoke execute on function app.is_active_person(bigint), app.shared_listing_ids(), app.limit_sharing(),
    app.guard_user_share(), app.revocation_is_final() from public;
grant execute on function app.is_active_person(bigint), app.shared_listing_ids() to app_request;

create trigger user_share_limit after insert on user_share
    for each row execute function app.limit_sharing();
create trigger user_share_guard before update on user_share
    for each row execute function app.guard_user_share();
create trigger user_share_revoked before update on user_share
    for each row when (old.revoked_at is not null and new.revoked_at is distinct from old.revoked_at)
    execute function app.revocation_is_final();

grant select, delete on user_share to app_request;
grant insert (sender_id, recipient_id, listing_id, message, expires_at) on user_share to app_request;
grant update (viewed_at, imported_at, revoked_at, updated_at) on user_share to app_request;
grant select, delete on user_share to app_admin;

create policy user_share_definer_reads on user_share for select to current_user using (true);
create policy listing_definer_reads on listing for select to current_user using (true);
create policy user_share_sending_definer on user_share_sending for all to current_user
    using (true) with check (true);

create policy user_share_sender_reads on user_share for select to app_request
    using (sender_id = (select app.uid()));
create policy user_share_recipient_reads on user_share for select to app_request
    using (
        recipient_id = (select app.uid())
        and revoked_at is null
        and expires_at > now()
        and app.is_active_person(sender_id)
    );
-- The offer must be the sender's own: to pass on somebody else's would be to open it to an accomplice.
create policy user_share_sender_inserts on user_share for insert to app_request
    with check (
        sender_id = (select app.uid())
        and exists (select 1 from listing l where l.id = listing_id and l.user_id = (select app.uid()))
        and app.is_active_person(recipient_id)
    );
create policy user_share_sender_updates on user_share for update to app_request
    using (sender_id = (select app.uid()))
    with check (sender_id = (select app.uid()));
create policy user_share_recipient_updates on user_share for update to app_request
    using (recipient_id = (select app.uid()))
    with check (recipient_id = (select app.uid()));
create policy user_share_sender_deletes on user_share for delete to app_request
    using (sender_id = (select app.uid()));
create policy user_share_admin_reads on user_share for select to app_admin
    using ((select app.is_admin()));
create policy user_share_admin_deletes on user_share for delete to app_admin
    using ((select app.is_admin()));

-- One policy for all who may read, in the order in which it is cheap to find out: PostgreSQL would
-- ask several in an order of its own.
drop policy listing_owner_reads on listing;
drop policy listing_legacy_reads on listing;
create policy listing_reads on listing for select to app_request
    using (
        user_id = (select app.uid())
        or (user_id is null and (select app.sees_legacy()))
        or id = any ((select app.shared_listing_ids())::bigint[])
    );

alter table user_share enable row level security;
alter table user_share force row level security;
alter table user_share_sending enable row level security;
alter table user_share_sending force row level security;
