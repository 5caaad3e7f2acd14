//! The form of an offer, new or there: what it comes to shows while one types, reckoned in the
//! browser by the server's own rules.

pub mod actions;
mod conflict;
mod fields;
mod part;
mod preview;

use actions::{ListingForm, SaveListing, get_listing_form};
use conflict::{Changed, Stale};
use fields::{FieldErrors, Fields};
use leptos::{
    form::{ActionForm, FromFormData},
    html::Form,
    prelude::*,
    web_sys::FormData,
};
use leptos_meta::Title;
use leptos_router::{
    NavigateOptions,
    hooks::{use_navigate, use_params_map, use_query_map},
};
pub(super) use part::CpuNameField;
use preview::Preview;
use serde::Deserialize;

use super::{LISTINGS, ask, not_here::NotHere};
use crate::{
    components::{
        Button, ButtonKind, ErrorState, LinkButton, ListSkeleton, Notice, PageHeader, Tone,
        use_toasts,
    },
    domain::{
        appraisal::Catalogue,
        listing::{FieldError, Listing, ListingDraft},
        plan::Room,
        ruleset::RulesetId,
        valuation::RulesetChoice,
    },
    error::{Conflict, Error, Refusal},
};

/// What the form's fields are named by.
const ARGUMENT: &str = "listing";

/// The form of a new offer.
#[component]
pub fn NewListingPage() -> impl IntoView {
    let data = Resource::new(|| (), |()| get_listing_form(None));
    view! {
        <Title text="Add an offer"/>
        <div class="page">
            <p class="crumb"><a href=LISTINGS>"Listings"</a></p>
            <PageHeader title="Add an offer" lead="A title and a price are enough. The rest can follow."/>
            <Loaded data=data/>
        </div>
    }
    .into_any()
}

/// The form of an offer that is there.
#[component]
pub fn EditListingPage() -> impl IntoView {
    let params = use_params_map();
    let id = Memo::new(move |_| ask::id(&params.get()));
    let data = Resource::new(move || id.get(), |id| get_listing_form(Some(id)));
    view! { <div class="page"><Loaded data=data/></div> }.into_any()
}

#[component]
fn Loaded(data: Resource<Result<ListingForm, Error>>) -> impl IntoView {
    view! {
        <Suspense fallback=|| view! { <ListSkeleton label="Loading the form"/> }>
            {move || Suspend::new(async move {
                match data.await {
                    Ok(loaded) => view! { <Editor loaded=loaded/> }.into_any(),
                    Err(Error::NotFound) => view! { <NotHere/> }.into_any(),
                    Err(error) => view! { <NotOpened error=error/> }.into_any(),
                }
            })}
        </Suspense>
    }
    .into_any()
}

#[component]
fn NotOpened(error: Error) -> impl IntoView {
    let hint = if error == Error::Forbidden(Refusal::ReadOnly) {
        "Only whoever keeps an offer changes it. Save a copy from your inbox to change it."
    } else {
        "Reload the page to try again."
    };
    view! {
        <ErrorState title="The form could not be opened" message=error.to_string() hint=hint>
            <LinkButton href="/listings">"All listings"</LinkButton>
        </ErrorState>
    }
    .into_any()
}

/// Tells that the plan is nearly full, before it is in the way.
#[component]
fn Short(room: Room) -> impl IntoView {
    let title = match room.left() {
        Some(0) => "Your plan holds no more active offers".to_owned(),
        Some(1) => "Your plan has room for one more active offer".to_owned(),
        left => format!(
            "Your plan has room for {} more active offers",
            left.unwrap_or_default()
        ),
    };
    view! {
        <Notice tone=Tone::Warn title=title>
            {format!("You have {}. Archive what you have decided about to make room.", room.words())}
        </Notice>
    }
    .into_any()
}

/// The title of a page that changes an offer.
#[component]
fn EditHeader(listing: Listing) -> impl IntoView {
    view! {
        <Title text=format!("Edit {}", listing.details.title)/>
        <p class="crumb"><a href=LISTINGS>"Listings"</a></p>
        <PageHeader title="Edit offer" lead=listing.details.title/>
    }
    .into_any()
}

