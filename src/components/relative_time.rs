use time::{OffsetDateTime, UtcOffset};

/// How long ago something was, for reading at a glance; after a month, the date. What lies ahead
/// (clocks differ) counts as now.
#[must_use]
pub fn relative_time(then: OffsetDateTime, now: OffsetDateTime) -> String {
    let ago = now - then;
    let (minutes, hours, days) = (ago.whole_minutes(), ago.whole_hours(), ago.whole_days());
    match () {
        () if minutes < 1 => "just now".to_owned(),
        () if hours < 1 => count(minutes, "minute"),
        () if days < 1 => count(hours, "hour"),
        () if days < 2 => "yesterday".to_owned(),
        () if days < 7 => count(days, "day"),
        () if days < 14 => "last week".to_owned(),
        () if days < 31 => count(days / 7, "week"),
        () => date(then),
    }
}

/// The exact time, for the title of a relative one: "20 November 2026, 09:12 UTC".
#[must_use]
pub fn exact_time(time: OffsetDateTime) -> String {
    let time = time.to_offset(UtcOffset::UTC);
    format!(
        "{}, {:02}:{:02} UTC",
        date(time),
        time.hour(),
        time.minute()
    )
}

fn date(time: OffsetDateTime) -> String {
    let date = time.to_offset(UtcOffset::UTC).date();
    format!("{} {} {}", date.day(), date.month(), date.year())
}

fn count(number: i64, unit: &str) -> String {
    let plural = if number == 1 { "" } else { "s" };
    format!("{number} {unit}{plural} ago")
}

#[cfg(test)]
mod tests {
    use time::{Duration, macros::datetime};

    use super::*;

    const NOW: OffsetDateTime = datetime!(2026-11-22 10:00 UTC);

    #[test]
    fn nearer_times_are_told_more_exactly() {
        for (ago, told) in [
            (Duration::seconds(-5), "just now"),
            (Duration::seconds(59), "just now"),
            (Duration::minutes(1), "1 minute ago"),
            (Duration::minutes(59), "59 minutes ago"),
            (Duration::hours(2), "2 hours ago"),
            (Duration::hours(24), "yesterday"),
            (Duration::days(6), "6 days ago"),
            (Duration::days(7), "last week"),
            (Duration::days(15), "2 weeks ago"),
            (Duration::days(40), "13 October 2026"),
        ] {
            assert_eq!(relative_time(NOW - ago, NOW), told);
        }
    }

    #[test]
    fn the_exact_time_is_in_utc() {
        let time = datetime!(2026-11-20 01:12 +02:00);
        assert_eq!(exact_time(time), "19 November 2026, 23:12 UTC");
    }
}
