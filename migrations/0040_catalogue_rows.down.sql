-- What an offer still names stays.
alter table cpu no force row level security;
alter table gpu no force row level security;
alter table listing no force row level security;

delete from cpu
 where source = 'approximate'
   and not exists (select 1 from listing where listing.cpu_id = cpu.id);
delete from gpu
 where source = 'approximate'
   and not exists (select 1 from listing where listing.gpu_id = gpu.id);

alter table listing force row level security;
alter table gpu force row level security;
alter table cpu force row level security;
