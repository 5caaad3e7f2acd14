drop table application_switch;
drop function app.sees_legacy();
drop function app.switched_on(text);
