drop table valuation_rule;
drop table valuation_rule_group;
