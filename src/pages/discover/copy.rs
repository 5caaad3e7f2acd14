use leptos::{form::ActionForm, prelude::*};
use leptos_meta::Title;

use super::{
    Missing,
    actions::{CopyDiscovered, get_discovered_to_copy},
    address, named,
};
use crate::{
    components::{ListSkeleton, PageHeader},
    error::Error,
    pages::keep::{CopyFields, actions::CollectionToCopy},
};

/// Copies a public collection: `/discover/7/copy`.
#[component]
pub fn CopyDiscoveredPage() -> impl IntoView {
    let id = named();
    let data = Resource::new(
        move || id.get(),
        |id| async move {
            match id {
                Some(id) => get_discovered_to_copy(id).await,
                None => Err(Error::NotFound),
            }
        },
    );
    view! {
        <div class="page page--narrow">
            <Transition fallback=|| view! { <ListSkeleton label="Loading the collection"/> }>
                {move || data.get().map(|outcome| match outcome {
                    Ok(found) => view! { <Copy found=found/> }.into_any(),
                    Err(error) => view! { <Missing error=error/> }.into_any(),
                })}
            </Transition>
        </div>
    }
    .into_any()
}

#[component]
fn Copy(found: CollectionToCopy) -> impl IntoView {
    let action = ServerAction::<CopyDiscovered>::new();
    let failure = Signal::derive(move || action.value().get().and_then(Result::err));
    let id = found.collection.id;
    let name = found.collection.name.clone();
    let title = format!("Copy {name}");
    view! {
        <Title text=title.clone()/>
        <p class="crumb"><a href=address(id)>{name}</a></p>
        <PageHeader title=title/>
        <ActionForm action=action attr:class="stack panel" attr:novalidate=true>
            <input type="hidden" name="id" value=id.0.to_string()/>
            <CopyFields found=found failure=failure busy=action.pending()/>
        </ActionForm>
    }
    .into_any()
}
