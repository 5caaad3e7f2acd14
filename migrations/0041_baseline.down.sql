alter table valuation_ruleset no force row level security;

-- Its groups and rules go with it.
delete from valuation_ruleset where is_system and name = 'Barebones baseline';

alter table valuation_ruleset force row level security;
