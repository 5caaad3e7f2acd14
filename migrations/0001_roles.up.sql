-- The database roles that a request can act as. The login role owns nothing and inherits nothing:
-- what it may do, it may do only after SET LOCAL ROLE, which every scope in src/db/scope.rs does.
--
-- Roles belong to the whole cluster: another database, or a parallel test, may just have made them.
do $$
begin
    create role app_request login noinherit nosuperuser nobypassrls nocreatedb nocreaterole;
exception
    when duplicate_object or unique_violation then null;
end
$$;

do $$
declare
    role_name text;
begin
    foreach role_name in array array['app_admin', 'app_sync', 'app_anon'] loop
        begin
            execute format('create role %I nologin noinherit nosuperuser nobypassrls', role_name);
        exception
            when duplicate_object or unique_violation then null;
        end;
        begin
            execute format('grant %I to app_request', role_name);
        exception
            when unique_violation then null;
        end;
    end loop;
end
$$;

create schema app;
comment on schema app is 'Functions that policies ask: who is calling, and may they.';

revoke create on schema public from public;
grant usage on schema public, app to app_request, app_admin, app_sync, app_anon;
