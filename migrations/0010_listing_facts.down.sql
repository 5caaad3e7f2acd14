drop policy listing_legacy_reads on listing;
alter policy listing_owner_inserts on listing with check (user_id = (select app.uid()));
alter policy listing_owner_updates on listing with check (user_id = (select app.uid()));

revoke insert, update on listing from app_request;
grant insert, update on listing to app_request;

drop index listing_owner_value;

alter table listing
    drop column manufacturer,
    drop column model,
    drop column form_factor,
    drop column cpu_id,
    drop column gpu_id,
    drop column ram_gb,
    drop column ram_type,
    drop column ram_speed_mhz,
    drop column primary_storage_gb,
    drop column primary_storage_medium,
    drop column secondary_storage_gb,
    drop column secondary_storage_medium,
    drop column os_license,
    drop column attrs,
    drop column ruleset_id,
    drop column disabled_ruleset_ids,
    drop column profile_id,
    drop column source_listing_id,
    drop column last_seen_at,
    drop column adjusted_price_usd,
    drop column valuation,
    drop column usd_per_multi,
    drop column usd_per_single,
    drop column usd_per_multi_adj,
    drop column usd_per_single_adj,
    drop column perf_per_watt,
    drop column score_composite,
    drop column valued_at;
