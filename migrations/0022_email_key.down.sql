alter table app_user drop column email_key;
