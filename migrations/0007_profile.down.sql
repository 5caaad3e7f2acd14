drop function app.may_use_profile(bigint);
drop table profile;
