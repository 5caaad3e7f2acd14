use leptos::{form::ActionForm, prelude::*};
use leptos_meta::Title;
use leptos_router::{NavigateOptions, hooks::use_navigate};

use super::{
    actions::{CreateProfile, DuplicateProfile, UseProfile, list_profiles},
    profile_path,
};
use crate::{
    components::{
        Badge, Button, ButtonKind, Field, Icon, IconName, ListSkeleton, NotLoaded, PageHeader,
        Tone, WeightBars, use_toasts,
    },
    domain::profile::{NAME_MAX, Profile, ProfileId},
    pages::told::{NotDone, error, failure, field_errors},
};

/// The profile that offers are scored by which name no other: one's own default, else the product's.
pub(super) fn used(profiles: &[Profile]) -> Option<ProfileId> {
    let default = |is_own: bool| {
        profiles
            .iter()
            .find(|profile| profile.is_default && profile.is_own == is_own)
    };
    default(true)
        .or_else(|| default(false))
        .map(|profile| profile.id)
}

/// All scoring profiles.
#[component]
pub fn ProfilesPage() -> impl IntoView {
    let choose = ServerAction::<UseProfile>::new();
    let data = Resource::new(move || choose.version().get(), |_| list_profiles());
    let toasts = use_toasts();
    Effect::new(move || {
        if let Some(Ok(profile)) = choose.value().get() {
            toasts.done(format!("Your offers are scored by {}", profile.name));
        }
    });
    view! {
        <Title text="Scoring profiles"/>
        <div class="page">
            <PageHeader
                title="Scoring profiles"
                lead="What makes an offer good for you: how much each metric weighs in its score, from 0 to 100."
            />
            <Transition fallback=|| view! { <ListSkeleton label="Loading your profiles"/> }>
                {move || Suspend::new(async move {
                    match data.await {
                        Ok(profiles) => view! { <Profiles profiles=profiles choose=choose/> }.into_any(),
                        Err(error) => view! {
                            <NotLoaded title="Your profiles could not be loaded" message=error.to_string()/>
                        }
                        .into_any(),
                    }
                })}
            </Transition>
        </div>
    }
    .into_any()
}

#[component]
fn Profiles(profiles: Vec<Profile>, choose: ServerAction<UseProfile>) -> impl IntoView {
    let used = used(&profiles);
    let duplicate = ServerAction::<DuplicateProfile>::new();
    follow_copy(duplicate);
    let cards = profiles
        .into_iter()
        .map(|profile| {
            let is_used = used == Some(profile.id);
            view! { <Card profile=profile is_used=is_used choose=choose duplicate=duplicate/> }
        })
        .collect_view();
    view! {
        <div class="stack">
            <NotDone title="The default was not changed" failure=failure(choose.into())/>
            <NotDone title="The profile was not copied" failure=failure(duplicate.into())/>
            <NewProfile/>
            <ul class="profiles">{cards}</ul>
        </div>
    }
    .into_any()
}

/// To the copy, once it is there.
pub(super) fn follow_copy(action: ServerAction<DuplicateProfile>) {
    let toasts = use_toasts();
    let navigate = use_navigate();
    Effect::new(move || {
        if let Some(Ok(copy)) = action.value().get() {
            toasts.done(format!("Copied to {}", copy.name));
            navigate(&profile_path(copy.id), NavigateOptions::default());
        }
    });
}

#[component]
fn Card(
    profile: Profile,
    is_used: bool,
    choose: ServerAction<UseProfile>,
    duplicate: ServerAction<DuplicateProfile>,
) -> impl IntoView {
    let id = profile.id;
    let name = profile.name.clone();
    let for_choose = format!(" for {name}");
    let for_duplicate = format!(" {name}");
    view! {
        <li class="panel profile-card">
            <div class="profile-card__head">
                <h2 class="profile-card__name"><a href=profile_path(id)>{name}</a></h2>
                {is_used.then(|| view! { <Badge tone=Tone::Good>"Default"</Badge> })}
                {profile.is_system.then(|| view! { <Badge>"Part of Deal Brain"</Badge> })}
            </div>
            {profile.description.clone().map(|text| view! { <p class="muted">{text}</p> })}
            <WeightBars weights=profile.weights/>
            <div class="cluster">
                {(!is_used).then(|| view! {
                    <ActionForm action=choose>
                        <input type="hidden" name="id" value=id.0.to_string()/>
                        <Button submit=true busy=choose.pending()>
                            "Use as default" <span class="visually-hidden">{for_choose}</span>
                        </Button>
                    </ActionForm>
                })}
                <ActionForm action=duplicate>
                    <input type="hidden" name="id" value=id.0.to_string()/>
                    <Button kind=ButtonKind::Quiet submit=true busy=duplicate.pending()>
                        "Duplicate" <span class="visually-hidden">{for_duplicate}</span>
                    </Button>
                </ActionForm>
            </div>
        </li>
    }
    .into_any()
}

/// A name is enough; the weights follow on the profile's own page.
#[component]
fn NewProfile() -> impl IntoView {
    let action = ServerAction::<CreateProfile>::new();
    let failure = failure(action.into());
    let errors = field_errors(failure);
    view! {
        <details class="composer" open=move || failure.get().is_some()>
            <summary class="composer__summary">
                <Icon name=IconName::Plus/>
                "New profile"
                <Icon name=IconName::Chevron/>
            </summary>
            <div class="composer__body">
                <ActionForm action=action attr:class="stack" attr:novalidate=true>
                    <NotDone title="The profile was not made" failure=failure/>
                    <Field
                        id="name" label="Name" max_length=NAME_MAX error=error(errors, "name", "The name")
                        hint="Every metric weighs the same at first."
                    />
                    <div class="form-actions">
                        <Button kind=ButtonKind::Primary submit=true busy=action.pending()>"Create profile"</Button>
                    </div>
                </ActionForm>
            </div>
        </details>
    }
    .into_any()
}
