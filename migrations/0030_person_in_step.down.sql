drop trigger app_user_is_remembered on app_user;
drop function app.remember_purged();
drop function app.was_purged(text);
drop table purged_person;
drop policy audit_event_definer_inserts on audit_event;
drop function app.erase_held_profiles();
drop table held_profile;
alter table app_user drop column is_banned, drop column clerk_told_at;
