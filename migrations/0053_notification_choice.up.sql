-- Notifications that people may switch off, each by its name, in their preferences:
-- {"notifications": {"price_drop": false}}. What an administrator says is always told.
create or replace function app.notify(person bigint, kind text, title text, message text, link text, share bigint)
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
    if exists (
        select 1 from public.app_user u
         where u.id = person and u.preferences #> array['notifications', kind] = 'false'::jsonb
    ) then
        return;
    end if;
    insert into public.notification (user_id, type, title, message, link, user_share_id)
    values (person, kind, title, message, link, share)
    on conflict do nothing;
end
$$;
