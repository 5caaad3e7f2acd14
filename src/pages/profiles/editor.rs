use leptos::{form::ActionForm, prelude::*, task::spawn_local};
use leptos_router::{
    NavigateOptions,
    hooks::{use_navigate, use_query_map},
};

use super::{
    PROFILES,
    actions::{ProfileView, RANKED, RankedBy, SaveProfile, ranking_ground},
    profile_path,
    ranking::RankPreview,
    weights::{Sliders, Typed},
};
use crate::{
    components::{Button, ButtonKind, Field, LinkButton, TextAreaField, use_toasts},
    domain::{
        preview::ranking,
        profile::{DESCRIPTION_MAX, NAME_MAX, Ranked},
        scoring::Weights,
    },
    pages::told::{NotDone, error, failure, field_errors},
};

/// The form of a profile, and what its weights would do.
#[component]
pub(super) fn ProfileEditor(
    found: ProfileView,
    /// When the profile was last changed.
    seen: RwSignal<String>,
) -> impl IntoView {
    let ProfileView {
        profile, now, then, ..
    } = found;
    let id = profile.id;
    let here = profile_path(id);
    let query = use_query_map();
    let typed = query.with_untracked(|query| Typed::new(query, &profile.weights));
    let kept = |field: &str| query.with_untracked(|query| query.get(&format!("profile[{field}]")));
    let name = kept("name").unwrap_or(profile.name);
    let description = kept("description")
        .or(profile.description)
        .unwrap_or_default();

    let action = ServerAction::<SaveProfile>::new();
    let failure = failure(action.into());
    let errors = field_errors(failure);
    let toasts = use_toasts();
    let navigate = use_navigate();
    Effect::new(move || {
        if let Some(Ok(saved)) = action.value().get() {
            toasts.done(format!("Saved {}", saved.name));
            navigate(PROFILES, NavigateOptions::default());
        }
    });
    let sliders = view! { <Sliders typed=typed errors=errors/> }.into_any();
    let names = view! {
        <Field
            id="name" name="profile[name]" label="Name" value=name
            error=error(errors, "name", "The name") max_length=NAME_MAX
        />
        <TextAreaField
            id="description" name="profile[description]" label="What it is for" value=description
            error=error(errors, "description", "The description") optional=true max_length=DESCRIPTION_MAX
        />
    }
    .into_any();
    let at_first = seen.get_untracked();
    view! {
        <ActionForm action=action attr:class="rule-editor" attr:novalidate=true>
            <div class="stack">
                <NotDone title="The profile was not saved" failure=failure here=here.clone()/>
                <input type="hidden" name="id" value=id.0.to_string()/>
                <input type="hidden" name="profile[if_updated_at]" value=at_first prop:value=move || seen.get()/>
                {names}
                <section class="stack" aria-labelledby="weights-title">
                    <h2 id="weights-title">"Weights"</h2>
                    {sliders}
                    <p class="weights-sum">
                        "Sum " <strong class="num">{move || typed.sum()}</strong>
                        <span class="muted">" (need not be 1: what counts is each weight's share)"</span>
                    </p>
                    {move || error(errors, "weights", "The weights").get().map(|text| view! {
                        <p class="field__error" role="alert">{text}</p>
                    })}
                </section>
            </div>
            <RankPreview now=now then=live(typed, then)>
                <button
                    type="submit" class="button only-without-script" formmethod="get" formaction=here
                >
                    "Update preview"
                </button>
            </RankPreview>
            <div class="form-actions">
                <Button kind=ButtonKind::Primary submit=true busy=action.pending()>"Save profile"</Button>
                <LinkButton href=PROFILES kind=ButtonKind::Quiet>"Cancel"</LinkButton>
            </div>
        </ActionForm>
    }
    .into_any()
}

/// The server's ranking at first, then what the browser works out by the same rules.
fn live(typed: Typed, first: Vec<Ranked>) -> Signal<Option<Vec<Ranked>>> {
    let ground = RwSignal::new(None::<RankedBy>);
    Effect::new(move || {
        spawn_local(async move {
            if let Ok(loaded) = ranking_ground().await {
                // Nobody is told when the page was left meanwhile.
                let _ = ground.try_set(Some(loaded));
            }
        });
    });
    Memo::new(move |_| {
        let weights = Weights::parse(&typed.map()).ok()?;
        ground.with(|ground| match ground {
            None => Some(first.clone()),
            Some(RankedBy { subjects, rulesets }) => {
                Some(ranking(subjects, rulesets, &weights, RANKED))
            }
        })
    })
    .into()
}
