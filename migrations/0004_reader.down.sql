alter table app_user drop constraint app_user_gone_is_inactive;

drop procedure app.give_to_reader(regprocedure);

revoke execute on function app.uid() from app_reader;
revoke usage on schema public, app from app_reader;

-- Another database of the cluster may still use the role; then it stays.
do $$
begin
    drop role if exists app_reader;
exception
    when dependent_objects_still_exist or object_in_use then null;
end
$$;
