-- What a person is told in the application. Nobody writes into another's list but through the
-- functions below, which say when they may.
create table notification (
    id            bigint      generated always as identity primary key,
    user_id       bigint      not null references app_user on delete cascade,
    type          text        not null check (type in ('share_received', 'share_imported', 'price_drop',
                                                       'role_changed', 'system')),
    title         text        not null check (char_length(title) between 1 and 255),
    message       text        check (char_length(message) <= 1000),
    -- A page of the application, never of another site.
    link          text        check (link ~ '^/([^/\\]|$)' and char_length(link) <= 500),
    user_share_id bigint      references user_share on delete cascade,
    read_at       timestamptz,
    created_at    timestamptz not null default now(),
    updated_at    timestamptz not null default now()
);

create index notification_unread on notification (user_id, read_at);
-- A share is announced once, and its import once.
create unique index notification_share_key on notification (user_share_id, type) where user_share_id is not null;

-- Tells a person something on the caller's behalf: oneself anything; another only that the caller
-- has just shared something with them, or has imported what they shared.
create function app.notify(person bigint, kind text, title text, message text, link text, share bigint)
    returns void
    language plpgsql security definer
    set search_path = ''
as $$
begin
    if not coalesce(case kind
        when 'share_received' then exists (
            select 1 from public.user_share s
             where s.id = share and s.sender_id = app.uid() and s.recipient_id = person and s.revoked_at is null
        )
        when 'share_imported' then exists (
            select 1 from public.user_share s
             where s.id = share and s.recipient_id = app.uid() and s.sender_id = person and s.imported_at is not null
        )
        when 'price_drop' then person = app.uid() and share is null
        when 'system' then person = app.uid() and share is null
    end, false) then
        raise exception using errcode = 'insufficient_privilege', message = 'not the caller''s to tell';
    end if;
    insert into public.notification (user_id, type, title, message, link, user_share_id)
    values (person, kind, title, message, link, share)
    on conflict do nothing;
end
$$;

-- Tells anybody what an administrator has done.
create function app.notify_by_admin(person bigint, kind text, title text, message text, link text)
    returns void
    language plpgsql security definer
    set search_path = ''
as $$
begin
    if not (app.is_admin() and kind in ('role_changed', 'system')) then
        raise exception using errcode = 'insufficient_privilege', message = 'not the caller''s to tell';
    end if;
    insert into public.notification (user_id, type, title, message, link)
    values (person, kind, title, message, link);
end
$$;

revoke execute on function app.notify(bigint, text, text, text, text, bigint),
    app.notify_by_admin(bigint, text, text, text, text) from public;
grant execute on function app.notify(bigint, text, text, text, text, bigint) to app_request;
grant execute on function app.notify_by_admin(bigint, text, text, text, text) to app_admin;

grant select, delete on notification to app_request, app_admin;
grant update (read_at, updated_at) on notification to app_request;

create policy notification_definer_inserts on notification for insert to current_user with check (true);

create policy notification_owner_reads on notification for select to app_request
    using (user_id = (select app.uid()));
create policy notification_owner_updates on notification for update to app_request
    using (user_id = (select app.uid()))
    with check (user_id = (select app.uid()));
create policy notification_owner_deletes on notification for delete to app_request
    using (user_id = (select app.uid()));
create policy notification_admin_reads on notification for select to app_admin
    using ((select app.is_admin()));
create policy notification_admin_deletes on notification for delete to app_admin
    using ((select app.is_admin()));

alter table notification enable row level security;
alter table notification force row level security;
