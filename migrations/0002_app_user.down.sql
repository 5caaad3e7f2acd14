drop policy app_user_owner_reads on app_user;
drop policy app_user_self_reads on app_user;
drop policy app_user_self_updates on app_user;
drop policy app_user_sync_reads on app_user;
drop policy app_user_sync_inserts on app_user;
drop policy app_user_sync_updates on app_user;
drop policy app_user_admin on app_user;

drop function app.is_admin();
drop function app.uid();
drop table app_user;
