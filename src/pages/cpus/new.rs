use leptos::{form::ActionForm, prelude::*};
use leptos_meta::Title;
use leptos_router::{
    NavigateOptions,
    hooks::{use_navigate, use_query_map},
};

use super::{
    CPUS,
    actions::AddCpu,
    cpu_path,
    fields::{CpuFields, of_address},
};
use crate::{
    components::{Button, ButtonKind, LinkButton, PageHeader, use_toasts},
    pages::{
        parts::name_errors,
        told::{NotDone, failure},
    },
};

/// Adds a processor to the catalogue.
#[component]
pub fn NewCpuPage() -> impl IntoView {
    let draft = use_query_map().with_untracked(of_address);
    let action = ServerAction::<AddCpu>::new();
    let failure = failure(action.into());
    let toasts = use_toasts();
    let navigate = use_navigate();
    Effect::new(move || {
        if let Some(Ok(cpu)) = action.value().get() {
            toasts.done(format!("Added {}", cpu.spec.name));
            navigate(&cpu_path(cpu.id), NavigateOptions::default());
        }
    });
    view! {
        <Title text="Add a CPU"/>
        <div class="page page--narrow">
            <p class="crumb"><a href=CPUS>"CPUs"</a></p>
            <PageHeader
                title="Add a CPU"
                lead="Everybody can choose it then. Only administrators change it later, so have the figures right."
            />
            <ActionForm action=action attr:class="stack" attr:novalidate=true>
                <NotDone title="The CPU was not added" failure=failure/>
                <CpuFields draft=draft errors=name_errors(failure)/>
                <div class="form-actions">
                    <Button kind=ButtonKind::Primary submit=true busy=action.pending()>"Add CPU"</Button>
                    <LinkButton href=CPUS kind=ButtonKind::Quiet>"Cancel"</LinkButton>
                </div>
            </ActionForm>
        </div>
    }
    .into_any()
}
