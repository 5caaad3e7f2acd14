-- The scoring profiles that come with the product. The first is everybody's until they choose another.
alter table profile no force row level security;

insert into profile (is_system, name, description, weights, is_default)
values
    (true, 'Home lab', 'Many cores, much memory, and little power: for machines that run day and night.',
     '{"cpu_mark_multi": 0.4, "cpu_mark_single": 0.1, "ram_capacity": 0.3, "perf_per_watt": 0.2}', true),
    (true, 'Desktop', 'A fast single core and some graphics: for a machine to sit in front of.',
     '{"cpu_mark_multi": 0.3, "cpu_mark_single": 0.4, "gpu_score": 0.2, "ram_capacity": 0.1}', false),
    (true, 'Low power', 'Performance per watt above all: for machines that must be quiet and cool.',
     '{"cpu_mark_multi": 0.2, "cpu_mark_single": 0.1, "ram_capacity": 0.2, "perf_per_watt": 0.5}', false)
on conflict (user_id, name) do update set is_system = true;

alter table profile force row level security;
