use leptos::{form::ActionForm, prelude::*};
use leptos_meta::Title;
use leptos_router::{
    NavigateOptions,
    hooks::{use_navigate, use_query_map},
};

use super::{
    GPUS,
    actions::AddGpu,
    fields::{GpuFields, of_address},
    gpu_path,
};
use crate::{
    components::{Button, ButtonKind, LinkButton, PageHeader, use_toasts},
    pages::{
        parts::name_errors,
        told::{NotDone, failure},
    },
};

/// Adds a graphics card to the catalogue.
#[component]
pub fn NewGpuPage() -> impl IntoView {
    let draft = use_query_map().with_untracked(of_address);
    let action = ServerAction::<AddGpu>::new();
    let failure = failure(action.into());
    let toasts = use_toasts();
    let navigate = use_navigate();
    Effect::new(move || {
        if let Some(Ok(gpu)) = action.value().get() {
            toasts.done(format!("Added {}", gpu.spec.name));
            navigate(&gpu_path(gpu.id), NavigateOptions::default());
        }
    });
    view! {
        <Title text="Add a graphics card"/>
        <div class="page page--narrow">
            <p class="crumb"><a href=GPUS>"Graphics cards"</a></p>
            <PageHeader
                title="Add a graphics card"
                lead="Everybody can choose it then. Only administrators change it later, so have the figures right."
            />
            <ActionForm action=action attr:class="stack" attr:novalidate=true>
                <NotDone title="The graphics card was not added" failure=failure/>
                <GpuFields draft=draft errors=name_errors(failure)/>
                <div class="form-actions">
                    <Button kind=ButtonKind::Primary submit=true busy=action.pending()>"Add graphics card"</Button>
                    <LinkButton href=GPUS kind=ButtonKind::Quiet>"Cancel"</LinkButton>
                </div>
            </ActionForm>
        </div>
    }
    .into_any()
}
