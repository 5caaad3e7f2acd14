-- Fills a migrated, empty database for measuring pages: `load.people` people, of whom the first
-- administers, the second keeps 5,000 offers and the third 25. As a superuser.
begin;

insert into app_user (clerk_id, username, email, first_name, last_name, role, plan, is_active, last_login_at, created_at)
select format('user_load%s', n), format('person%s', n), format('person%s@example.com', n)
     , (array['Ada', 'Ben', 'Cleo', 'Dan', 'Eva', 'Finn', 'Gil', 'Hana', 'Ivo', 'Jo'])[1 + n % 10], format('Family%s', n % 5000)
     , case when n = 1 then 'admin' else 'user' end
     , case when n = 2 then 'enterprise' else 'solo' end, n % 97 <> 0
     , case when n % 3 <> 0 then now() - n % 400 * interval '1 day' end, now() - n * interval '1 minute'
  from generate_series(1, current_setting('load.people')::int) n;

insert into cpu (name, manufacturer, cores, threads, tdp_w, mark_multi, mark_single, source)
select format('Processor %s', n), 'Maker', 4 + n % 12, 8 + n % 24, 15 + n % 50, 6000 + n * 40, 2000 + n * 4, 'load'
  from generate_series(1, 500) n;

insert into listing (user_id, title, price_usd, condition, status, cpu_id, ram_gb, primary_storage_gb,
                     adjusted_price_usd, usd_per_multi_adj, score_composite, created_at, notes)
select u.id, format('Offer %s', n), 100 + n % 400, 'used', 'active', (select min(id) from cpu) + n % 500, 16, 512
     , 80 + n % 400, (80 + n % 400) / 12000.0, n % 100, now() - n * interval '1 minute', repeat('x', 200)
  from (values ('person2', 5000), ('person3', 25)) keeper (username, offers)
  join app_user u using (username)
  cross join lateral generate_series(1, keeper.offers) n;

insert into listing_price (listing_id, price_usd, seen_at)
select id, price_usd, created_at from listing;

commit;
analyze;
