use leptos::{form::ActionForm, prelude::*};
use leptos_meta::Title;
use leptos_router::{
    NavigateOptions,
    hooks::{use_navigate, use_params_map, use_query_map},
};

use super::{
    PROFILES,
    actions::{DeleteProfile, DuplicateProfile, ProfileView, UseProfile, get_profile, written},
    editor::ProfileEditor,
    list::follow_copy,
    profile_path,
    ranking::RankPreview,
    weights::of_address,
};
use crate::{
    components::{
        Badge, Button, ButtonKind, Confirm, ErrorState, LinkButton, ListSkeleton, Notice,
        PageHeader, Tone, WeightBars, use_toasts,
    },
    domain::profile::ProfileId,
    error::{Conflict, Error},
    pages::told::{NotDone, failure, leave_when_done},
};

/// One scoring profile.
#[component]
pub fn ProfilePage() -> impl IntoView {
    let params = use_params_map();
    let query = use_query_map();
    let id =
        Memo::new(move |_| params.with(|params| params.get("id")?.parse().ok().map(ProfileId)));
    let data = Resource::new(
        move || id.get(),
        move |id| {
            let weights = query.with_untracked(of_address);
            async move { get_profile(id.ok_or(Error::NotFound)?, weights).await }
        },
    );
    view! {
        <div class="page">
            <Suspense fallback=|| view! { <ListSkeleton label="Loading the profile"/> }>
                {move || Suspend::new(async move {
                    match data.await {
                        Ok(found) => view! { <Known found=found/> }.into_any(),
                        Err(error) => view! { <NotShown error=error/> }.into_any(),
                    }
                })}
            </Suspense>
        </div>
    }
    .into_any()
}

#[component]
fn NotShown(error: Error) -> impl IntoView {
    #[cfg(feature = "ssr")]
    crate::serverfn::answer_with(&error);
    let title = if error == Error::NotFound {
        "There is no such profile"
    } else {
        "The profile could not be loaded"
    };
    view! {
        <Title text=title/>
        <PageHeader title=title/>
        <ErrorState title="Not shown" message=error.to_string()>
            <LinkButton href=PROFILES>"All profiles"</LinkButton>
        </ErrorState>
    }
    .into_any()
}

#[component]
fn Known(found: ProfileView) -> impl IntoView {
    let profile = found.profile.clone();
    let id = profile.id;
    let is_used = RwSignal::new(found.is_used);
    let seen = RwSignal::new(found.seen.clone());
    let choose = ServerAction::<UseProfile>::new();
    follow_choice(choose, id, is_used, seen);
    let duplicate = ServerAction::<DuplicateProfile>::new();
    follow_copy(duplicate);
    let lead = profile
        .description
        .clone()
        .unwrap_or_else(|| "How much each metric weighs in the score of an offer.".to_owned());
    let kind = if profile.is_own {
        ButtonKind::Plain
    } else {
        ButtonKind::Primary
    };
    let content = if profile.is_own {
        view! {
            <ProfileEditor found=found seen=seen/>
            <DeleteForm id=id name=profile.name.clone() is_used=is_used/>
        }
        .into_any()
    } else {
        view! { <ReadOnly found=found/> }.into_any()
    };
    let default = move || {
        if is_used.get() {
            view! { <Badge tone=Tone::Good>"Default"</Badge> }.into_any()
        } else {
            view! {
                <ActionForm action=choose>
                    <input type="hidden" name="id" value=id.0.to_string()/>
                    <Button submit=true busy=choose.pending()>"Use as default"</Button>
                </ActionForm>
            }
            .into_any()
        }
    };
    view! {
        <Title text=profile.name.clone()/>
        <p class="crumb"><a href=PROFILES>"Scoring profiles"</a></p>
        <PageHeader title=profile.name lead=lead>
            {default}
            <ActionForm action=duplicate>
                <input type="hidden" name="id" value=id.0.to_string()/>
                <Button kind=kind submit=true busy=duplicate.pending()>"Duplicate"</Button>
            </ActionForm>
        </PageHeader>
        <div class="stack">
            <NotDone title="The profile was not copied" failure=failure(duplicate.into())/>
            <NotDone title="The default was not changed" failure=failure(choose.into())/>
            {content}
        </div>
    }
    .into_any()
}

/// Shows that a profile has become the default. Of one of the product's, a copy has.
fn follow_choice(
    choose: ServerAction<UseProfile>,
    id: ProfileId,
    is_used: RwSignal<bool>,
    seen: RwSignal<String>,
) {
    let toasts = use_toasts();
    let navigate = use_navigate();
    Effect::new(move || {
        if let Some(Ok(chosen)) = choose.value().get() {
            toasts.done(format!("Your offers are scored by {}", chosen.name));
            if chosen.id == id {
                is_used.set(true);
                seen.set(written(&chosen));
            } else {
                navigate(&profile_path(chosen.id), NavigateOptions::default());
            }
        }
    });
}

/// A profile of the product's.
#[component]
fn ReadOnly(found: ProfileView) -> impl IntoView {
    let then = Signal::stored(Some(found.then));
    view! {
        <Notice title="This profile can be read, not changed">
            "It is the same for everybody. Duplicate it to make it your own."
        </Notice>
        <section class="panel">
            <h2 class="panel__title">"Weights"</h2>
            <WeightBars weights=found.profile.weights/>
        </section>
        <RankPreview now=found.now then=then>""</RankPreview>
    }
    .into_any()
}

#[component]
fn DeleteForm(id: ProfileId, name: String, is_used: RwSignal<bool>) -> impl IntoView {
    let action = ServerAction::<DeleteProfile>::new();
    let failed = failure(action.into());
    leave_when_done(
        action.into(),
        format!("Deleted {name}"),
        PROFILES.to_owned(),
    );
    let in_use = move || {
        (is_used.get() || failed.get() == Some(Error::Conflict(Conflict::InUse))).then(|| {
            view! {
                <Notice tone=Tone::Warn title="This is your default profile">
                    "Make another one your default first, then this one can be deleted."
                </Notice>
            }
        })
    };
    let text =
        format!("{name} will be gone. Offers that had chosen it are scored by your default.");
    view! {
        <Confirm label="Delete profile" text=text>
            {in_use}
            <NotDone title="The profile was not deleted" failure=failed/>
            <ActionForm action=action>
                <input type="hidden" name="id" value=id.0.to_string()/>
                <Button kind=ButtonKind::Danger submit=true busy=action.pending()>"Delete for good"</Button>
            </ActionForm>
        </Confirm>
    }
    .into_any()
}
