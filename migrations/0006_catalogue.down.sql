drop table gpu;
drop table cpu;
