use leptos::{form::ActionForm, html::Form, prelude::*};

use super::{
    NEW_OFFER,
    actions::{AddListing, list_cpus},
};
use crate::{
    components::{
        Button, ButtonKind, Choice, Composer, Field, Notice, SelectField, Tone, grouped, use_toasts,
    },
    domain::listing::{Condition, FieldError, Listing, Part, TITLE_MAX},
    error::Error,
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
    let error = move |field: &'static str, label: &'static str| {
        MaybeProp::derive(move || {
            errors.with(|errors| {
                let error = errors.iter().find(|error| error.field == field)?;
                Some(format!("{label} {}.", error.reason))
            })
        })
    };
    let conditions = Condition::ALL.map(|it| Choice::new(it.name(), it.label()));
    view! {
        <div class="offer-fields">
            <Field
                id="title" name="listing[title]" label="Title" error=error("title", "The title")
                max_length=TITLE_MAX placeholder="ThinkCentre M75q Gen 2"
            />
            <Field
                id="price_usd" name="listing[price_usd]" label="Price" optional=true numeric=true unit="USD"
                error=error("price_usd", "The price")
            />
            <SelectField
                id="condition" name="listing[condition]" label="Condition" choices=conditions.to_vec()
                selected=Condition::default().name() error=error("condition", "The condition")
            />
            {move || cpus.get().map(|cpus| view! {
                <SelectField
                    id="cpu_id" name="listing[cpu_id]" label="CPU" choices=choices(cpus.unwrap_or_default())
                    selected="" error=error("cpu_id", "The CPU")
                />
            })}
        </div>
    }
    .into_any()
}

fn choices(cpus: Vec<Part>) -> Vec<Choice> {
    std::iter::once(Choice::new("", "Not known yet"))
        .chain(
            cpus.into_iter()
                .map(|cpu| Choice::new(cpu.id.to_string(), cpu.name)),
        )
        .collect()
}

/// What an offer came to, as news.
fn added(listing: &Listing) -> String {
    let derived = &listing.derived;
    let title = &listing.details.title;
    match (derived.adjusted_price_usd, derived.usd_per_multi_adj) {
        (Some(price), Some(mark)) => format!(
            "Added {title}: {} USD adjusted, {} USD per mark.",
            grouped(&price.to_string()),
            grouped(&mark.to_string())
        ),
        (Some(price), None) => format!(
            "Added {title}: {} USD adjusted.",
            grouped(&price.to_string())
        ),
        _ => format!("Added {title}."),
    }
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
