drop schema app;

revoke usage on schema public from app_request, app_admin, app_sync, app_anon;

-- Another database of the cluster may still use the roles; then they stay.
do $$
declare
    role_name text;
begin
    foreach role_name in array array['app_anon', 'app_sync', 'app_admin', 'app_request'] loop
        begin
            execute format('drop role if exists %I', role_name);
        exception
            when dependent_objects_still_exist or object_in_use then null;
        end;
    end loop;
end
$$;
