drop table sync_run;
