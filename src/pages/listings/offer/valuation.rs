use std::cmp::Ordering;

use leptos::{form::ActionForm, prelude::*};
use rust_decimal::Decimal;
use time::format_description::well_known::Rfc3339;

use super::{
    actions::{ChooseRulesets, RulesetName, Valued},
    ask,
};
use crate::{
    components::{
        Button, CheckField, Choice, EmptyState, FieldGroup, Icon, IconName, LinkButton, Notice,
        SelectField, Tone, Waterfall, WaterfallStep, grouped,
    },
    domain::{
        explained::{Explained, SkippedRuleset, UnmatchedRule},
        listing::Listing,
        ruleset::RulesetId,
        ruleset_choice::ChoiceMode,
    },
    error::Error,
};

/// How the adjusted price comes about, and by which rulesets.
#[component]
pub fn Valuation(
    listing: Listing,
    valued: Valued,
    marks: Option<i32>,
    action: ServerAction<ChooseRulesets>,
) -> impl IntoView {
    let Valued {
        explained,
        rulesets,
    } = valued;
    let explanation = match explained {
        None => view! {
            <EmptyState title="Not valued yet" text="Add a price to value this offer.">
                <LinkButton href=format!("/listings/{}/edit", listing.id.0)>"Edit offer"</LinkButton>
            </EmptyState>
        }
        .into_any(),
        Some(explained) => view! {
            <Explanation explained=explained listing=listing.clone() marks=marks/>
        }
        .into_any(),
    };
    view! {
        <div class="stack stack--loose offer-valuation">
            {explanation}
            {view! { <ChooseForm listing=listing rulesets=rulesets action=action/> }.into_any()}
        </div>
    }
    .into_any()
}

#[component]
fn Explanation(explained: Explained, listing: Listing, marks: Option<i32>) -> impl IntoView {
    let steps = explained
        .lines
        .iter()
        .map(|line| WaterfallStep {
            label: line.rule.clone(),
            detail: format!("{}\u{a0}· {}", line.does, line.ruleset),
            figures: line.reckoned.clone(),
            delta: line.delta_usd,
            warnings: line.warnings.clone(),
        })
        .collect();
    let left = explained.adjusted_price_usd.amount();
    let per_mark = listing.derived.usd_per_multi_adj.zip(marks);
    let has_lines = !explained.lines.is_empty();
    let below_zero = explained.price_usd.amount() + explained.total_usd < Decimal::ZERO;
    view! {
        <section class="stack" aria-labelledby="why">
            <h2 id="why">"Why this number"</h2>
            <p class="muted measure">{sum(&explained)}</p>
            <Waterfall price=explained.price_usd.amount() steps=steps left=left per_mark=per_mark/>
            {below_zero.then(|| view! {
                <p class="small muted">"The rules take away more than the price: it counts as 0."</p>
            })}
            {(!has_lines).then(|| view! { <p class="muted">"No rule holds for this offer."</p> })}
            {marks.is_none().then(|| view! { <p class="muted">"Pick a CPU to see $/mark."</p> })}
            <Unmatched rules=explained.unmatched skipped=explained.skipped/>
        </section>
    }
    .into_any()
}

/// The lines in one sentence.
fn sum(explained: &Explained) -> String {
    let count = explained.lines.len();
    if count == 0 {
        return "The asking price stays as it is.".to_owned();
    }
    let (rules, ending) = if count == 1 {
        ("1 rule".to_owned(), "s")
    } else {
        (format!("{count} rules"), "")
    };
    let total = explained.total_usd;
    let amount = grouped(&total.abs().to_string());
    let does = match total.cmp(&Decimal::ZERO) {
        Ordering::Less => format!("take{ending} {amount}\u{a0}USD off"),
        Ordering::Equal => format!("leave{ending} the price as it is"),
        Ordering::Greater => format!("add{ending} {amount}\u{a0}USD"),
    };
    let sets: Vec<_> = explained
        .rulesets
        .iter()
        .filter(|set| {
            let mut lines = explained.lines.iter();
            lines.any(|line| line.ruleset_id == set.ruleset_id)
        })
        .collect();
    if let [set] = sets.as_slice() {
        return format!("{rules} of {} {does}.", set.ruleset);
    }
    let sets: Vec<String> = sets
        .into_iter()
        .map(|set| format!("{} by {}", grouped(&set.delta_usd.to_string()), set.ruleset))
        .collect();
    format!("{rules} {does}: {}.", sets.join(", "))
}

