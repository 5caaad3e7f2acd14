-- What an administrator can switch on and off while the application runs.
create table application_switch (
    name        text        primary key check (name ~ '^[A-Z][A-Z_]{0,63}$'),
    enabled     boolean     not null,
    description text        not null check (char_length(description) <= 500),
    created_at  timestamptz not null default now(),
    updated_at  timestamptz not null default now()
);

insert into application_switch (name, enabled, description) values
    ('LEGACY_ROWS_VISIBLE', true,
     'Rows from before people had accounts can be read by everybody who is signed in. Off ends the transition.'),
    ('PUBLIC_COLLECTIONS', false,
     'Public collections are listed on the discover page.');

-- As its owner, because policies of other tables ask on behalf of people who may not look.
create function app.switched_on(switch_name text) returns boolean
    language plpgsql stable parallel safe security definer
    set search_path = ''
as $$
begin
    return coalesce((select enabled from public.application_switch where name = switch_name), false);
end
$$;

-- Whether the caller sees rows that nobody owns and that are not part of the product.
create function app.sees_legacy() returns boolean
    language plpgsql stable parallel safe security definer
    set search_path = ''
as $$
begin
    return app.uid() is not null and app.switched_on('LEGACY_ROWS_VISIBLE');
end
$$;

revoke execute on function app.switched_on(text), app.sees_legacy() from public;
grant execute on function app.switched_on(text) to app_request, app_admin, app_sync, app_reader;
grant execute on function app.sees_legacy() to app_request;

grant select on application_switch to app_request, app_admin, app_sync;
grant update (enabled, updated_at) on application_switch to app_admin;

create policy application_switch_owner_reads on application_switch for select to current_user using (true);
create policy application_switch_reads on application_switch for select to app_request
    using ((select app.uid()) is not null);
create policy application_switch_sync_reads on application_switch for select to app_sync using (true);
create policy application_switch_admin_reads on application_switch for select to app_admin
    using ((select app.is_admin()));
create policy application_switch_admin_updates on application_switch for update to app_admin
    using ((select app.is_admin()))
    with check ((select app.is_admin()));

alter table application_switch enable row level security;
alter table application_switch force row level security;
