use leptos::{form::ActionForm, html::Form, prelude::*};
use time::OffsetDateTime;

use super::actions::AssignOrphans;
use crate::{
    admin::failure::{Failure, failure_of},
    components::{Button, ButtonKind, Field, Moment},
    domain::admin::{Orphan, OrphanTable},
};

/// Rows to choose from, and who gets them.
#[component]
pub(super) fn AssignForm(
    table: OrphanTable,
    rows: Vec<Orphan>,
    as_of: OffsetDateTime,
    action: ServerAction<AssignOrphans>,
) -> impl IntoView {
    let failure = failure_of(action.value());
    let form_node = NodeRef::<Form>::new();
    let wrong = MaybeProp::derive(move || {
        let error = failure.get()?;
        let reason = error
            .reason_for("person")
            .or_else(|| error.reason_for("user_id"));
        Some(format!("This {}.", reason?))
    });
    let none_chosen = move || {
        let error = failure.get()?;
        let reason = error.reason_for("ids")?;
        Some(view! { <p class="field__error" role="alert">{format!("The choice {reason}.")}</p> })
    };
    let rows = rows
        .into_iter()
        .map(|row| view! { <Row row=row as_of=as_of/> })
        .collect_view();
    view! {
        <ActionForm action=action node_ref=form_node attr:class="stack" attr:novalidate=true>
            <Failure failure=failure title="Nothing was given away" form=form_node/>
            <input type="hidden" name="table" value=table.name()/>
            <fieldset class="choices">
                <legend class="visually-hidden">"Rows to give away"</legend>
                <ul class="choices__list">{rows}</ul>
            </fieldset>
            {none_chosen}
            <Field
                id="person" label="New owner" hint="Their number, e-mail address or user name."
                error=wrong max_length=320
            />
            <div class="form-actions">
                <Button kind=ButtonKind::Primary submit=true busy=action.pending()>"Assign chosen rows"</Button>
            </div>
        </ActionForm>
    }
    .into_any()
}

#[component]
fn Row(row: Orphan, as_of: OffsetDateTime) -> impl IntoView {
    let id = format!("row-{}", row.id);
    view! {
        <li class="check">
            <input class="check__box" type="checkbox" id=id.clone() name="ids[]" value=row.id.to_string()/>
            <label class="check__label wrap-anywhere" for=id>{row.name}</label>
            <p class="check__hint">{format!("number {}, ", row.id)} <Moment at=row.created_at as_of=as_of/></p>
        </li>
    }
    .into_any()
}
