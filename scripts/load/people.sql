-- Fills a migrated, empty database with people and what they keep, for measuring. As a superuser,
-- after e.g. `set load.people = 1000` and `set load.listings = 200000`.
begin;

insert into app_user (clerk_id, username, email, display_name, role)
select format('user_load%s', n), format('person%s', n), format('person%s@example.com', n), format('Person %s', n)
     , case when n = 1 then 'admin' else 'user' end
  from generate_series(1, current_setting('load.people')::int) n;

insert into cpu (name, manufacturer, cores, threads, tdp_w, mark_multi, mark_single, source)
select format('Processor %s', n), 'Maker', 4 + n % 12, 8 + n % 24, 15 + n % 50, 6000 + n * 40, 2000 + n * 4, 'load'
  from generate_series(1, 500) n;

insert into profile (user_id, name, weights, is_default)
select id, 'Mine', '{"cpu_mark_multi": 1}', true from app_user;

insert into valuation_ruleset (user_id, name) select id, 'Mine' from app_user;
insert into valuation_rule_group (ruleset_id, name)
select id, format('Group %s', n) from valuation_ruleset, generate_series(1, 2) n;
insert into valuation_rule (group_id, name)
select id, format('Rule %s', n) from valuation_rule_group, generate_series(1, 5) n;

-- Everybody has as many offers as the others, spread over the table as they would be over time; one
-- in ten is archived. The oldest hundredth is from before people had accounts.
insert into listing (user_id, title, price_usd, condition, status, cpu_id, ram_gb, primary_storage_gb,
                     adjusted_price_usd, usd_per_multi_adj, score_composite, created_at, notes)
select case when n <= 0.99 * current_setting('load.listings')::int
            then (select min(id) from app_user) + n % current_setting('load.people')::int end
     , format('Offer %s', n), 100 + n % 400, 'used', case when n / current_setting('load.people')::int % 10 = 3 then 'archived' else 'active' end
     , (select min(id) from cpu) + n % 500, 16, 512, 80 + n % 400, (80 + n % 400) / 12000.0, n % 100
     , now() - n * interval '1 minute', repeat('x', 200)
  from generate_series(1, current_setting('load.listings')::int) n;

insert into listing_price (listing_id, price_usd, seen_at)
select id, price_usd, created_at from listing;

insert into listing_import (user_id, content) select id, repeat('title,price_usd' || chr(10), 20) from app_user;

insert into collection (user_id, name) select id, format('Collection %s', n) from app_user, generate_series(1, 2) n;
insert into collection_item (collection_id, listing_id)
select c.id, l.id
  from collection c
  cross join lateral (
      select id from listing where user_id = c.user_id order by created_at desc limit 20
  ) l;

-- Each person shows five offers to the next.
insert into user_share (sender_id, recipient_id, listing_id)
select u.id, (select min(id) from app_user where id > u.id), l.id
  from app_user u
  cross join lateral (select id from listing where user_id = u.id order by created_at desc limit 5) l
 where u.id < (select max(id) from app_user);

insert into listing_share (listing_id, created_by, token_hash, prefix)
select l.id, l.user_id, sha256(format('token %s', l.id)::bytea), 'load'
  from app_user u
  cross join lateral (select id, user_id from listing where user_id = u.id order by created_at desc limit 2) l;

update collection set visibility = 'unlisted' where id % 2 = 0;
insert into collection_share_token (collection_id, token_hash, prefix)
select id, sha256(format('token %s', id)::bytea), 'load' from collection where visibility = 'unlisted';

insert into notification (user_id, type, title)
select id, 'system', format('Note %s', n) from app_user, generate_series(1, 10) n;
insert into audit_event (actor_id, subject_id, kind)
select id, id, 'login' from app_user, generate_series(1, 20) n;

commit;
analyze;
