use leptos::prelude::*;
use rust_decimal::Decimal;

use super::{Column, Table, TableFrame, grouped};
use crate::domain::preview::{PriceChange, RulePreview};

/// How many of the changed offers are named.
const NAMED: usize = 5;

const COLUMNS: [Column; 4] = [
    Column::Words("Changed most"),
    Column::Figures("Now"),
    Column::Figures("Then"),
    Column::Figures("Change"),
];

/// What a rule would change of a person's offers: in a sentence, and the offers most changed.
#[component]
pub fn RulePreviewPanel(
    /// The rule as a sentence, once there is one.
    sentence: Signal<Option<String>>,
    /// What it would change; `None` while it is not finished.
    preview: Signal<Option<RulePreview>>,
    /// What else there is to do: a button that asks for it where there is no script.
    children: Children,
) -> impl IntoView {
    let headline = move || {
        preview.with(|preview| match preview {
            None => "Finish the rule to see what it would change.".to_owned(),
            Some(preview) => headline(preview),
        })
    };
    let changes = move || {
        preview.with(|preview| {
            let preview = preview.as_ref().filter(|preview| preview.changed > 0)?;
            let named: Vec<PriceChange> = preview.listings.iter().take(NAMED).cloned().collect();
            Some(view! { <Changes changes=named/> })
        })
    };
    view! {
        <section class="panel rule-preview" aria-labelledby="preview-title">
            <h2 class="panel__title" id="preview-title">"Preview"</h2>
            {move || sentence.get().map(|text| view! { <p class="rule-preview__sentence">{text}</p> })}
            <p class="rule-preview__headline" role="status">{headline}</p>
            {changes}
            {children()}
        </section>
    }
    .into_any()
}

/// "Changes 12 of 28 offers, median −18.00 USD."
fn headline(preview: &RulePreview) -> String {
    let RulePreview {
        matched,
        changed,
        offers,
        ..
    } = *preview;
    if offers == 0 {
        return "You have no offers yet that it could change.".to_owned();
    }
    match (matched, changed, &preview.median_change_usd) {
        (0, 0, _) => format!("Holds for none of your {offers} offers."),
        (_, 0, _) | (_, _, None) => {
            format!("Holds for {matched} of {offers} offers, and changes no adjusted price.")
        }
        (_, _, Some(median)) => {
            let median = signed(*median);
            format!("Changes {changed} of {offers} offers, median {median} USD.")
        }
    }
}

/// "+5.00", "−5.00".
fn signed(amount: Decimal) -> String {
    let figure = grouped(&amount.to_string());
    if amount > Decimal::ZERO {
        format!("+{figure}")
    } else {
        figure
    }
}

#[component]
fn Changes(changes: Vec<PriceChange>) -> impl IntoView {
    let rows = changes
        .into_iter()
        .map(|change| {
            let now = grouped(&change.before_usd.to_string());
            let then = grouped(&change.after_usd.to_string());
            let delta = signed(change.delta_usd);
            view! {
                <tr>
                    <th scope="row" class="rule-preview__offer">{change.title}</th>
                    <td class="cell--num">{now}</td>
                    <td class="cell--num"><strong>{then}</strong></td>
                    <td class="cell--num">{delta}</td>
                </tr>
            }
        })
        .collect_view();
    view! {
        <Table
            look="table--compact" caption="The offers that it changes most, in USD" columns=COLUMNS
            frame=TableFrame::Bare
        >
            {rows}
        </Table>
    }
    .into_any()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_preview_says_what_changes_in_one_sentence() {
        let preview = |matched, changed, median: Option<&str>| RulePreview {
            matched,
            changed,
            offers: 28,
            median_change_usd: median.map(|it| it.parse().unwrap()),
            listings: Vec::new(),
        };
        for (preview, sentence) in [
            (
                preview(12, 12, Some("-18.00")),
                "Changes 12 of 28 offers, median −18.00 USD.",
            ),
            (
                preview(12, 3, Some("5.00")),
                "Changes 3 of 28 offers, median +5.00 USD.",
            ),
            (
                preview(12, 0, None),
                "Holds for 12 of 28 offers, and changes no adjusted price.",
            ),
            (preview(0, 0, None), "Holds for none of your 28 offers."),
            (
                RulePreview::default(),
                "You have no offers yet that it could change.",
            ),
        ] {
            assert_eq!(headline(&preview), sentence);
        }
    }
}
