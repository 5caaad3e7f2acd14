-- Who did what to whom. Rows are added and never changed, not even by the tables' owner.
create table audit_event (
    id         bigint      generated always as identity primary key,
    -- No foreign keys: what was done outlives who did it.
    actor_id   bigint,
    subject_id bigint,
    kind       text        not null check (char_length(kind) between 1 and 64),
    detail     jsonb       not null default '{}' check (jsonb_typeof(detail) = 'object'),
    ip_hash    text        check (char_length(ip_hash) <= 128),
    at         timestamptz not null default now()
);

create index audit_event_newest on audit_event (at desc, id desc);
create index audit_event_actor on audit_event (actor_id, at desc);
create index audit_event_subject on audit_event (subject_id, at desc);

create function app.refuse_change() returns trigger
    language plpgsql
    set search_path = ''
as $$
begin
    raise exception using errcode = 'insufficient_privilege', message = format('%s is append-only', tg_table_name);
end
$$;

revoke execute on function app.refuse_change() from public;

create trigger audit_event_is_append_only before update or delete on audit_event
    for each row execute function app.refuse_change();
create trigger audit_event_is_not_emptied before truncate on audit_event
    for each statement execute function app.refuse_change();

-- Not the id, and not the time: nobody writes into the past.
grant insert (actor_id, subject_id, kind, detail, ip_hash) on audit_event to app_request, app_admin, app_sync;
grant select on audit_event to app_admin;

create policy audit_event_own_acts on audit_event for insert to app_request
    with check (actor_id = (select app.uid()));
create policy audit_event_sync_inserts on audit_event for insert to app_sync with check (true);
create policy audit_event_admin_reads on audit_event for select to app_admin
    using ((select app.is_admin()));
create policy audit_event_admin_acts on audit_event for insert to app_admin
    with check (actor_id = (select app.uid()) and (select app.is_admin()));

alter table audit_event enable row level security;
alter table audit_event force row level security;
