-- Fills a migrated, empty database for measuring valuations: somebody with 500 offers that differ in
-- all that the rules ask about. As a superuser.
begin;

insert into app_user (clerk_id, username, plan) values ('user_load1', 'person1', 'enterprise');

insert into listing (user_id, title, price_usd, condition, cpu_id, ram_gb, ram_type, primary_storage_gb,
                     primary_storage_medium, os_license, attrs)
select u.id, format('Offer %s', n), 200 + n, (array['new', 'refurb', 'used'])[1 + n % 3]
     , (select min(id) from cpu) + n % 24, 8 * (1 + n % 4), (array['ddr4', 'ddr5'])[1 + n % 2], 256 * (1 + n % 4)
     , (array['nvme', 'sata_ssd'])[1 + n % 2], 'Windows 11 Pro', '{"usb4": true}'
  from app_user u
  cross join lateral generate_series(1, 500) n
 where u.username = 'person1';

insert into listing_price (listing_id, price_usd, seen_at)
select id, price_usd, created_at from listing;

commit;
analyze;
