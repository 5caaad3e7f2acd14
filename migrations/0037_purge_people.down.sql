drop function app.purge_deleted_people(interval);
drop policy app_user_definer_purges on app_user;
