use leptos::{form::ActionForm, html::Form, prelude::*};

use super::{
    NEW_OFFER,
    actions::{AddListing, list_cpus},
    ask::{added, typed},
    form::CpuNameField,
};
use crate::{
    components::{
        Button, ButtonKind, Choice, Composer, Field, Notice, SelectField, Tone, use_toasts,
    },
    domain::listing::{Condition, FieldError, TITLE_MAX},
    error::Error,
    pages::told::error,
};

/// The id that links to the form name.
const ID: &str = "add-offer";

/// The form that adds an offer in a few words, without leaving the list. Works before the page's
/// script has arrived: then the server answers with this page, and what was wrong stands beside
/// its field.
#[component]
pub(super) fn QuickAdd(
    /// Adds the offer.
    action: ServerAction<AddListing>,
    /// Whether it stands open by itself.
    unfolded: Signal<bool>,
) -> impl IntoView {
    let form = NodeRef::<Form>::new();
    let toasts = use_toasts();
    let failure = move || action.value().get().and_then(Result::err);
    let errors = Signal::derive(move || match failure() {
        Some(Error::Invalid(fields)) => fields,
        _ => Vec::<FieldError>::new(),
    });
    let open = Memo::new(move |was: Option<&bool>| {
        was.copied().unwrap_or(false) || unfolded.get() || failure().is_some()
    });
    Effect::new(move || {
        if let Some(Ok(listing)) = action.value().get() {
            if let Some(form) = form.get_untracked() {
                form.reset();
            }
            let href = format!("/listings/{}?tab=valuation", listing.id.0);
            toasts.done_with(added(&listing), href, "Why this number");
        }
    });
    view! {
        <Composer id=ID title="Add an offer" open=open>
            <ActionForm action=action node_ref=form attr:class="stack" attr:novalidate=true>
                {move || failure().map(|error| view! { <NotAdded error=error/> })}
                {view! { <Fields errors=errors/> }.into_any()}
                <div class="form-actions">
                    <Button kind=ButtonKind::Primary submit=true busy=action.pending()>"Add offer"</Button>
                    <span class="small muted">
                        "A title is enough. With price and CPU it is valued at once. "
                        <a href=NEW_OFFER>"All fields"</a>
                    </span>
                </div>
            </ActionForm>
        </Composer>
    }
    .into_any()
}

#[component]
fn Fields(errors: Signal<Vec<FieldError>>) -> impl IntoView {
    let cpus = Resource::new(|| (), |()| list_cpus());
    let conditions = Condition::ALL.map(|it| Choice::new(it.name(), it.label()));
    let kept = |field: &str| typed(&format!("listing[{field}]"));
    let condition = kept("condition").unwrap_or_else(|| Condition::default().name().to_owned());
    let cpu = StoredValue::new(kept("cpu").unwrap_or_default());
    view! {
        <div class="offer-fields">
            <Field
                id="title" name="listing[title]" label="Title" value=kept("title").unwrap_or_default()
                error=error(errors, "title", "The title")
                max_length=TITLE_MAX placeholder="ThinkCentre M75q Gen 2"
            />
            <Field
                id="price_usd" name="listing[price_usd]" label="Price" value=kept("price_usd").unwrap_or_default()
                optional=true numeric=true unit="USD" error=error(errors, "price_usd", "The price")
            />
            <SelectField
                id="condition" name="listing[condition]" label="Condition" choices=conditions.to_vec()
                selected=condition error=error(errors, "condition", "The condition")
            />
            {move || cpus.get().map(|names| view! {
                <CpuNameField
                    name="listing[cpu]".to_owned() value=cpu.get_value() names=names.unwrap_or_default()
                    error=error(errors, "cpu", "The CPU")
                />
            })}
        </div>
    }
    .into_any()
}

#[component]
fn NotAdded(error: Error) -> impl IntoView {
    let text = match &error {
        Error::Invalid(_) => {
            "Have another look at what is marked. What you typed is still here.".to_owned()
        }
        other => format!("{other} What you typed is still here."),
    };
    view! { <Notice tone=Tone::Bad title="The offer was not added">{text}</Notice> }
}
