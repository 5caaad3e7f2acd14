-- The role that owns the functions made for the public. It may read, column by column, what a
-- public page shows, and nothing else; nobody logs in as it.
do $$
begin
    create role app_reader nologin noinherit nosuperuser nobypassrls;
exception
    when duplicate_object or unique_violation then null;
end
$$;

grant usage on schema public, app to app_reader;
grant execute on function app.uid() to app_reader;

-- Makes a function run as app_reader, whoever calls it. For migrations; grants come first. Who is
-- not a superuser can give only to a role of which they are a member, and is one for no longer than
-- that: the reader's policies are not for the tables' owner.
create procedure app.give_to_reader(function_name regprocedure)
    language plpgsql
    set search_path = ''
as $$
declare
    is_superuser boolean := (select rolsuper from pg_catalog.pg_roles where rolname = current_user);
begin
    if not is_superuser then
        execute format('grant app_reader to %I', current_user);
    end if;
    grant create on schema app to app_reader;
    execute format('alter function %s owner to app_reader', function_name);
    revoke create on schema app from app_reader;
    if not is_superuser then
        execute format('revoke app_reader from %I', current_user);
    end if;
end
$$;

revoke execute on procedure app.give_to_reader(regprocedure) from public;

-- Somebody who has gone is not active either, whatever else is forgotten.
alter table app_user add constraint app_user_gone_is_inactive check (deleted_at is null or not is_active);
