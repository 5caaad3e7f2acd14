//! The server's command line.

mod commands;

use std::process::ExitCode;

use clap::Parser;
use deal_brain::config::{Env, logs_json};
use tracing_subscriber::EnvFilter;

/// Pages are rendered by nested calls, deep ones in debug builds. Bytes; only what is used is taken.
const STACK: usize = 8 * 1024 * 1024;

fn main() -> ExitCode {
    let cli = commands::Cli::parse();
    let filter = EnvFilter::try_from_default_env()
        .unwrap_or_else(|_| EnvFilter::new("info,sqlx=warn,tower_http=warn"));
    let log = tracing_subscriber::fmt()
        .with_env_filter(filter)
        .with_writer(std::io::stderr);
    if logs_json(&Env::process()) {
        log.json().init();
    } else {
        log.init();
    }

    let runtime = tokio::runtime::Builder::new_multi_thread()
        .enable_all()
        .thread_stack_size(STACK)
        .build();
    let runtime = match runtime {
        Ok(runtime) => runtime,
        Err(error) => return fail(&error),
    };
    match runtime.block_on(commands::run(cli)) {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => fail(&*error),
    }
}

/// Says what went wrong and every cause below it.
fn fail(error: &dyn std::error::Error) -> ExitCode {
    let mut message = format!("deal-brain: {error}");
    let mut cause = error.source();
    while let Some(inner) = cause {
        message = format!("{message}\n  because {inner}");
        cause = inner.source();
    }
    eprintln!("{message}");
    ExitCode::FAILURE
}
