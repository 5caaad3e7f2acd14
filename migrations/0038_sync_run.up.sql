-- Comparing everybody with Clerk takes a while, and may be interrupted: a run keeps how far it has
-- come, and whoever finds one that nobody works on goes on from there.
create table sync_run (
    id           bigint      generated always as identity primary key,
    -- 'clerk': Clerk's people are read, in the order in which they were made. 'ours': ours are looked
    -- up at Clerk, in the order of their numbers.
    phase        text        not null default 'clerk' check (phase in ('clerk', 'ours', 'done')),
    -- How far the phase has come: Unix milliseconds, or the number of a row.
    position     bigint      not null default 0,
    seen         bigint      not null default 0,
    created      bigint      not null default 0,
    updated      bigint      not null default 0,
    deactivated  bigint      not null default 0,
    drifted      bigint      not null default 0,
    failed       bigint      not null default 0,
    -- Whoever works on it says so again with each page.
    leased_until timestamptz not null,
    started_at   timestamptz not null default now(),
    finished_at  timestamptz
);

create index sync_run_newest on sync_run (started_at desc);
create unique index sync_run_is_alone on sync_run ((true)) where finished_at is null;

grant select, insert (leased_until), delete on sync_run to app_sync;
grant update (phase, position, seen, created, updated, deactivated, drifted, failed, leased_until, finished_at)
    on sync_run to app_sync;
grant select on sync_run to app_admin;

create policy sync_run_sync_reads on sync_run for select to app_sync using (true);
create policy sync_run_sync_inserts on sync_run for insert to app_sync with check (finished_at is null);
create policy sync_run_sync_updates on sync_run for update to app_sync
    using (true) with check (true);
create policy sync_run_sync_deletes on sync_run for delete to app_sync
    using (started_at < now() - interval '90 days');
create policy sync_run_admin_reads on sync_run for select to app_admin
    using ((select app.is_admin()));

alter table sync_run enable row level security;
alter table sync_run force row level security;
