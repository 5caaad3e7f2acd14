use deal_brain::config::Config;

/// Prints where each part comes from; that the settings can be read has been checked by now.
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
}
