//! How the application fares as a whole.

use time::OffsetDateTime;

use crate::{
    db::{AdminTx, Db, admin_system, switches},
    domain::{
        admin::{Measure, System},
        health::Health,
    },
    error::Error,
    service::measures::{self, Figures},
};

/// Attempts to get in may fail this often: one in a thousand.
const GOOD_ERROR_RATIO: f64 = 0.001;

/// Everything that the overview shows.
///
/// # Errors
/// When the database cannot be asked.
pub async fn overview(
    db: &Db,
    tx: &mut AdminTx,
    health: Health,
    now: OffsetDateTime,
) -> Result<System, Error> {
    Ok(System {
        health,
        counts: admin_system::counts(tx).await?,
        measures: shown(&measures::figures(db).await?),
        days: admin_system::days(tx, now).await?,
        switches: switches::all(tx).await?,
    })
}

fn shown(figures: &Figures) -> Vec<Measure> {
    let measure = |label: &str, value: String, hint: &str| Measure {
        label: label.to_owned(),
        value,
        hint: hint.to_owned(),
        is_well: true,
    };
    let has_few_errors = figures.error_ratio < GOOD_ERROR_RATIO;
    vec![
        measure(
            "Sign-ins",
            format!("{:.0}", figures.logins),
            "last 24 hours",
        ),
        Measure {
            is_well: has_few_errors,
            ..measure(
                "Auth error rate",
                format!("{:.2}\u{a0}%", figures.error_ratio * 100.0),
                if has_few_errors {
                    "last 24 hours; below 0.1\u{a0}% is good"
                } else {
                    "last 24 hours; too high: below 0.1\u{a0}% is good"
                },
            )
        },
        measure(
            "Sign-up conversion",
            format!("{:.0}\u{a0}%", figures.conversion_ratio * 100.0),
            "of sign-ups, last 30 days",
        ),
        measure(
            "Session length",
            duration(figures.session_seconds),
            "on average, ended in the last 7 days",
        ),
    ]
}

fn duration(seconds: f64) -> String {
    let minutes = seconds / 60.0;
    if seconds <= 0.0 {
        "none yet".to_owned()
    } else if minutes < 1.0 {
        format!("{seconds:.0} s")
    } else if minutes < 90.0 {
        format!("{minutes:.0} min")
    } else {
        format!("{:.1} h", minutes / 60.0)
    }
}

#[cfg(test)]
mod tests {
    use super::duration;

    #[test]
    fn a_length_is_told_in_the_unit_that_fits() {
        for (seconds, told) in [
            (0.0, "none yet"),
            (40.0, "40 s"),
            (600.0, "10 min"),
            (9000.0, "2.5 h"),
        ] {
            assert_eq!(duration(seconds), told);
        }
    }
}
