-- A page of the audit log for an administrator, the newest first, as ids. Put together anew each
-- time, so that each question gets its own plan: by kind, by person, or by time alone. What somebody
-- did and what was done to them are two indexes, each read only as far as the page goes.
create function app.find_audit(
    wanted_kind text, person bigint, from_time timestamptz, before_time timestamptz,
    after_time timestamptz, after_id bigint, page_size int
) returns setof bigint
    language plpgsql stable security definer
    set search_path = ''
as $$
declare
    few        int := least(page_size, 1001);
    conditions text := 'true';
    ordering   text := ' order by at desc, id desc limit $7';
begin
    if not app.is_admin() then
        raise exception using errcode = 'insufficient_privilege', message = 'not an administrator';
    end if;
    if wanted_kind is not null then
        conditions := conditions || ' and kind = $1';
    end if;
    if from_time is not null then
        conditions := conditions || ' and at >= $3';
    end if;
    if before_time is not null then
        conditions := conditions || ' and at < $4';
    end if;
    if after_id is not null then
        conditions := conditions || ' and (at, id) < ($5, $6)';
    end if;
    if person is null then
        return query execute
            'select id from public.audit_event where ' || conditions || ordering
            using wanted_kind, person, from_time, before_time, after_time, after_id, few;
    else
        return query execute
            'select id from (
                 (select id, at from public.audit_event where actor_id = $2 and ' || conditions || ordering || ')
                  union
                 (select id, at from public.audit_event where subject_id = $2 and ' || conditions || ordering || ')
             ) found' || ordering
            using wanted_kind, person, from_time, before_time, after_time, after_id, few;
    end if;
end
$$;

revoke execute on function app.find_audit(text, bigint, timestamptz, timestamptz, timestamptz, bigint, int) from public;
grant execute on function app.find_audit(text, bigint, timestamptz, timestamptz, timestamptz, bigint, int) to app_admin;
