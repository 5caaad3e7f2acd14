use leptos::prelude::*;

use super::{
    Icon, IconName,
    rule_cell::{Cell, Described, RowButton, focus_soon, scripted},
    rule_rows::{RowError, facts},
};
use crate::domain::{
    field::Field,
    listing::FieldError,
    rule_form::{ActionRow, Per, RowEdit},
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
    let next = StoredValue::new(rows.len());
    let rows = RwSignal::new(rows.into_iter().enumerate().collect::<Vec<_>>());
    let here = StoredValue::new(format!("{here}#actions"));
    let remove = Callback::new(move |key: usize| {
        rows.update(|rows| rows.retain(|(own, _)| *own != key));
        focus_soon("add-action".to_owned());
        on_change.run(());
    });
    let add = move || {
        let key = next.get_value();
        next.set_value(key + 1);
        rows.update(|rows| rows.push((key, ActionRow::blank())));
        focus_soon(format!("action-{key}-sign"));
        on_change.run(());
    };
    view! {
        <div class="rule-rows" id="actions">
            <ForEnumerate
                each=move || rows.get()
                key=|(key, _)| *key
                children=move |index, (key, row)| {
                    view! {
                        <Action
                            index=index key=key row=row errors=errors here=here.get_value()
                            on_remove=Callback::new(move |()| remove.run(key))
                        />
                    }
                }
            />
            <RowError errors=errors field="actions" label="The actions"/>
            <RowButton
                id="add-action" here=here.get_value() edit=Signal::stored(RowEdit::AddAction)
                on_press=Callback::new(move |()| add())
            >
                "Add action"
            </RowButton>
        </div>
    }
    .into_any()
}

/// Where a row's fields are found: on the page, in the form and in errors.
#[derive(Clone, Copy)]
struct Place {
    index: ReadSignal<usize>,
    key: usize,
    errors: Signal<Vec<FieldError>>,
}

impl Place {
    fn id(self, member: &str) -> String {
        format!("action-{}-{member}", self.key)
    }

    fn name(self, member: &'static str) -> Signal<String> {
        Signal::derive(move || format!("form[actions][{}][{member}]", self.index.get()))
    }

    fn path(self, member: &'static str) -> Signal<String> {
        Signal::derive(move || format!("actions[{}].{member}", self.index.get()))
    }
}

#[component]
fn Action(
    index: ReadSignal<usize>,
    key: usize,
    row: ActionRow,
    errors: Signal<Vec<FieldError>>,
    here: String,
    on_remove: Callback<()>,
) -> impl IntoView {
    let place = Place { index, key, errors };
    let per = RwSignal::new(row.per.clone());
    let per_signal: Signal<String> = per.into();
    let sign_cell = {
        let adds = row.sign == "add";
        view! {
            <Cell id=place.id("sign") label="Do" errors=errors path=place.path("sign") let(_described)>
                <div class="select">
                    <select class="input" id=place.id("sign") name=place.name("sign")>
                        <option value="deduct" selected=!adds>"Deduct"</option>
                        <option value="add" selected=adds>"Add"</option>
                    </select>
                    <Icon name=IconName::Chevron/>
                </div>
            </Cell>
        }
        .into_any()
    };
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
        <Cell id=place.id("per") label="How often" errors=errors path=place.path("per") let(described)>
            <div class="select">
                <select
                    class="input" id=place.id("per") name=place.name("per")
                    aria-invalid=described.invalid aria-describedby=described.by
                    on:change=move |event| per.set(event_target_value(&event))
                >
                    {pers}
                </select>
                <Icon name=IconName::Chevron/>
            </div>
        </Cell>
    }
    .into_any();
    let counted =
        view! { <Counted place=place chosen=row.field.clone() per=per_signal/> }.into_any();
    let factors = view! { <Factors place=place row=row/> }.into_any();
    view! {
        <fieldset class="rule-row rule-row--action">
            <legend class="visually-hidden">{move || format!("Action {}", index.get() + 1)}</legend>
            {sign_cell}
            {amount_cell}
            {per_cell}
            {counted}
            <RowButton
                here=here edit=Signal::derive(move || RowEdit::RemoveAction(index.get()))
                on_press=on_remove
            >
                <Icon name=IconName::Close/>
                <span class="visually-hidden">{move || format!("Remove action {}", index.get() + 1)}</span>
            </RowButton>
            {factors}
        </fieldset>
    }
    .into_any()
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
            <Cell id=place.id("field") label="Of" errors=place.errors path=place.path("field") let(described)>
                <div class="select">
                    <select
                        class="input" id=place.id("field") name=place.name("field")
                        aria-invalid=described.invalid aria-describedby=described.by
                    >
                        <option value="">"Choose a fact"</option>
                        {facts(&chosen, Field::is_counted)}
                    </select>
                    <Icon name=IconName::Chevron/>
                </div>
            </Cell>
        </div>
    }
    .into_any()
}

/// What the amount is multiplied by, folded away where that is nothing.
#[component]
fn Factors(place: Place, row: ActionRow) -> impl IntoView {
    let given = [&row.new, &row.refurb, &row.used, &row.factors];
    let is_open = given.iter().any(|text| !text.trim().is_empty());
    let errors = place.errors;
    let has_errors = Memo::new(move |_| {
        let prefix = format!("actions[{}].", place.index.get());
        errors.with(|errors| {
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
                <Cell id=place.id("by_field") label="Also by" errors=errors path=place.path("by_field") let(described)>
                    <div class="select">
                        <select
                            class="input" id=place.id("by_field") name=place.name("by_field")
                            aria-invalid=described.invalid aria-describedby=described.by
                        >
                            <option value="">"Nothing else"</option>
                            {facts(&row.by_field, |_| true)}
                        </select>
                        <Icon name=IconName::Chevron/>
                    </div>
                </Cell>
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
