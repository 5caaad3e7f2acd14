drop function app.assign_profile(bigint, bigint), app.assign_ruleset(bigint, bigint),
    app.free_name(text, bigint, boolean);
