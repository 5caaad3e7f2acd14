use leptos::prelude::*;

use super::{
    Icon, IconName,
    rule_cell::{Cell, RowButton, focus_soon, scripted},
};
use crate::domain::{
    condition::{Operands, Operator},
    field::{Field, Kind},
    listing::FieldError,
    rule_form::{ConditionRow, RowEdit},
};

/// Conditions as rows. A row more or less is asked for by a button that sends the form to its own
/// page; once the script has arrived, rows come and go at once.
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
    let next = StoredValue::new(rows.len());
    let rows = RwSignal::new(rows.into_iter().enumerate().collect::<Vec<_>>());
    let here = StoredValue::new(format!("{here}#conditions"));
    let remove = Callback::new(move |key: usize| {
        rows.update(|rows| rows.retain(|(own, _)| *own != key));
        focus_soon("add-condition".to_owned());
        on_change.run(());
    });
    let add = move || {
        let key = next.get_value();
        next.set_value(key + 1);
        rows.update(|rows| rows.push((key, ConditionRow::blank())));
        focus_soon(format!("condition-{key}-field"));
        on_change.run(());
    };
    view! {
        <div class="rule-rows" id="conditions">
            <Values/>
            <ForEnumerate
                each=move || rows.get()
                key=|(key, _)| *key
                children=move |index, (key, row)| {
                    view! {
                        <Condition
                            index=index key=key row=row errors=errors here=here.get_value()
                            on_remove=Callback::new(move |()| remove.run(key))
                        />
                    }
                }
            />
            <RowError errors=errors field="conditions" label="The conditions"/>
            <RowButton
                id="add-condition" here=here.get_value() edit=Signal::stored(RowEdit::AddCondition)
                on_press=Callback::new(move |()| add())
            >
                "Add condition"
            </RowButton>
        </div>
    }
    .into_any()
}

/// What is wrong with all rows together.
#[component]
pub(super) fn RowError(
    errors: Signal<Vec<FieldError>>,
    field: &'static str,
    label: &'static str,
) -> impl IntoView {
    let reason = move || {
        errors.with(|errors| {
            let error = errors.iter().find(|error| error.field == field)?;
            Some(format!("{label} {}.", error.reason))
        })
    };
    move || reason().map(|reason| view! { <p class="field__error" role="alert">{reason}</p> })
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
fn Condition(
    index: ReadSignal<usize>,
    key: usize,
    row: ConditionRow,
    errors: Signal<Vec<FieldError>>,
    here: String,
    on_remove: Callback<()>,
) -> impl IntoView {
    let ConditionRow {
        join,
        field: chosen,
        operator,
        value,
    } = row;
    let field = RwSignal::new(chosen.clone());
    let compared = RwSignal::new(operator.clone());
    let name = move |member: &'static str| {
        Signal::derive(move || format!("form[conditions][{}][{member}]", index.get()))
    };
    let path = move |member: &'static str| {
        Signal::derive(move || format!("conditions[{}].{member}", index.get()))
    };
    let id = move |member: &str| format!("condition-{key}-{member}");
    let known = move || field.with(|field| field.parse::<Field>().ok());
    // Without a script nothing may depend on what is chosen only now.
    let scripted = scripted();
    let takes_nothing = move || {
        scripted.get()
            && compared
                .with(|name| Operator::from_name(name))
                .is_some_and(|operator| operator.operands() == Operands::None)
    };
    let join_cell =
        view! { <Join id=id("join") name=name("join") join=join index=index/> }.into_any();
    let field_cell = view! {
        <Cell id=id("field") label="Fact" errors=errors path=path("field") let(described)>
            <div class="select">
                <select
                    class="input" id=id("field") name=name("field")
                    aria-invalid=described.invalid aria-describedby=described.by
                    on:change=move |event| field.set(event_target_value(&event))
                >
                    <option value="">"Choose a fact"</option>
                    {facts(&chosen, |_| true)}
                </select>
                <Icon name=IconName::Chevron/>
            </div>
        </Cell>
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
        <Cell id=id("operator") label="Comparison" errors=errors path=path("operator") let(described)>
            <div class="select">
                <select
                    class="input" id=id("operator") name=name("operator")
                    aria-invalid=described.invalid aria-describedby=described.by
                    on:change=move |event| compared.set(event_target_value(&event))
                >
                    {operators}
                </select>
                <Icon name=IconName::Chevron/>
            </div>
        </Cell>
    }
    .into_any();
    let value_cell = view! {
        <Cell id=id("value") label="Value" errors=errors path=path("value") let(described)>
            <input
                class="input" type="text" autocomplete="off" id=id("value") name=name("value") value=value
                list=move || known().map(|field| values_id(&field))
                placeholder=move || example(known().as_ref(), &compared.get())
                disabled=takes_nothing
                aria-invalid=described.invalid aria-describedby=described.by
            />
        </Cell>
    }
    .into_any();
    view! {
        <fieldset class="rule-row rule-row--condition">
            <legend class="visually-hidden">{move || format!("Condition {}", index.get() + 1)}</legend>
            {join_cell}
            {field_cell}
            {operator_cell}
            {value_cell}
            <RowButton
                here=here edit=Signal::derive(move || RowEdit::RemoveCondition(index.get()))
                on_press=on_remove
            >
                <Icon name=IconName::Close/>
                <span class="visually-hidden">{move || format!("Remove condition {}", index.get() + 1)}</span>
            </RowButton>
        </fieldset>
    }
    .into_any()
}

/// How a row goes with the one before: the first with none.
#[component]
fn Join(id: String, name: Signal<String>, join: String, index: ReadSignal<usize>) -> impl IntoView {
    let is_or = join == "or";
    let is_first = move || index.get() == 0;
    view! {
        <div class="rule-row__join">
            <span class="rule-row__when" hidden=move || !is_first()>"When"</span>
            <label class="visually-hidden" for=id.clone()>"Together with the one before"</label>
            <div class="select" hidden=is_first>
                <select class="input" id=id name=name>
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
