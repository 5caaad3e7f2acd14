-- The audit log shows when it was tampered with: every event has a link, and a link's hash is over
-- the event's content and the hash of the link before. Who changes, takes out or slips in an event
-- breaks the chain there, unless they write it anew from there to its head; so note the head
-- elsewhere now and then (`deal-brain audit verify` prints it).
--
-- Links are made when a transaction commits, by a deferred trigger: the one row of `audit_chain` is
-- locked from then until the commit is done, which takes no time, instead of for as long as a
-- transaction with an event in it may last. Whoever waits for it holds nothing that the holder could
-- still want, so nobody can get into a deadlock over it.
lock table audit_event in share row exclusive mode;

create table audit_link (
    -- Without gaps.
    no       bigint primary key,
    -- No foreign key: an event that was taken out must be missed, not its link with it.
    event_id bigint not null unique,
    hash     bytea  not null check (octet_length(hash) = 32)
);

create table audit_chain (
    is_the_one  boolean primary key default true check (is_the_one),
    -- The last link that was forgotten with its event: the first one that is kept follows it.
    anchor_no   bigint  not null default 0,
    anchor_hash bytea   not null default sha256('deal-brain audit log'),
    -- The last link.
    head_no     bigint  not null default 0,
    head_hash   bytea   not null default sha256('deal-brain audit log')
);

-- What of an event is hashed: all of it, as text that is the same on every server.
create function app.audit_content(event public.audit_event) returns text
    language sql stable
    set search_path = ''
as $$
    select jsonb_build_array(
        event.id, event.actor_id, event.subject_id, event.kind, event.detail, event.ip_hash,
        (extract(epoch from event.at) * 1000000)::bigint
    )::text
$$;

create function app.link_audit_event() returns trigger
    language plpgsql security definer
    set search_path = ''
as $$
declare
    link record;
begin
    update public.audit_chain
       set head_no = head_no + 1
         , head_hash = sha256(head_hash || convert_to(app.audit_content(new), 'UTF8'))
    returning head_no, head_hash into strict link;
    insert into public.audit_link (no, event_id, hash) values (link.head_no, new.id, link.head_hash);
    return null;
end
$$;

insert into audit_chain default values;

-- What was kept before there was a chain.
do $$
declare
    event public.audit_event;
    last  bytea := (select head_hash from audit_chain);
    count bigint := 0;
begin
    for event in select * from audit_event order by id loop
        count := count + 1;
        last := sha256(last || convert_to(app.audit_content(event), 'UTF8'));
        insert into audit_link (no, event_id, hash) values (count, event.id, last);
    end loop;
    update audit_chain set head_no = count, head_hash = last;
end
$$;

create constraint trigger audit_event_is_linked after insert on audit_event
    deferrable initially deferred
    for each row execute function app.link_audit_event();

-- The chain to be walked, a page at a time. An event that is not there any more has no content.
create function app.audit_links(after_no bigint, page_size int)
    returns table (no bigint, event_id bigint, hash bytea, content text)
    language sql stable security definer
    set search_path = ''
as $$
    select l.no, l.event_id, l.hash, case when e.id is not null then app.audit_content(e) end
      from public.audit_link l
      left join public.audit_event e on e.id = l.event_id
     where l.no > after_no
     order by l.no
     limit least(page_size, 5000)
$$;

create function app.audit_chain_ends()
    returns table (anchor_no bigint, anchor_hash bytea, head_no bigint, head_hash bytea)
    language sql stable security definer
    set search_path = ''
as $$
    select anchor_no, anchor_hash, head_no, head_hash from public.audit_chain
$$;

-- The first event that came in behind the chain's back, if one did.
create function app.unlinked_audit_event() returns bigint
    language sql stable security definer
    set search_path = ''
as $$
    select min(e.id)
      from public.audit_event e
     where not exists (select from public.audit_link l where l.event_id = e.id)
$$;

-- Forgets events that are older than that, from the chain's beginning to the first that is to be
-- kept; the hash of the last one that is forgotten stays, for the chain to begin with. Returns how
-- many.
create or replace function app.purge_audit_events(kept interval) returns bigint
    language plpgsql security definer
    set search_path = ''
as $$
declare
    oldest    timestamptz := now() - greatest(kept, interval '90 days');
    keep_from bigint;
    anchor    bytea;
    forgotten bigint;
begin
    perform pg_advisory_xact_lock(hashtext('app.purge_audit_events'));
    select coalesce(
        (select l.no
           from public.audit_link l
           join public.audit_event e on e.id = l.event_id
          where e.at >= oldest
          order by l.no
          limit 1),
        (select max(l.no) + 1 from public.audit_link l)
    ) into keep_from;
    select hash into anchor from public.audit_link where no = keep_from - 1;
    if not found then
        return 0;
    end if;
    with gone as (
        delete from public.audit_link where no < keep_from returning event_id
    ), deleted as (
        delete from public.audit_event e using gone where e.id = gone.event_id returning 1
    )
    select count(*) into forgotten from deleted;
    update public.audit_chain set anchor_no = keep_from - 1, anchor_hash = anchor;
    return forgotten;
end
$$;

revoke execute on function app.audit_content(public.audit_event), app.link_audit_event(),
    app.audit_links(bigint, int), app.audit_chain_ends(), app.unlinked_audit_event() from public;
grant execute on function app.audit_links(bigint, int), app.audit_chain_ends(), app.unlinked_audit_event() to app_sync;

-- Nobody reads or writes these but the functions above.
create policy audit_link_definer_reads on audit_link for select to current_user using (true);
create policy audit_link_definer_inserts on audit_link for insert to current_user with check (true);
create policy audit_link_definer_purges on audit_link for delete to current_user using (true);
create policy audit_chain_definer_reads on audit_chain for select to current_user using (true);
create policy audit_chain_definer_updates on audit_chain for update to current_user
    using (true) with check (true);

alter table audit_link enable row level security;
alter table audit_link force row level security;
alter table audit_chain enable row level security;
alter table audit_chain force row level security;