/// Works before the script has arrived: then the server answers with this page again, and what was
/// typed stands in its address.
#[component]
fn Editor(loaded: ListingForm) -> impl IntoView {
    let ListingForm {
        listing,
        yardstick,
        catalogue,
        has_more,
        room,
    } = loaded;
    let action = ServerAction::<SaveListing>::new();
    let failure = move || action.value().get().and_then(Result::err);
    let (start, was_cut) = start(listing.as_ref());
    let id = listing.as_ref().map(|listing| listing.id);
    let choice = choice(listing.as_ref());
    let form = NodeRef::<Form>::new();
    let draft = RwSignal::new(start.clone());
    let read = Callback::new(move |()| {
        if let Some(typed) = typed(form) {
            draft.set(typed);
        }
    });
    let catalogue = RwSignal::new(catalogue);
    let profiles = fields::profiles(&yardstick.profiles);
    let appraisal = Memo::new(move |_| {
        catalogue.with(|catalogue: &Catalogue| {
            draft.with(|draft| yardstick.preview(draft, catalogue, &choice))
        })
    });
    let has_cpu =
        Signal::derive(move || catalogue.with(|all| draft.with(|draft| all.cpu(draft).is_some())));
    let changed = Changed::watch(action, listing.clone(), &start);
    arrive(action, id.is_none());
    let errors: FieldErrors = Signal::derive(move || match failure() {
        Some(Error::Invalid(fields)) => fields,
        _ => Vec::<FieldError>::new(),
    });
    let label = if id.is_some() {
        "Save changes"
    } else {
        "Add offer"
    };
    let back = id.map_or_else(
        || "/listings".to_owned(),
        |id| format!("/listings/{}", id.0),
    );
    view! {
        {(listing.is_none() && room.is_short()).then(|| view! { <Short room=room/> })}
        {listing.map(|listing| view! { <EditHeader listing=listing/> })}
        <ActionForm
            action=action
            node_ref=form
            attr:class="offer-form"
            attr:novalidate=true
            on:input=move |_| read.run(())
            on:change=move |_| read.run(())
        >
            <div class="offer-form__fields">
                {move || failure().map(|error| view! { <NotSaved error=error changed=changed draft=draft was_cut=was_cut/> })}
                {id.map(|id| view! {
                    <input type="hidden" name="id" value=id.0/>
                    <input
                        type="hidden"
                        name="listing[if_updated_at]"
                        value=changed.seen.get_untracked()
                        prop:value=move || changed.seen.get()
                    />
                })}
                {view! {
                    <Fields
                        start=start errors=errors catalogue=catalogue has_more=has_more
                        profiles=profiles read=read
                    />
                }
                .into_any()}
                <div class="form-actions">
                    <Button kind=ButtonKind::Primary submit=true busy=action.pending()>{label}</Button>
                    <LinkButton href=back kind=ButtonKind::Quiet>"Cancel"</LinkButton>
                </div>
            </div>
            {view! { <Preview appraisal=appraisal has_cpu=has_cpu/> }.into_any()}
        </ActionForm>
    }
    .into_any()
}

/// What stands in the fields at first, and whether something that was typed did not fit into the
/// address.
fn start(listing: Option<&Listing>) -> (ListingDraft, bool) {
    let query = &use_query_map().get_untracked();
    let fields = query.into_iter().map(|(name, value)| (&**name, value));
    let there = listing.map(ListingDraft::from);
    let start = match (ListingDraft::from_fields(ARGUMENT, fields), there) {
        (None, there) => there.unwrap_or_default(),
        (Some(typed), None) => typed,
        (Some(typed), Some(there)) => typed.of_form().or(there),
    };
    (start, query.get("cut").is_some())
}

/// What stands in the fields now; only in the browser.
fn typed(form: NodeRef<Form>) -> Option<ListingDraft> {
    #[derive(Deserialize)]
    struct Typed {
        listing: ListingDraft,
    }
    let form = form.get_untracked()?;
    let data = FormData::new_with_form(&form).ok()?;
    Some(Typed::from_form_data(&data).ok()?.listing)
}

fn choice(listing: Option<&Listing>) -> RulesetChoice {
    listing.map_or_else(RulesetChoice::default, |listing| RulesetChoice {
        fixed: listing.ruleset_id.map(RulesetId),
        disabled: listing
            .disabled_ruleset_ids
            .iter()
            .copied()
            .map(RulesetId)
            .collect(),
    })
}

/// Goes on to the offer once it is kept, and says what it comes to.
fn arrive(action: ServerAction<SaveListing>, is_new: bool) {
    let toasts = use_toasts();
    let navigate = use_navigate();
    Effect::new(move || {
        let Some(Ok(listing)) = action.value().get() else {
            return;
        };
        let page = format!("/listings/{}", listing.id.0);
        if is_new {
            let why = format!("{page}?tab=valuation");
            toasts.done_with(ask::added(&listing), why, "Why this number");
        } else {
            toasts.done("Changes saved");
        }
        navigate(&page, NavigateOptions::default());
    });
}

#[component]
fn NotSaved(
    error: Error,
    changed: Changed,
    draft: RwSignal<ListingDraft>,
    was_cut: bool,
) -> impl IntoView {
    if error == Error::Conflict(Conflict::Stale) {
        return view! { <Stale changed=changed draft=draft/> }.into_any();
    }
    let kept = if was_cut {
        "What you typed is still here, except the longest text, which did not fit."
    } else {
        "What you typed is still here."
    };
    let text = match &error {
        Error::Invalid(_) => format!("Have another look at what is marked. {kept}"),
        other => format!("{other} {kept}"),
    };
    view! { <Notice tone=Tone::Bad title="The offer was not saved">{text}</Notice> }.into_any()
}
