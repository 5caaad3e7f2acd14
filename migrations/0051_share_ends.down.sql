drop function app.expired_shares();
revoke select (first_name, last_name, email_key, deleted_at) on app_user from app_reader;
revoke select (shared_at, imported_at, dismissed_at) on user_share from app_reader;

create or replace function app.guard_user_share() returns trigger
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

alter table user_share drop column dismissed_at;
