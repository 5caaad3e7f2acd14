use leptos::prelude::*;

/// How wide and high the drawing is, in its own units.
const WIDTH: f64 = 240.0;
const HEIGHT: f64 = 48.0;
/// Room for the line's own width and the last point.
const MARGIN: f64 = 4.0;

/// A small line of how a figure went, with a point where it is now. Drawn on the server; says in
/// words what it shows.
#[component]
pub fn Sparkline(
    /// When, and how much; oldest first. Only differences of time count, and the order where there
    /// are none.
    points: Vec<(f64, f64)>,
    /// What it shows, in a sentence.
    #[prop(into)]
    label: String,
) -> impl IntoView {
    let points = placed(&points);
    let last = points.last().copied();
    view! {
        <svg
            class="sparkline"
            viewBox=format!("0 0 {WIDTH} {HEIGHT}")
            preserveAspectRatio="none"
            role="img"
            aria-label=label
            focusable="false"
        >
            <path class="sparkline__line" d=path(&points)></path>
            // A line without length, with round ends: a point that stays round when it is stretched.
            {last.map(|(x, y)| view! {
                <path class="sparkline__now" d=format!("M{} {}h0", number(x), number(y))></path>
            })}
        </svg>
    }
    .into_any()
}

/// Prices hold until they change: steps, not slopes.
fn path(points: &[(f64, f64)]) -> String {
    let mut path = String::new();
    for (at, (x, y)) in points.iter().enumerate() {
        if at == 0 {
            path.push_str(&format!("M{} {}", number(*x), number(*y)));
        } else {
            path.push_str(&format!("H{}V{}", number(*x), number(*y)));
        }
    }
    path
}

fn placed(points: &[(f64, f64)]) -> Vec<(f64, f64)> {
    let times = times(points);
    let (xs, ys) = (
        range(times.iter().copied()),
        range(points.iter().map(|(_, y)| *y)),
    );
    times
        .into_iter()
        .zip(points)
        .map(|(x, (_, y))| {
            (
                MARGIN + part(x, xs) * (WIDTH - 2.0 * MARGIN),
                HEIGHT - MARGIN - part(*y, ys) * (HEIGHT - 2.0 * MARGIN),
            )
        })
        .collect()
}

/// When the points are; one after the other where all are of one moment.
fn times(points: &[(f64, f64)]) -> Vec<f64> {
    let (first, last) = range(points.iter().map(|(x, _)| *x));
    if last > first {
        points.iter().map(|(x, _)| *x).collect()
    } else {
        (0_u32..).map(f64::from).take(points.len()).collect()
    }
}

fn range(values: impl Iterator<Item = f64>) -> (f64, f64) {
    values.fold((f64::INFINITY, f64::NEG_INFINITY), |(low, high), value| {
        (low.min(value), high.max(value))
    })
}

/// Where in its range a value lies; in the middle where all are the same.
fn part(value: f64, (low, high): (f64, f64)) -> f64 {
    if high > low {
        (value - low) / (high - low)
    } else {
        0.5
    }
}

/// One decimal: the same text on the server and in the browser.
fn number(value: f64) -> String {
    format!("{value:.1}")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_highest_price_is_at_the_top_and_the_latest_at_the_right() {
        let points = placed(&[(0.0, 300.0), (5.0, 250.0), (10.0, 280.0)]);
        assert_eq!(points[0], (MARGIN, MARGIN));
        assert_eq!(points[1], (WIDTH / 2.0, HEIGHT - MARGIN));
        assert_eq!(path(&points), "M4.0 4.0H120.0V44.0H236.0V20.0");
    }

    #[test]
    fn prices_of_one_moment_stand_evenly_in_their_order() {
        let points = placed(&[(7.0, 300.0), (7.0, 250.0), (7.0, 250.0)]);
        assert_eq!(path(&points), "M4.0 4.0H120.0V44.0H236.0V44.0");
    }

    #[test]
    fn one_price_is_a_point_in_the_middle() {
        assert_eq!(placed(&[(7.0, 100.0)]), [(WIDTH / 2.0, HEIGHT / 2.0)]);
        assert_eq!(path(&[]), "");
    }
}
