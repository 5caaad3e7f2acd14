-- The machine that is offered, and what the application makes of it.
alter table listing
    add column manufacturer             text    check (char_length(manufacturer) <= 128),
    add column model                    text    check (char_length(model) <= 128),
    add column form_factor              text    check (char_length(form_factor) <= 64),
    add column cpu_id                   bigint  references cpu,
    add column gpu_id                   bigint  references gpu,
    add column ram_gb                   int     not null default 0 check (ram_gb >= 0),
    add column ram_type                 text    check (ram_type in ('ddr3', 'ddr4', 'ddr5', 'lpddr4', 'lpddr4x',
                                                                    'lpddr5', 'lpddr5x', 'unknown')),
    add column ram_speed_mhz            int     check (ram_speed_mhz > 0),
    add column primary_storage_gb       int     not null default 0 check (primary_storage_gb >= 0),
    add column primary_storage_medium   text    check (primary_storage_medium in ('nvme', 'sata_ssd', 'hdd', 'emmc',
                                                                                  'unknown')),
    add column secondary_storage_gb     int     not null default 0 check (secondary_storage_gb >= 0),
    add column secondary_storage_medium text    check (secondary_storage_medium in ('nvme', 'sata_ssd', 'hdd', 'emmc',
                                                                                    'unknown')),
    add column os_license               text    check (char_length(os_license) <= 64),
    -- Flags without a column of their own: usb4, missing_adapter, …
    add column attrs                    jsonb   not null default '{}' check (jsonb_typeof(attrs) = 'object'),
    -- A fixed choice, instead of the owner's active rulesets.
    add column ruleset_id               bigint  references valuation_ruleset on delete set null,
    add column disabled_ruleset_ids     bigint[] not null default '{}',
    add column profile_id               bigint  references profile on delete set null,
    -- The offer of another person that this was copied from. No foreign key: the copy outlives it,
    -- and a key would tell which ids exist.
    add column source_listing_id        bigint,
    add column last_seen_at             timestamptz,
    -- Derived when the offer, a rule or a profile changes; not rounded, so that they sort well.
    add column adjusted_price_usd       numeric(10, 2),
    add column valuation                jsonb,
    add column usd_per_multi            numeric(18, 8),
    add column usd_per_single           numeric(18, 8),
    add column usd_per_multi_adj        numeric(18, 8),
    add column usd_per_single_adj       numeric(18, 8),
    add column perf_per_watt            numeric(14, 4),
    add column score_composite          numeric(8, 4),
    add column valued_at                timestamptz;

create index listing_owner_value on listing (user_id, status, usd_per_multi_adj);
create index listing_cpu on listing (cpu_id) where cpu_id is not null;
create index listing_gpu on listing (gpu_id) where gpu_id is not null;
create index listing_ruleset on listing (ruleset_id) where ruleset_id is not null;
create index listing_profile on listing (profile_id) where profile_id is not null;

-- From now on by column: not the id, not the owner, not the past.
revoke insert, update on listing from app_request;
grant insert (
    user_id, title, listing_url, seller, price_usd, condition, status, notes, manufacturer, model, form_factor,
    cpu_id, gpu_id, ram_gb, ram_type, ram_speed_mhz, primary_storage_gb, primary_storage_medium,
    secondary_storage_gb, secondary_storage_medium, os_license, attrs, ruleset_id, disabled_ruleset_ids, profile_id,
    source_listing_id, last_seen_at, adjusted_price_usd, valuation, usd_per_multi, usd_per_single, usd_per_multi_adj,
    usd_per_single_adj, perf_per_watt, score_composite, valued_at
) on listing to app_request;
grant update (
    title, listing_url, seller, price_usd, condition, status, notes, manufacturer, model, form_factor,
    cpu_id, gpu_id, ram_gb, ram_type, ram_speed_mhz, primary_storage_gb, primary_storage_medium,
    secondary_storage_gb, secondary_storage_medium, os_license, attrs, ruleset_id, disabled_ruleset_ids, profile_id,
    last_seen_at, adjusted_price_usd, valuation, usd_per_multi, usd_per_single, usd_per_multi_adj,
    usd_per_single_adj, perf_per_watt, score_composite, valued_at, updated_at
) on listing to app_request;

-- Foreign keys are checked behind the policies' back: what is named must be there for the caller.
alter policy listing_owner_inserts on listing
    with check (
        user_id = (select app.uid())
        and (ruleset_id is null or app.may_use_ruleset(ruleset_id))
        and (profile_id is null or app.may_use_profile(profile_id))
    );
alter policy listing_owner_updates on listing
    with check (
        user_id = (select app.uid())
        and (ruleset_id is null or app.may_use_ruleset(ruleset_id))
        and (profile_id is null or app.may_use_profile(profile_id))
    );

create policy listing_legacy_reads on listing for select to app_request
    using (user_id is null and (select app.sees_legacy()));
