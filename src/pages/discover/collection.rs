use leptos::prelude::*;
use leptos_meta::Title;

use super::{
    DISCOVER, Missing,
    actions::{Discovered, get_discovered},
    address,
    moderation::Moderation,
    named,
};
use crate::{
    components::{ButtonKind, LinkButton, ListSkeleton, SharedCollection},
    error::Error,
    pages::{collections, parts::viewer_is_admin},
};

/// A public collection, to look at: `/discover/7`.
#[component]
pub fn DiscoveredPage() -> impl IntoView {
    let id = named();
    let data = Resource::new(
        move || id.get(),
        |id| async move {
            match id {
                Some(id) => get_discovered(id).await,
                None => Err(Error::NotFound),
            }
        },
    );
    view! {
        <div class="page">
            <Transition fallback=|| view! { <ListSkeleton label="Loading the collection"/> }>
                {move || data.get().map(|outcome| match outcome {
                    Ok(found) => view! { <Shown found=found/> }.into_any(),
                    Err(error) => view! { <Missing error=error/> }.into_any(),
                })}
            </Transition>
        </div>
    }
    .into_any()
}

#[component]
fn Shown(found: Discovered) -> impl IntoView {
    let Discovered {
        collection,
        offers,
        is_own,
    } = found;
    let (kind, href, act) = if is_own {
        (
            "Your public collection",
            collections::address(collection.id),
            "Open to decide",
        )
    } else {
        (
            "Public collection",
            format!("{}/copy", address(collection.id)),
            "Copy to my collections",
        )
    };
    let moderation = (!is_own && viewer_is_admin())
        .then(|| view! { <Moderation id=collection.id name=collection.name.clone()/> });
    view! {
        <Title text=collection.name.clone()/>
        <p class="crumb"><a href=DISCOVER>"Discover"</a></p>
        <div class="stack stack--loose">
            <div>
                <SharedCollection kind=kind collection=collection offers=offers>
                    <LinkButton href=href kind=ButtonKind::Primary>{act}</LinkButton>
                </SharedCollection>
            </div>
            {moderation}
        </div>
    }
    .into_any()
}
