use leptos::prelude::*;

use super::{
    Icon, IconName,
    rule_cell::{Cell, scripted},
    rule_row::{Place, Row, RowKind, Rows, SelectCell},
};
use crate::domain::{
    condition::{Operands, Operator},
    field::{Field, Kind},
    listing::FieldError,
    rule_form::{ConditionRow, RowEdit},
};

const CONDITIONS: RowKind = RowKind {
    label: "Condition",
    one: "condition",
    many: "conditions",
    first: "field",
    more: RowEdit::AddCondition,
    less: RowEdit::RemoveCondition,
};

/// Conditions as rows.
#[component]
pub fn ConditionRows(
    /// The rows at first.
    rows: Vec<ConditionRow>,
    /// What is wrong, by field: `conditions[0].value`.
    errors: Signal<Vec<FieldError>>,
    /// This page's path.
    #[prop(into)]
    here: String,
    /// Called when rows have come or gone.
    on_change: Callback<()>,
) -> impl IntoView {
    let draw =
        |place: Place, row: ConditionRow| view! { <Condition place=place row=row/> }.into_any();
    view! {
        <Rows
            kind=CONDITIONS rows=rows blank=ConditionRow::blank errors=errors here=here
            on_change=on_change draw=draw
        >
            <Values/>
        </Rows>
    }
}

/// The words that facts of a few words can be, for fields to offer.
#[component]
fn Values() -> impl IntoView {
    Field::all()
        .into_iter()
        .filter_map(|field| match field.kind() {
            Kind::Choice(words) => Some((field, words)),
            _ => None,
        })
        .map(|(field, words)| {
            let options = words
                .iter()
                .map(|word| view! { <option value=*word></option> })
                .collect_view();
            view! { <datalist id=values_id(&field)>{options}</datalist> }
        })
        .collect_view()
        .into_any()
}

fn values_id(field: &Field) -> String {
    format!("values-{field}")
}

#[component]
fn Condition(place: Place, row: ConditionRow) -> impl IntoView {
    let ConditionRow {
        join,
        field: chosen,
        operator,
        value,
    } = row;
    let field = RwSignal::new(chosen.clone());
    let compared = RwSignal::new(operator.clone());
    let known = move || field.with(|field| field.parse::<Field>().ok());
    // Without a script nothing may depend on what is chosen only now.
    let scripted = scripted();
    let takes_nothing = move || {
        scripted.get()
            && compared
                .with(|name| Operator::from_name(name))
                .is_some_and(|operator| operator.operands() == Operands::None)
    };
    let join_cell = view! { <Join place=place join=join/> }.into_any();
    let field_cell = view! {
        <SelectCell place=place member="field" label="Fact" chosen=field>
            <option value="">"Choose a fact"</option>
            {facts(&chosen, |_| true)}
        </SelectCell>
    }
    .into_any();
    let operators = Operator::ALL
        .map(|it| {
            let fits = move || !scripted.get() || known().is_none_or(|field| it.fits(field.kind()));
            view! {
                <option value=it.name() selected={it.name() == operator} hidden=move || !fits()>
                    {it.label()}
                </option>
            }
        })
        .into_iter()
        .collect_view();
    let operator_cell = view! {
        <SelectCell place=place member="operator" label="Comparison" chosen=compared>
            {operators}
        </SelectCell>
    }
    .into_any();
    let value_cell = view! {
        <Cell
            id=place.id("value") label="Value" errors=place.errors path=place.path("value")
            let(described)
        >
            <input
                class="input" type="text" autocomplete="off"
                id=place.id("value") name=place.name("value") value=value
                list=move || known().map(|field| values_id(&field))
                placeholder=move || example(known().as_ref(), &compared.get())
                disabled=takes_nothing
                aria-invalid=described.invalid aria-describedby=described.by
            />
        </Cell>
    }
    .into_any();
    view! {
        <Row place=place>
            {join_cell}
            {field_cell}
            {operator_cell}
            {value_cell}
        </Row>
    }
}

/// How a row goes with the one before: the first with none.
#[component]
fn Join(place: Place, join: String) -> impl IntoView {
    let id = place.id("join");
    let is_or = join == "or";
    let is_first = move || place.index.get() == 0;
    view! {
        <div class="rule-row__join">
            <span class="rule-row__when" hidden=move || !is_first()>"When"</span>
            <label class="visually-hidden" for=id.clone()>"Together with the one before"</label>
            <div class="select" hidden=is_first>
                <select class="input" id=id name=place.name("join")>
                    <option value="and" selected=!is_or>"and"</option>
                    <option value="or" selected=is_or>"or"</option>
                </select>
                <Icon name=IconName::Chevron/>
            </div>
        </div>
    }
    .into_any()
}

/// An example of what a field takes, by what it is compared with.
fn example(field: Option<&Field>, operator: &str) -> &'static str {
    let operands = Operator::from_name(operator).map(Operator::operands);
    match (field.map(Field::kind), operands) {
        (_, Some(Operands::None)) => "",
        (_, Some(Operands::Two)) => "6, 35",
        (Some(Kind::Number), Some(Operands::List)) => "8, 16, 32",
        (Some(Kind::Number), _) => "16",
        (Some(Kind::Any), _) => "yes",
        (_, Some(Operands::List)) => "one, another",
        _ => "",
    }
}

/// The facts that a row can be about, and the one that it is about already.
pub(super) fn facts(chosen: &str, fits: fn(&Field) -> bool) -> impl IntoView + use<> {
    let mut all: Vec<Field> = Field::all().into_iter().filter(fits).collect();
    if let Ok(own) = chosen.parse::<Field>()
        && !all.contains(&own)
    {
        all.push(own);
    }
    all.into_iter()
        .map(|field| {
            let name = field.to_string();
            let is_chosen = name == chosen;
            view! { <option value=name selected=is_chosen>{field.label()}</option> }
        })
        .collect_view()
}
