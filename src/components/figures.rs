use leptos::prelude::*;

/// One number that sums something up.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Figure {
    /// What it counts.
    pub label: String,
    /// The number, ready to read.
    pub value: String,
    /// Its unit, if it has one.
    pub unit: Option<&'static str>,
    /// What it is made of.
    pub hint: Option<String>,
    /// Whether it is worse than it should be. Its hint must say so, too.
    pub is_bad: bool,
}

/// A few numbers in a row. Show none rather than zeros.
#[component]
pub fn Figures(
    /// The numbers, the most important first.
    figures: Vec<Figure>,
) -> impl IntoView {
    let figures = figures
        .into_iter()
        .map(|figure| view! {
            <div class="figure">
                <dt class="figure__label">{figure.label}</dt>
                <dd class="figure__value" class:figure__value--bad=figure.is_bad>
                    {figure.value}
                    {figure.unit.map(|unit| view! { " " <span class="figure__unit">{unit}</span> })}
                </dd>
                {figure.hint.map(|hint| view! { <dd class="figure__hint">{hint}</dd> })}
            </div>
        })
        .collect_view();
    view! { <dl class="figures">{figures}</dl> }
}
