use clerk_leptos::use_reverification;
use leptos::{form::ActionForm, html::Form, prelude::*};

use super::{
    DATA, GOODBYE, SettingsFrame,
    actions::{DataView, DeleteAccount, get_data_view},
};
use crate::{
    components::{Button, ButtonKind, ErrorState, Field, ListSkeleton, Notice, StepUp, Tone},
    domain::account::{CONFIRMATION, NAMES_HELD_DAYS},
    error::{Conflict, Error, Refusal},
};

/// Where a file with everything comes from.
const EXPORT: &str = "/api/v1/users/me/export";

/// Taking one's data along, and leaving.
#[component]
pub fn DataPage() -> impl IntoView {
    let data = Resource::new(|| (), |()| get_data_view());
    view! {
        <SettingsFrame
            title="Data"
            here=DATA
            lead="What is yours: take it along, or have it deleted."
        >
            <div class="stack stack--loose">
                <section class="settings__section" aria-labelledby="export">
                    <h2 id="export">"Take everything along"</h2>
                    <p class="measure">
                        "One JSON file: your account, offers with their prices, scoring profiles, rulesets, collections, links, shares and notifications, and what the audit log keeps about you. Links do not work from it: their secrets are kept nowhere. The file says itself what is left out of it, and why."
                    </p>
                    <div class="form-actions">
                        // `external`: an answer of the interface, not a page of the router.
                        <a class="button button--primary" href=EXPORT rel="external">"Download everything"</a>
                    </div>
                </section>
                <Suspense fallback=|| view! { <ListSkeleton label="Loading what deleting would do" rows=2/> }>
                    {move || Suspend::new(async move {
                        match data.await {
                            Ok(about) => view! { <Leave about=about/> }.into_any(),
                            Err(error) => view! {
                                <ErrorState
                                    title="What deleting would do could not be loaded"
                                    message=error.to_string()
                                    kept="Everything."
                                    hint="Reload the page to try again."
                                />
                            }
                            .into_any(),
                        }
                    })}
                </Suspense>
            </div>
        </SettingsFrame>
    }
    .into_any()
}

#[component]
fn Leave(about: DataView) -> impl IntoView {
    let form = match about {
        DataView {
            is_oneself: false, ..
        } => view! {
            <Notice title="Not on somebody else's behalf">
                "You act as this person. Only they can delete their account."
            </Notice>
        }
        .into_any(),
        _ => view! { <LeaveForm/> }.into_any(),
    };
    view! {
        <section class="settings__section settings__section--apart" aria-labelledby="delete">
            <h2 id="delete">"Delete my account"</h2>
            <Consequences held_days=about.held_days/>
            {form}
        </section>
    }
    .into_any()
}

#[component]
fn Consequences(held_days: u32) -> impl IntoView {
    view! {
        <ul class="consequences measure">
            <li>"You are signed out in every browser, and cannot sign in again. Your account at Clerk is deleted at once."</li>
            <li>
                {format!("Your name, address and picture are taken off at once. They are held back for {NAMES_HELD_DAYS} days, where only an administrator can undo a slip, and then erased.")}
            </li>
            <li>"Links that you made stop working. Offers that you showed to others can no longer be seen; what they saved of them stays theirs."</li>
            <li>
                {format!("Your offers, profiles, rulesets and collections are out of everybody's reach at once, held back for {held_days} days, and then erased for good.")}
            </li>
            <li>"With the same address you can sign up again, as somebody new: nothing of this comes back."</li>
        </ul>
    }
    .into_any()
}

#[component]
fn LeaveForm() -> impl IntoView {
    let action = ServerAction::<DeleteAccount>::new();
    Effect::new(move || {
        if let Some(Ok(())) = action.value().get() {
            // Fails only where a page may not navigate.
            let _ = window().location().replace(GOODBYE);
        }
    });
    let failure = Signal::derive(move || action.value().get().and_then(Result::err));
    let wrong = MaybeProp::derive(move || {
        let error = failure.get()?;
        Some(format!("This {}.", error.reason_for("confirmation")?))
    });
    provide_context(use_reverification());
    let form = NodeRef::new();
    view! {
        <ActionForm action=action node_ref=form attr:class="stack" attr:novalidate=true>
            {move || failure.get().map(|error| view! { <NotDeleted error=error form=form/> })}
            <Field
                id="confirmation" label=format!("Type \"{CONFIRMATION}\" to confirm") error=wrong
                max_length=100
            />
            <div class="form-actions">
                <Button kind=ButtonKind::Danger submit=true busy=action.pending()>"Delete my account"</Button>
            </div>
        </ActionForm>
    }
    .into_any()
}

#[component]
fn NotDeleted(error: Error, form: NodeRef<Form>) -> impl IntoView {
    const TITLE: &str = "Your account was not deleted";
    let text = match error {
        Error::Forbidden(Refusal::Reverification) => {
            return view! { <StepUp title=TITLE form=form/> }.into_any();
        }
        Error::Invalid(_) => "Type the words exactly as they stand there.".to_owned(),
        Error::Conflict(Conflict::LastAdmin) => {
            "You are the last active administrator. Make somebody else one first.".to_owned()
        }
        other => other.to_string(),
    };
    view! { <Notice tone=Tone::Bad title=TITLE>{text}</Notice> }.into_any()
}
