-- Processors and graphics cards, the same for everybody. People may add one that is missing;
-- changing what others rely on is for administrators.
create table cpu (
    id           bigint      generated always as identity primary key,
    name         text        not null unique check (char_length(name) between 1 and 255),
    manufacturer text        check (char_length(manufacturer) <= 128),
    cores        int         check (cores > 0),
    threads      int         check (threads > 0),
    tdp_w        int         check (tdp_w > 0),
    -- Benchmark points, all cores and one core.
    mark_multi   int         check (mark_multi > 0),
    mark_single  int         check (mark_single > 0),
    igpu_mark    int         check (igpu_mark > 0),
    release_year int         check (release_year between 1970 and 2100),
    source       text        not null default 'user' check (char_length(source) between 1 and 64),
    created_at   timestamptz not null default now(),
    updated_at   timestamptz not null default now()
);

create table gpu (
    id           bigint      generated always as identity primary key,
    name         text        not null unique check (char_length(name) between 1 and 255),
    manufacturer text        check (char_length(manufacturer) <= 128),
    gpu_mark     int         check (gpu_mark > 0),
    metal_score  int         check (metal_score > 0),
    source       text        not null default 'user' check (char_length(source) between 1 and 64),
    created_at   timestamptz not null default now(),
    updated_at   timestamptz not null default now()
);

grant select on cpu, gpu to app_request, app_reader;
grant insert (name, manufacturer, cores, threads, tdp_w, mark_multi, mark_single, igpu_mark, release_year, source)
    on cpu to app_request;
grant insert (name, manufacturer, gpu_mark, metal_score, source) on gpu to app_request;
grant select, insert, update, delete on cpu, gpu to app_admin;

create policy cpu_reads on cpu for select to app_request using ((select app.uid()) is not null);
create policy cpu_additions on cpu for insert to app_request
    with check (source = 'user' and (select app.uid()) is not null);
create policy cpu_reader_reads on cpu for select to app_reader using (true);
create policy cpu_admin on cpu for all to app_admin
    using ((select app.is_admin()))
    with check ((select app.is_admin()));

create policy gpu_reads on gpu for select to app_request using ((select app.uid()) is not null);
create policy gpu_additions on gpu for insert to app_request
    with check (source = 'user' and (select app.uid()) is not null);
create policy gpu_reader_reads on gpu for select to app_reader using (true);
create policy gpu_admin on gpu for all to app_admin
    using ((select app.is_admin()))
    with check ((select app.is_admin()));

alter table cpu enable row level security;
alter table cpu force row level security;
alter table gpu enable row level security;
alter table gpu force row level security;
