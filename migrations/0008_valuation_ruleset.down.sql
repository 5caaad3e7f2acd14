drop function app.may_use_ruleset(bigint);
drop table valuation_ruleset;
