use leptos::prelude::*;
use rust_decimal::Decimal;

use crate::{
    components::{Icon, IconName, amount, grouped},
    domain::{appraisal::Appraisal, term},
};

/// What the offer comes to, as far as it has been typed.
#[component]
pub fn Preview(appraisal: Memo<Appraisal>, has_cpu: Signal<bool>) -> impl IntoView {
    view! {
        <aside class="preview" aria-labelledby="preview-title">
            <h2 class="preview__title" id="preview-title">"What it comes to"</h2>
            <div aria-live="polite">
                {move || appraisal.with(|it| match &it.valuation {
                    None => view! { <p class="muted">"Add a price to value this offer."</p> }.into_any(),
                    Some(_) => view! { <Figures appraisal=it.clone() has_cpu=has_cpu.get()/> }.into_any(),
                })}
            </div>
            {view! { <Lines appraisal=appraisal/> }.into_any()}
        </aside>
    }
    .into_any()
}

#[component]
fn Figures(appraisal: Appraisal, has_cpu: bool) -> impl IntoView {
    let derived = appraisal.derived;
    let figure = |value: Option<Decimal>, unit: &str| {
        value.map(|value| format!("{}{unit}", grouped(&value.to_string())))
    };
    let adjusted = derived.adjusted_price_usd.map(amount).unwrap_or_default();
    let rows = [
        ("Deducted", figure(derived.deducted_percent, "\u{a0}%")),
        (
            "USD per single-core mark",
            figure(derived.usd_per_single_adj, ""),
        ),
        (term::MARKS_PER_WATT, figure(derived.perf_per_watt, "")),
    ]
    .into_iter()
    .filter_map(|(label, value)| Some(view! { <dt>{label}</dt> <dd class="num">{value?}</dd> }))
    .collect_view();
    view! {
        <dl class="preview__main">
            <div>
                <dt>{term::ADJUSTED_PRICE}</dt>
                <dd class="num" data-figure="adjusted">{adjusted}</dd>
            </div>
            {figure(derived.usd_per_multi_adj, "").map(|value| view! {
                <div>
                    <dt>{term::USD_PER_MARK}</dt>
                    <dd class="num" data-figure="per-mark">{value}</dd>
                </div>
            })}
            {figure(derived.score_composite, "").map(|value| view! {
                <div>
                    <dt>{term::SCORE}</dt>
                    <dd class="num" data-figure="score">{value}</dd>
                </div>
            })}
        </dl>
        <dl class="facts preview__more">{rows}</dl>
        {(!has_cpu).then(|| view! { <p class="small muted">"Pick a CPU to see $/mark."</p> })}
    }
    .into_any()
}

/// Stays open while one types.
#[component]
fn Lines(appraisal: Memo<Appraisal>) -> impl IntoView {
    let lines =
        Memo::new(move |_| appraisal.with(|it| it.valuation.as_ref().map(|it| it.lines.clone())));
    let summary = move || match lines.with(|lines| lines.as_ref().map_or(0, Vec::len)) {
        0 => "No rule applies".to_owned(),
        1 => "1 rule applies".to_owned(),
        count => format!("{count} rules apply"),
    };
    let rows = move || {
        lines
            .get()
            .unwrap_or_default()
            .into_iter()
            .map(|line| {
                view! {
                    <li>
                        <span>{line.rule}</span>
                        <span class="num">{grouped(&line.delta.to_string())}</span>
                    </li>
                }
            })
            .collect_view()
    };
    view! {
        <details class="preview__lines" hidden=move || lines.with(Option::is_none)>
            <summary>
                {summary}
                <Icon name=IconName::Chevron/>
            </summary>
            <ul>{rows}</ul>
        </details>
    }
    .into_any()
}
