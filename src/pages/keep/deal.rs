use leptos::{form::ActionForm, prelude::*};
use leptos_meta::Title;
use leptos_router::hooks::use_params_map;

use super::{
    DeadLink, OfferRoom, TargetField,
    actions::{DealToSave, SaveDeal, get_deal_to_save},
};
use crate::{
    components::{
        Button, ButtonKind, LinkButton, ListSkeleton, Notice, OfferFacts, PageHeader, Tone,
    },
    domain::listing::ListingId,
    error::{Conflict, Error},
};

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
    let action = ServerAction::<SaveDeal>::new();
    let id = offer.id;
    let shown = format!("/deals/{}/{token}", id.0);
    let title = offer.title.clone();
    let form = match kept {
        Some(kept) => view! {
            <Notice tone=Tone::Good title="You keep this offer">
                <a href=format!("/listings/{}", kept.0)>"Open yours"</a>
            </Notice>
        }
        .into_any(),
        None if !room.is_left() => view! { <OfferRoom room=room/> }.into_any(),
        None => view! {
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
        .into_any(),
    };
    view! {
        <Title text=format!("Save {title}")/>
        <PageHeader title=format!("Save {title}")>
            <a class="button button--quiet" href=shown rel="external">"Back to the shared page"</a>
        </PageHeader>
        <div class="stack stack--loose">
            {form}
            {view! { <OfferFacts offer=offer/> }.into_any()}
        </div>
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
