use leptos::prelude::*;

/// One bar.
#[derive(Clone, Debug, PartialEq)]
pub struct Bar {
    /// What it stands for: "22 November".
    pub label: String,
    /// How high it is; nothing below zero.
    pub value: f64,
}

/// The drawing's own measure.
const WIDTH: f64 = 240.0;
const HEIGHT: f64 = 56.0;

/// A few values in a row, as bars on one line, drawn on the server. Said in a sentence to who does not
/// see it, and value by value in a table that opens.
#[component]
pub fn BarChart(
    /// What the values are.
    #[prop(into)]
    title: String,
    /// The bars, in order.
    bars: Vec<Bar>,
    /// Their unit, if they have one.
    #[prop(optional)]
    unit: Option<&'static str>,
    /// Whether their sum means something; else the highest is told.
    #[prop(default = true)]
    sums: bool,
) -> impl IntoView {
    let most = bars.iter().map(|bar| bar.value).fold(0.0, f64::max);
    let told = if sums {
        bars.iter().map(|bar| bar.value).sum()
    } else {
        most
    };
    let measure = unit.map(|unit| view! { " " <span class="figure__unit">{unit}</span> });
    let unit = unit.map(|unit| format!(" {unit}")).unwrap_or_default();
    let figure = format!("{told:.0}");
    let (kind, said) = if sums {
        let said = format!("{title}: {figure}{unit} in all, at most {most:.0}{unit} a day.");
        ("in all", said)
    } else {
        ("at most", format!("{title}: at most {figure}{unit} a day."))
    };
    let rows = bars
        .iter()
        .filter(|bar| bar.value > 0.0)
        .map(|bar| {
            view! {
                <tr>
                    <th scope="row">{bar.label.clone()}</th>
                    <td class="cell--num">{format!("{:.0}{unit}", bar.value)}</td>
                </tr>
            }
        })
        .collect_view();
    let is_empty = most <= 0.0;
    view! {
        <figure class="chart">
            <figcaption class="chart__head">
                <span class="chart__title">{title}</span>
                <span class="chart__figure num">{figure} {measure}</span>
                <span class="chart__kind">{kind}</span>
            </figcaption>
            <svg class="chart__bars" viewBox=format!("0 0 {WIDTH} {HEIGHT}") role="img" aria-label=said>
                {drawn(&bars, most)}
            </svg>
            <details class="chart__table">
                <summary>"Day by day"</summary>
                {is_empty.then(|| view! { <p class="muted small">"Nothing on any day."</p> })}
                <table><tbody>{rows}</tbody></table>
            </details>
        </figure>
    }
    .into_any()
}

#[expect(clippy::cast_precision_loss, reason = "there are a few dozen bars")]
fn drawn(bars: &[Bar], most: f64) -> impl IntoView + use<> {
    let step = WIDTH / bars.len().max(1) as f64;
    bars.iter()
        .enumerate()
        .map(|(place, bar)| {
            // Days without anything keep a line, so that one sees them.
            let height = if most > 0.0 {
                bar.value / most * (HEIGHT - 2.0)
            } else {
                0.0
            }
            .max(1.0);
            let class = if bar.value > 0.0 {
                "chart__bar"
            } else {
                "chart__bar chart__bar--none"
            };
            view! {
                <rect
                    class=class
                    x=format!("{:.1}", place as f64 * step)
                    y=format!("{:.1}", HEIGHT - height)
                    width=format!("{:.1}", (step - 1.5).max(1.0))
                    height=format!("{height:.1}")
                ></rect>
            }
        })
        .collect_view()
}
