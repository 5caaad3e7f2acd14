alter table webhook_event drop column happened_at;
