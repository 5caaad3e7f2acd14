//! Whether people get in: the four figures that operators watch.

use std::time::Duration;

use crate::{
    db::{Db, measures},
    error::Error,
};

const DAY: Duration = Duration::from_secs(24 * 60 * 60);

/// The figures, each over its own span.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub struct Figures {
    /// Refused credentials among those and logins, over a day.
    pub error_ratio: f64,
    /// Of the people made over thirty days, how many have come in.
    pub conversion_ratio: f64,
    /// Seconds that sessions lasted which ended over a week, on average.
    pub session_seconds: f64,
    /// Sessions that began over a day.
    pub logins: f64,
}

/// Computes them from the audit log.
///
/// # Errors
/// When the database cannot be asked.
pub async fn figures(db: &Db) -> Result<Figures, Error> {
    let mut tx = db.as_system().await?;
    let day = measures::over(&mut tx, DAY).await?;
    let week = measures::over(&mut tx, DAY * 7).await?;
    let month = measures::over(&mut tx, DAY * 30).await?;
    Ok(Figures {
        error_ratio: ratio(day.refused, day.refused + day.logins),
        conversion_ratio: ratio(month.came_in, month.signed_up),
        session_seconds: if week.ended == 0 {
            0.0
        } else {
            week.lasted / float(week.ended)
        },
        logins: float(day.logins),
    })
}

fn ratio(part: i64, whole: i64) -> f64 {
    if whole == 0 {
        0.0
    } else {
        float(part) / float(whole)
    }
}

#[expect(clippy::cast_precision_loss, reason = "counts fit a double's 53 bits")]
fn float(count: i64) -> f64 {
    count as f64
}
