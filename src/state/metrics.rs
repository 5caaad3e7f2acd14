//! What is counted while the application runs, for Prometheus.

use std::sync::OnceLock;

use metrics::{Unit, counter, describe_counter, describe_gauge, describe_histogram, gauge};
use metrics_exporter_prometheus::{BuildError, Matcher, PrometheusBuilder, PrometheusHandle};

/// Messages of Clerk's, by type and result.
pub const WEBHOOK_EVENTS: &str = "webhook_events_total";
/// Seconds from an event at Clerk to its effect here.
pub const WEBHOOK_LAG: &str = "webhook_lag_seconds";
/// Seconds from a message's arrival to its effect.
pub const WEBHOOK_TIME: &str = "webhook_effect_seconds";
/// Buckets for seconds.
const SECONDS: [f64; 12] = [
    0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.5, 1.0, 5.0, 60.0, 3600.0,
];

/// The process's counters. Cheap to clone.
#[derive(Clone)]
pub struct Metrics {
    handle: PrometheusHandle,
}

impl Metrics {
    /// Begins to count, or goes on: a process has one set of counters.
    ///
    /// # Errors
    /// When another recorder counts already.
    pub fn install() -> Result<Self, BuildError> {
        static INSTALLED: OnceLock<PrometheusHandle> = OnceLock::new();
        if let Some(handle) = INSTALLED.get() {
            return Ok(Self {
                handle: handle.clone(),
            });
        }
        let handle = PrometheusBuilder::new()
            .set_buckets_for_metric(Matcher::Suffix("_seconds".into()), &SECONDS)?
            .install_recorder()?;
        describe();
        Ok(Self {
            handle: INSTALLED.get_or_init(|| handle).clone(),
        })
    }

    /// Everything, in Prometheus's text format.
    #[must_use]
    pub fn render(&self, clerk: &clerk::Clerk) -> String {
        let stats = clerk.stats();
        counter!("clerk_key_fetches_total").absolute(stats.key_fetches);
        counter!("clerk_tokens_verified_total").absolute(stats.tokens_verified);
        counter!("clerk_tokens_cached_total").absolute(stats.tokens_cached);
        counter!("clerk_tokens_without_azp_total", "accepted" => "yes")
            .absolute(stats.azp_missing_accepted);
        counter!("clerk_tokens_without_azp_total", "accepted" => "no")
            .absolute(stats.azp_missing_refused);
        self.handle.run_upkeep();
        self.handle.render()
    }
}

impl std::fmt::Debug for Metrics {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("Metrics")
    }
}

fn describe() {
    for (name, says) in [
        (
            "clerk_key_fetches_total",
            "Fetches of Clerk's signing keys.",
        ),
        (
            "clerk_tokens_verified_total",
            "Tokens whose signature was verified.",
        ),
        (
            "clerk_tokens_cached_total",
            "Tokens that had been verified before.",
        ),
        (
            "clerk_tokens_without_azp_total",
            "Tokens without an authorized party.",
        ),
        (
            "auth_decisions_total",
            "Requests by what Clerk's layer decided.",
        ),
        (
            "auth_refusals_total",
            "Requests that were refused, by code.",
        ),
        ("audit_events_total", "Audit events, by kind."),
        (
            "audit_events_lost_total",
            "Audit events that could not be kept.",
        ),
        (WEBHOOK_EVENTS, "Webhooks, by type and result."),
        (
            "people_written_total",
            "What was told of people, by source and outcome.",
        ),
        ("http_responses_total", "Answers, by class of status."),
    ] {
        describe_counter!(name, says);
    }
    for (name, says) in [
        (WEBHOOK_LAG, "From an event at Clerk to its effect here."),
        (WEBHOOK_TIME, "From a webhook's arrival to its effect."),
    ] {
        describe_histogram!(name, Unit::Seconds, says);
    }
    for (name, says) in [
        ("signals_heard", "Whether other instances are heard."),
        (
            "auth_error_ratio",
            "Refused credentials among those and logins, over a day.",
        ),
        (
            "sign_up_conversion_ratio",
            "People made over thirty days who have come in.",
        ),
        (
            "session_duration_seconds_mean",
            "How long sessions that ended over a week lasted.",
        ),
        ("logins_last_day", "Sessions that began over a day."),
    ] {
        describe_gauge!(name, says);
        gauge!(name).set(0.0);
    }
}
