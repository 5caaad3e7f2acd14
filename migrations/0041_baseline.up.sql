-- The rules that come with the product. A test compares them with data/baseline.json.
alter table valuation_ruleset no force row level security;
alter table valuation_rule_group no force row level security;
alter table valuation_rule no force row level security;

insert into valuation_ruleset (is_system, name, description, priority)
values (true, 'Barebones baseline', 'What an offer costs without the parts that could be taken out or are missing.', 5)
on conflict (user_id, name) do update set is_system = true;

insert into valuation_rule_group (ruleset_id, name, category, display_order)
select s.id, g.name, g.category, g.display_order
  from valuation_ruleset s
     , (values
           ('Memory', 'ram', 0),
           ('Drives', 'storage', 1),
           ('Software', 'os', 2),
           ('Graphics', 'gpu', 3),
           ('Accessories', 'other', 4),
           ('Ports', 'ports', 5)
       ) g (name, category, display_order)
 where s.user_id is null
   and s.name = 'Barebones baseline'
on conflict (ruleset_id, name) do nothing;

insert into valuation_rule (group_id, name, evaluation_order, conditions, actions)
select g.id, r.name, r.evaluation_order, r.conditions::jsonb, r.actions::jsonb
  from valuation_ruleset s
  join valuation_rule_group g on g.ruleset_id = s.id
  join (values
           ('Memory', 'RAM', 10,
            '{"field": "ram_gb", "operator": "greater_than", "value": 0}',
            '[{"type": "per_unit", "field": "ram_gb", "value_usd": "-2.5", "condition_multipliers": {"new": "1", "refurb": "0.8", "used": "0.6"}, "field_multipliers": [{"field": "ram_type", "entries": [{"equals": "ddr3", "multiplier": "0.6"}, {"equals": "ddr4", "multiplier": "1"}, {"equals": "ddr5", "multiplier": "1.3"}, {"equals": "lpddr4x", "multiplier": "1"}, {"equals": "lpddr5", "multiplier": "1.2"}]}]}]'),
           ('Drives', 'NVMe drive', 20,
            '{"field": "primary_storage_medium", "operator": "equals", "value": "nvme"}',
            '[{"type": "per_unit", "field": "primary_storage_gb", "value_usd": "-0.05", "condition_multipliers": {"new": "1", "refurb": "0.8", "used": "0.6"}}]'),
           ('Drives', 'SATA SSD', 30,
            '{"field": "primary_storage_medium", "operator": "equals", "value": "sata_ssd"}',
            '[{"type": "per_unit", "field": "primary_storage_gb", "value_usd": "-0.03", "condition_multipliers": {"new": "1", "refurb": "0.8", "used": "0.6"}}]'),
           ('Drives', 'Second hard disk', 40,
            '{"field": "secondary_storage_medium", "operator": "equals", "value": "hdd"}',
            '[{"type": "per_unit", "field": "secondary_storage_gb", "value_usd": "-0.012", "condition_multipliers": {"new": "1", "refurb": "0.8", "used": "0.6"}}]'),
           ('Software', 'Windows Pro licence', 50,
            '{"field": "os_license", "operator": "contains", "value": "windows 11 pro"}',
            '[{"type": "add", "value_usd": "-20"}]'),
           ('Graphics', 'Discrete GPU', 60,
            '{"field": "gpu.gpu_mark", "operator": "is_not_null"}',
            '[{"type": "per_1000_points", "field": "gpu.gpu_mark", "value_usd": "-12", "condition_multipliers": {"new": "1", "refurb": "0.8", "used": "0.6"}}]'),
           ('Accessories', 'Missing power adapter', 70,
            '{"field": "attrs.missing_adapter", "operator": "equals", "value": true}',
            '[{"type": "add", "value_usd": "20"}]'),
           ('Ports', 'USB4 or Thunderbolt', 80,
            '{"field": "attrs.usb4", "operator": "equals", "value": true}',
            '[{"type": "add", "value_usd": "-15"}]'),
           ('Ports', '2.5 GbE', 90,
            '{"field": "attrs.lan_2_5g", "operator": "equals", "value": true}',
            '[{"type": "add", "value_usd": "-10"}]')
       ) r (group_name, name, evaluation_order, conditions, actions) on r.group_name = g.name
 where s.user_id is null
   and s.name = 'Barebones baseline'
on conflict (group_id, name) do nothing;

alter table valuation_rule force row level security;
alter table valuation_rule_group force row level security;
alter table valuation_ruleset force row level security;