/// What had no part in it, folded away.
#[component]
fn Unmatched(rules: Vec<UnmatchedRule>, skipped: Vec<SkippedRuleset>) -> impl IntoView {
    let count = rules.len() + skipped.len();
    let rules = rules
        .into_iter()
        .map(|rule| {
            view! {
                <li>
                    <strong>{rule.rule}</strong>
                    <span class="muted">{format!("\u{a0}· {}", rule.ruleset)}</span>
                    <p class="small muted">{format!("Holds when {}.", rule.conditions)}</p>
                </li>
            }
        })
        .collect_view();
    let skipped = skipped
        .into_iter()
        .map(|set| {
            view! {
                <li>
                    <strong>{set.ruleset}</strong>
                    <p class="small muted">{format!("Not asked: {}.", set.reason.words())}</p>
                </li>
            }
        })
        .collect_view();
    (count > 0).then(|| {
        view! {
            <details class="unmatched">
                <summary>
                {format!("What had no part in it ({count})")}
                <Icon name=IconName::Chevron/>
            </summary>
                <ul class="stack stack--tight">{rules} {skipped}</ul>
            </details>
        }
    })
}

/// Chooses one ruleset, or leaves some out.
#[component]
fn ChooseForm(
    listing: Listing,
    rulesets: Vec<RulesetName>,
    action: ServerAction<ChooseRulesets>,
) -> impl IntoView {
    let version = listing.updated_at.format(&Rfc3339).unwrap_or_default();
    let mode = listing
        .ruleset_id
        .map_or(ChoiceMode::Auto, |_| ChoiceMode::Static);
    let modes = ChoiceMode::ALL.map(|it| Choice::new(it.name(), it.label()));
    let named = rulesets
        .iter()
        .map(|set| Choice::new(set.id.0.to_string(), set.name.clone()));
    let choices = std::iter::once(Choice::new("", "Choose one"))
        .chain(named)
        .collect();
    let chosen = listing
        .ruleset_id
        .map(|id| id.to_string())
        .unwrap_or_default();
    let left_out = |id: RulesetId| listing.disabled_ruleset_ids.contains(&id.0);
    let boxes = rulesets
        .iter()
        .map(|set| {
            let state = if set.is_active { "" } else { " (switched off)" };
            let label = format!("{}{state}", set.name);
            let (id, checked) = (set.id, left_out(set.id));
            view! { <LeaveOut id=id label=label checked=checked/> }
        })
        .collect_view();
    let failure = move || ask::failure(action).filter(|error| !matches!(error, Error::Invalid(_)));
    view! {
        <section aria-labelledby="by-what">
            <h2 id="by-what">"Which rulesets"</h2>
            <ActionForm action=action attr:class="stack measure" attr:novalidate=true>
                {move || failure().map(|error| view! {
                    <Notice tone=Tone::Bad title="The choice was not saved">{error.to_string()}</Notice>
                })}
                <input type="hidden" name="id" value=listing.id.0/>
                <input type="hidden" name="choice[if_updated_at]" value=version/>
                <SelectField
                    id="mode" name="choice[mode]" label="Value this offer by" choices=modes.to_vec()
                    selected=mode.name() error=ask::wrong(action, "mode", "This")
                    hint="\"All that apply\" gives way to the ruleset that your preferences name, if they do."
                />
                <SelectField
                    id="ruleset_id" name="choice[ruleset_id]" label="The only one" choices=choices
                    selected=chosen error=ask::wrong(action, "ruleset_id", "The ruleset")
                    hint="Counts when \"Only one\" is chosen above."
                />
                <FieldGroup legend="Leave out for this offer">{boxes}</FieldGroup>
                <div><Button submit=true busy=action.pending()>"Value anew"</Button></div>
            </ActionForm>
        </section>
    }
    .into_any()
}

/// A box of its own: the value tells which ruleset.
#[component]
fn LeaveOut(id: RulesetId, label: String, checked: bool) -> impl IntoView {
    view! {
        <CheckField
            id=format!("leave-out-{}", id.0) name="choice[disabled_ruleset_ids][]" label=label
            checked=checked value=id.0.to_string()
        />
    }
    .into_any()
}
