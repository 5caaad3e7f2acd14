drop function app.find_people(
    text[], text, text, text, timestamptz, timestamptz, text, boolean, timestamptz, text, bigint, int
);
drop index app_user_inactive;
drop index app_user_plan;
drop index app_user_admins;
drop index app_user_by_name;
drop index app_user_by_login;
drop index app_user_words;
alter table app_user drop column name_key, drop column search_words;
