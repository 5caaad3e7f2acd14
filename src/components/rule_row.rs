//! What rows of a rule's form have in common, be they conditions or actions.

use leptos::{ev, prelude::*};

use super::{
    Icon, IconName,
    rule_cell::{Cell, RowButton, focus_soon},
};
use crate::domain::{listing::FieldError, rule_form::RowEdit};

/// What rows are of.
#[derive(Clone, Copy)]
pub(super) struct RowKind {
    /// `Action`.
    pub(super) label: &'static str,
    /// `action`.
    pub(super) one: &'static str,
    /// `actions`, also in the names of fields.
    pub(super) many: &'static str,
    /// What is filled in first.
    pub(super) first: &'static str,
    /// A row more.
    pub(super) more: RowEdit,
    /// That row less.
    pub(super) less: fn(usize) -> RowEdit,
}

/// Where a row's fields are found: on the page, in the form and in errors.
#[derive(Clone, Copy)]
pub(super) struct Place {
    kind: RowKind,
    pub(super) index: ReadSignal<usize>,
    key: usize,
    pub(super) errors: Signal<Vec<FieldError>>,
    here: StoredValue<String>,
    remove: Callback<()>,
}

impl Place {
    pub(super) fn id(self, member: &str) -> String {
        format!("{}-{}-{member}", self.kind.one, self.key)
    }

    pub(super) fn name(self, member: &'static str) -> Signal<String> {
        let many = self.kind.many;
        Signal::derive(move || format!("form[{many}][{}][{member}]", self.index.get()))
    }

    pub(super) fn path(self, member: &'static str) -> Signal<String> {
        let many = self.kind.many;
        Signal::derive(move || format!("{many}[{}].{member}", self.index.get()))
    }
}

/// Rows that come and go. A row more or less is asked for by a button that sends the form to its own
/// page; once the script has arrived, they come and go at once.
#[component]
pub(super) fn Rows<T, D>(
    kind: RowKind,
    /// The rows at first.
    rows: Vec<T>,
    /// A row to be filled in.
    blank: fn() -> T,
    /// What is wrong, by field.
    errors: Signal<Vec<FieldError>>,
    /// This page's path.
    here: String,
    /// Called when rows have come or gone.
    on_change: Callback<()>,
    /// Draws a row.
    draw: D,
    /// What stands before the rows.
    #[prop(optional)]
    children: Option<Children>,
) -> impl IntoView
where
    T: Clone + Send + Sync + 'static,
    D: Fn(Place, T) -> AnyView + Clone + Send + 'static,
{
    let next = StoredValue::new(rows.len());
    let rows = RwSignal::new(rows.into_iter().enumerate().collect::<Vec<_>>());
    let here = StoredValue::new(format!("{here}#{}", kind.many));
    let remove = Callback::new(move |key: usize| {
        rows.update(|rows| rows.retain(|(own, _)| *own != key));
        focus_soon(format!("add-{}", kind.one));
        on_change.run(());
    });
    let add = Callback::new(move |()| {
        let key = next.get_value();
        next.set_value(key + 1);
        rows.update(|rows| rows.push((key, blank())));
        focus_soon(format!("{}-{key}-{}", kind.one, kind.first));
        on_change.run(());
    });
    view! {
        <div class="rule-rows" id=kind.many>
            {children.map(|children| children())}
            <ForEnumerate
                each=move || rows.get()
                key=|(key, _)| *key
                children=move |index, (key, row)| {
                    let remove = Callback::new(move |()| remove.run(key));
                    draw(Place { kind, index, key, errors, here, remove }, row)
                }
            />
            <RowsError kind=kind errors=errors/>
            <RowButton
                id=format!("add-{}", kind.one) here=here.get_value() edit=Signal::stored(kind.more)
                on_press=add
            >
                {format!("Add {}", kind.one)}
            </RowButton>
        </div>
    }
    .into_any()
}

/// What is wrong with all rows together.
#[component]
fn RowsError(kind: RowKind, errors: Signal<Vec<FieldError>>) -> impl IntoView {
    let reason = move || {
        errors.with(|errors| {
            let error = errors.iter().find(|error| error.field == kind.many)?;
            Some(format!("The {} {}.", kind.many, error.reason))
        })
    };
    move || reason().map(|reason| view! { <p class="field__error" role="alert">{reason}</p> })
}

/// One row: its cells, and the button that takes it away.
#[component]
pub(super) fn Row(
    place: Place,
    /// What stands below the cells.
    #[prop(optional)]
    below: Option<AnyView>,
    children: Children,
) -> impl IntoView {
    let RowKind {
        label, one, less, ..
    } = place.kind;
    let number = move || place.index.get() + 1;
    view! {
        <fieldset class=format!("rule-row rule-row--{one}")>
            <legend class="visually-hidden">{move || format!("{label} {}", number())}</legend>
            {children()}
            <RowButton
                here=place.here.get_value() edit=Signal::derive(move || less(place.index.get()))
                on_press=place.remove
            >
                <Icon name=IconName::Close/>
                <span class="visually-hidden">{move || format!("Remove {one} {}", number())}</span>
            </RowButton>
            {below}
        </fieldset>
    }
    .into_any()
}

/// A cell in which one of several things is chosen.
#[component]
pub(super) fn SelectCell(
    place: Place,
    member: &'static str,
    label: &'static str,
    /// Keeps what is chosen.
    #[prop(optional)]
    chosen: Option<RwSignal<String>>,
    /// The things to choose from.
    children: Children,
) -> impl IntoView {
    let keep = move |event: ev::Event| {
        if let Some(chosen) = chosen {
            chosen.set(event_target_value(&event));
        }
    };
    view! {
        <Cell id=place.id(member) label=label errors=place.errors path=place.path(member) let(described)>
            <div class="select">
                <select
                    class="input" id=place.id(member) name=place.name(member)
                    aria-invalid=described.invalid aria-describedby=described.by
                    on:change=keep
                >
                    {children()}
                </select>
                <Icon name=IconName::Chevron/>
            </div>
        </Cell>
    }
    .into_any()
}
