use leptos::prelude::*;

use super::{
    rule_cell::{Cell, Described, scripted},
    rule_row::{Place, Row, RowKind, Rows, SelectCell},
    rule_rows::facts,
};
use crate::domain::{
    field::Field,
    listing::FieldError,
    rule_form::{ActionRow, Per, RowEdit},
};

const ACTIONS: RowKind = RowKind {
    label: "Action",
    one: "action",
    many: "actions",
    first: "sign",
    more: RowEdit::AddAction,
    less: RowEdit::RemoveAction,
};

/// Actions as rows, as [`ConditionRows`](super::ConditionRows) are.
#[component]
pub fn ActionRows(
    /// The rows at first.
    rows: Vec<ActionRow>,
    /// What is wrong, by field: `actions[0].amount`.
    errors: Signal<Vec<FieldError>>,
    /// This page's path.
    #[prop(into)]
    here: String,
    /// Called when rows have come or gone.
    on_change: Callback<()>,
) -> impl IntoView {
    let draw = |place: Place, row: ActionRow| view! { <Action place=place row=row/> }.into_any();
    view! {
        <Rows
            kind=ACTIONS rows=rows blank=ActionRow::blank errors=errors here=here
            on_change=on_change draw=draw
        />
    }
}

#[component]
fn Action(place: Place, row: ActionRow) -> impl IntoView {
    let per = RwSignal::new(row.per.clone());
    let adds = row.sign == "add";
    let sign_cell = view! {
        <SelectCell place=place member="sign" label="Do">
            <option value="deduct" selected=!adds>"Deduct"</option>
            <option value="add" selected=adds>"Add"</option>
        </SelectCell>
    }
    .into_any();
    let amount_cell = view! {
        <Text place=place member="amount" label="Amount" value=row.amount.clone() placeholder="2.50" numeric=true/>
    }
    .into_any();
    let pers = Per::ALL
        .map(|it| {
            let is_chosen = it.name() == row.per;
            view! { <option value=it.name() selected=is_chosen>{it.label()}</option> }
        })
        .into_iter()
        .collect_view();
    let per_cell = view! {
        <SelectCell place=place member="per" label="How often" chosen=per>{pers}</SelectCell>
    }
    .into_any();
    let counted =
        view! { <Counted place=place chosen=row.field.clone() per=per.into()/> }.into_any();
    let factors = view! { <Factors place=place row=row/> }.into_any();
    view! {
        <Row place=place below=factors>
            {sign_cell}
            {amount_cell}
            {per_cell}
            {counted}
        </Row>
    }
}

/// What an amount is counted by. Out of the way where nothing is; without a script it stays.
#[component]
fn Counted(place: Place, chosen: String, per: Signal<String>) -> impl IntoView {
    let scripted = scripted();
    let is_idle = move || {
        scripted.get()
            && matches!(
                Per::from_name(&per.get()),
                Some(Per::Once | Per::Percent) | None
            )
    };
    view! {
        <div class="rule-row__counted" hidden=is_idle>
            <SelectCell place=place member="field" label="Of">
                <option value="">"Choose a fact"</option>
                {facts(&chosen, Field::is_counted)}
            </SelectCell>
        </div>
    }
    .into_any()
}

/// What the amount is multiplied by, folded away where that is nothing.
#[component]
fn Factors(place: Place, row: ActionRow) -> impl IntoView {
    let given = [&row.new, &row.refurb, &row.used, &row.factors];
    let is_open = given.iter().any(|text| !text.trim().is_empty());
    let has_errors = Memo::new(move |_| {
        let prefix = format!("actions[{}].", place.index.get());
        place.errors.with(|errors| {
            errors.iter().any(|error| {
                let member = error.field.strip_prefix(&prefix);
                member.is_some_and(|member| !["amount", "per", "field"].contains(&member))
            })
        })
    });
    view! {
        <details class="rule-row__factors" open=move || is_open || has_errors.get()>
            <summary class="rule-row__summary">"Factors by condition or part"</summary>
            <div class="rule-row__factor-fields">
                <Text place=place member="new" label="New ×" value=row.new placeholder="1" numeric=true/>
                <Text place=place member="refurb" label="Refurbished ×" value=row.refurb placeholder="1" numeric=true/>
                <Text place=place member="used" label="Used ×" value=row.used placeholder="1" numeric=true/>
                <SelectCell place=place member="by_field" label="Also by">
                    <option value="">"Nothing else"</option>
                    {facts(&row.by_field, |_| true)}
                </SelectCell>
                <Text
                    place=place member="factors" label="Its factors" value=row.factors
                    placeholder="ddr3 = 0.6, ddr5 = 1.3"
                />
            </div>
        </details>
    }
    .into_any()
}

#[component]
fn Text(
    place: Place,
    member: &'static str,
    label: &'static str,
    value: String,
    placeholder: &'static str,
    #[prop(optional)] numeric: bool,
) -> impl IntoView {
    view! {
        <Cell id=place.id(member) label=label errors=place.errors path=place.path(member) let(described)>
            {input(place, member, value, placeholder, numeric, described)}
        </Cell>
    }
    .into_any()
}

fn input(
    place: Place,
    member: &'static str,
    value: String,
    placeholder: &'static str,
    numeric: bool,
    described: Described,
) -> impl IntoView {
    view! {
        <input
            class=if numeric { "input input--num" } else { "input" }
            type="text" autocomplete="off" inputmode=numeric.then_some("decimal")
            id=place.id(member) name=place.name(member) value=value placeholder=placeholder
            aria-invalid=described.invalid aria-describedby=described.by
        />
    }
}
