drop function app.owners_of_outdated_offers(bigint, int);

drop policy gpu_definer_reads on gpu;
drop policy cpu_definer_reads on cpu;
