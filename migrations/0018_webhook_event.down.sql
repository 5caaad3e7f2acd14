drop function app.purge_webhook_events();
drop table webhook_event;
