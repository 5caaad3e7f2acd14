drop function app.notify_by_admin(bigint, text, text, text, text);
drop function app.notify(bigint, text, text, text, text, bigint);
drop table notification;
