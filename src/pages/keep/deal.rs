use leptos::{form::ActionForm, prelude::*};
use leptos_meta::Title;
use leptos_router::hooks::use_params_map;

use super::{
    DeadLink, OfferRoom, TargetField,
    actions::{DealToSave, SaveDeal, Target, get_deal_to_save},
};
use crate::{
    components::{
        Button, ButtonKind, LinkButton, ListSkeleton, Notice, OfferFacts, PageHeader, Tone,
    },
    domain::{listing::ListingId, plan::Room},
    error::{Conflict, Error},
};

/// What is told when there is nothing left to save.
const KEPT: &str = "You keep this offer already";

/// Saves the offer behind a link: `/deals/7/…/save`.
#[component]
pub fn SaveDealPage() -> impl IntoView {
    let params = use_params_map();
    let asked = Memo::new(move |_| {
        params.with(|params| {
            let id = params.get("id")?.parse().ok()?;
            Some((ListingId(id), params.get("token")?))
        })
    });
    let data = Resource::new(
        move || asked.get(),
        |asked| async move {
            match asked {
                Some((id, token)) => get_deal_to_save(id, token).await,
                None => Err(Error::NotFound),
            }
        },
    );
    view! {
        <div class="page page--narrow">
            <Transition fallback=|| view! { <ListSkeleton label="Loading the offer"/> }>
                {move || data.get().map(|outcome| match outcome {
                    Ok(found) => {
                        let token = asked.get_untracked().map(|(_, token)| token).unwrap_or_default();
                        view! { <Save found=found token=token/> }.into_any()
                    }
                    Err(error) => view! { <DeadLink error=error/> }.into_any(),
                })}
            </Transition>
        </div>
    }
    .into_any()
}

#[component]
fn Save(found: DealToSave, token: String) -> impl IntoView {
    let DealToSave {
        offer,
        kept,
        targets,
        room,
    } = found;
    let id = offer.id;
    let shown = format!("/deals/{}/{token}", id.0);
    let form = kept.is_none().then(|| {
        view! { <SaveForm id=id token=token targets=targets room=room/> }
    });
    view! {
        <p class="crumb"><a href=shown rel="external">"Shared offer"</a></p>
        {view! { <Head title=offer.title.clone() kept=kept/> }.into_any()}
        <div class="stack stack--loose">
            {kept.map(|_| view! { <Notice title=KEPT>"It is among your offers, valued by your rules."</Notice> })}
            {form}
            {view! { <OfferFacts offer=offer/> }.into_any()}
        </div>
    }
    .into_any()
}

/// What there is to do with the offer: it is saved, or was already.
#[component]
fn Head(title: String, kept: Option<ListingId>) -> impl IntoView {
    let Some(kept) = kept else {
        let title = format!("Save {title}");
        return view! {
            <Title text=title.clone()/>
            <PageHeader title=title/>
        }
        .into_any();
    };
    view! {
        <Title text=title.clone()/>
        <PageHeader title=title>
            <LinkButton href=format!("/listings/{}", kept.0) kind=ButtonKind::Primary>"Open your copy"</LinkButton>
        </PageHeader>
    }
    .into_any()
}

/// Where a copy goes, and the button that makes it; or why there is no room for one.
#[component]
fn SaveForm(id: ListingId, token: String, targets: Vec<Target>, room: Room) -> impl IntoView {
    let action = ServerAction::<SaveDeal>::new();
    if !room.is_left() {
        return view! { <OfferRoom room=room/> }.into_any();
    }
    view! {
        <ActionForm action=action attr:class="stack panel">
            {move || action.value().get().and_then(Result::err).map(|error| view! { <NotSaved error=error/> })}
            <p class="muted">
                "A copy becomes yours: valued by your rules, and yours to change. What happens to the original does not touch it."
            </p>
            <input type="hidden" name="listing" value=id.0.to_string()/>
            <input type="hidden" name="token" value=token/>
            <TargetField targets=targets/>
            <div>
                <Button kind=ButtonKind::Primary submit=true busy=action.pending()>"Save offer"</Button>
            </div>
            <OfferRoom room=room/>
        </ActionForm>
    }
    .into_any()
}

/// Why a copy was not kept, and what to do about it.
#[component]
pub(in crate::pages) fn NotSaved(error: Error) -> impl IntoView {
    let text = match &error {
        Error::Conflict(Conflict::Duplicate) => {
            "You keep this offer already, or a copy of it.".to_owned()
        }
        other => other.to_string(),
    };
    let is_full = matches!(error, Error::PlanLimit(_));
    view! {
        <Notice tone=Tone::Bad title="The offer was not saved">
            {text}
            {is_full.then(|| view! { <p><LinkButton href="/listings">"Archive some of yours"</LinkButton></p> })}
        </Notice>
    }
}
