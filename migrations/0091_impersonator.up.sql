-- Who acts as another, by their Clerk id, stands in every event that such a session leaves: the
-- scope says who it is, whatever the event says.
create function app.note_impersonator() returns trigger
    language plpgsql
    set search_path = ''
as $$
declare
    impersonator text := nullif(current_setting('app.impersonator', true), '');
begin
    if impersonator is not null then
        new.detail := new.detail || jsonb_build_object('impersonator', impersonator);
    end if;
    return new;
end
$$;

revoke execute on function app.note_impersonator() from public;

create trigger audit_event_names_impersonator before insert on audit_event
    for each row execute function app.note_impersonator();
