use deal_brain::config::Config;

/// Prints where each part comes from, and what the server goes without because a setting is not
/// there; that the settings can be read has been checked by now.
pub fn run(config: &Config) {
    let given = |is_given: bool| {
        if is_given {
            "as configured"
        } else {
            "started locally"
        }
    };
    println!("environment  {:?}", config.app.env);
    println!("origin       {}", config.app.origin);
    println!("database     {}", given(config.database.is_some()));
    println!("clerk        {}", given(config.clerk.is_some()));
    for (variable, consequence) in missing(config) {
        println!("not set      {variable}: {consequence}");
    }
}

/// What may be missing, and matters.
fn missing(config: &Config) -> Vec<(&'static str, &'static str)> {
    let (clerk, database) = (config.clerk.as_ref(), config.database.as_ref());
    let optional = [
        (
            "CLERK_WEBHOOK_SIGNING_SECRET",
            clerk.is_some_and(|it| it.webhook_signing_secrets.is_empty()),
            "Clerk's messages are answered 503; people change when they come back, or once they are compared",
        ),
        (
            "DATABASE_LISTEN_URL",
            database.is_some_and(|it| it.listen_url.is_none()),
            "other instances are not heard, so each request asks the database who has been signed out",
        ),
        (
            "APP_CLIENT_IP_HEADER",
            config.operations.client_ip_header.is_none(),
            "whoever connects is the client; behind a proxy that is the proxy",
        ),
        (
            "APP_METRICS_TOKEN",
            config.operations.metrics_token.get().is_none(),
            "only administrators read the metrics",
        ),
    ];
    optional
        .into_iter()
        .filter(|(_, is_missing, _)| *is_missing)
        .map(|(variable, _, consequence)| (variable, consequence))
        .collect()
}
