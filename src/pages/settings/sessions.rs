use leptos::{form::ActionForm, html, prelude::*};
use time::OffsetDateTime;

use super::{
    SESSIONS, SettingsFrame,
    actions::{EndSession, SessionsView, SignOutEverywhere, get_sessions},
};
use crate::{
    components::{
        Badge, Button, ButtonKind, ErrorState, ListSkeleton, Moment, Notice, Tone, use_toasts,
    },
    domain::session::{OwnSession, SignedOut},
    error::Error,
};

/// Where the person is signed in, and the ends of it.
#[component]
pub fn SessionsPage() -> impl IntoView {
    let end = ServerAction::<EndSession>::new();
    let everywhere = ServerAction::<SignOutEverywhere>::new();
    let left = times_some_were_left(everywhere);
    let data = Resource::new(
        move || (end.version().get(), left.get()),
        |_| get_sessions(),
    );
    let heading = NodeRef::<html::H2>::new();
    tell_what_ended(end, heading);
    leave_when_all_ended(everywhere);
    view! {
        <SettingsFrame
            title="Sessions"
            here=SESSIONS
            lead="The browsers that you are signed in with. End those that you do not know."
        >
            <div class="stack stack--loose">
                <section class="stack" aria-labelledby="live">
                    <h2 id="live" tabindex="-1" node_ref=heading>"Signed in now"</h2>
                    {move || failure(end).map(|error| view! { <NotEnded error=error/> })}
                    <Transition fallback=|| view! { <ListSkeleton label="Loading your sessions" rows=2/> }>
                        {move || data.get().map(|outcome| match outcome {
                            Ok(found) => view! { <List found=found end=end/> }.into_any(),
                            Err(error) => view! { <Unknown error=error/> }.into_any(),
                        })}
                    </Transition>
                </section>
                {view! { <Everywhere everywhere=everywhere/> }.into_any()}
            </div>
        </SettingsFrame>
    }
    .into_any()
}

/// The row goes with its button, so the focus moves to the head of the list.
fn tell_what_ended(end: ServerAction<EndSession>, heading: NodeRef<html::H2>) {
    let toasts = use_toasts();
    Effect::new(move || {
        if let Some(Ok(())) = end.value().get() {
            toasts.done("Session ended");
            if let Some(heading) = heading.get_untracked() {
                // Fails only on an element that is gone.
                let _ = heading.focus();
            }
        }
    });
}

/// How often not all sessions were ended. When they were, nothing is asked in the name of the one that
/// has ended: Clerk would take the browser elsewhere while this page leaves.
fn times_some_were_left(everywhere: ServerAction<SignOutEverywhere>) -> Memo<u32> {
    Memo::new(move |before: Option<&u32>| {
        let before = before.copied().unwrap_or_default();
        match everywhere.value().get() {
            None | Some(Ok(SignedOut { failed: 0, .. })) => before,
            Some(_) => before.wrapping_add(1),
        }
    })
}

/// Asks the server for this page anew, which leads to where one signs in.
fn leave_when_all_ended(everywhere: ServerAction<SignOutEverywhere>) {
    Effect::new(move || {
        if let Some(Ok(SignedOut { failed: 0, .. })) = everywhere.value().get() {
            // Fails only where a page may not navigate.
            let _ = window().location().reload();
        }
    });
}

#[component]
fn Unknown(error: Error) -> impl IntoView {
    view! {
        <ErrorState
            title="Your sessions cannot be listed"
            message=error.to_string()
            kept="All of them: nobody was signed out."
            hint="Try again in a moment. Signing out of this browser does not need the list."
        >
            // `external`: the router would not ask again.
            <a class="button button--primary" href=SESSIONS rel="external">"Try again"</a>
        </ErrorState>
    }
    .into_any()
}

#[component]
fn List(found: SessionsView, end: ServerAction<EndSession>) -> impl IntoView {
    let SessionsView { sessions, as_of } = found;
    let rows = sessions
        .into_iter()
        .map(|session| view! { <Row session=session as_of=as_of end=end/> })
        .collect_view();
    view! { <ul class="session-list">{rows}</ul> }.into_any()
}

fn failure(end: ServerAction<EndSession>) -> Option<Error> {
    end.value().get()?.err()
}

#[component]
fn NotEnded(error: Error) -> impl IntoView {
    let text = match error {
        Error::NotFound => "It has ended already.".to_owned(),
        other => other.to_string(),
    };
    view! { <Notice tone=Tone::Bad title="The session was not ended">{text}</Notice> }
}

#[component]
fn Row(session: OwnSession, as_of: OffsetDateTime, end: ServerAction<EndSession>) -> impl IntoView {
    let name = session.name();
    let label = format!("End the session of {name}");
    let place = session
        .place
        .clone()
        .unwrap_or_else(|| "Place unknown".to_owned());
    let act = if session.is_current {
        view! { <a class="button" href="/sign-out" rel="external">"Sign out"</a> }.into_any()
    } else {
        view! { <EndForm id=session.id label=label end=end/> }.into_any()
    };
    view! {
        <li class="session">
            <div class="session__what">
                <p class="session__name">
                    {name} " "
                    {session.is_current.then(|| view! { <Badge tone=Tone::Good>"This browser"</Badge> })}
                </p>
                <p class="session__where">
                    {place} " · active "
                    <Moment at=session.last_active_at as_of=as_of/>
                </p>
            </div>
            {act}
        </li>
    }
    .into_any()
}

#[component]
fn EndForm(id: String, label: String, end: ServerAction<EndSession>) -> impl IntoView {
    let own = id.clone();
    let busy = Signal::derive(move || end.input().get().is_some_and(|asked| asked.id == own));
    view! {
        <ActionForm action=end>
            <input type="hidden" name="id" value=id/>
            <button
                type="submit"
                class="button"
                aria-label=label
                disabled=move || busy.get()
                aria-busy=move || busy.get().then_some("true")
            >
                <span class="button__label">"End session"</span>
            </button>
        </ActionForm>
    }
    .into_any()
}

#[component]
fn Everywhere(everywhere: ServerAction<SignOutEverywhere>) -> impl IntoView {
    let notice = move || {
        let text = match everywhere.value().get()? {
            Ok(SignedOut { failed: 0, .. }) => return None,
            Ok(SignedOut { revoked, failed }) => {
                format!(
                    "{revoked} ended, {failed} did not: Clerk could not be reached for them. Try again in a moment."
                )
            }
            Err(error) => error.to_string(),
        };
        Some(
            view! { <Notice tone=Tone::Bad title="You are not signed out everywhere">{text}</Notice> },
        )
    };
    view! {
        <section class="settings__section settings__section--apart" aria-labelledby="everywhere">
            <h2 id="everywhere">"Sign out everywhere"</h2>
            <p class="measure">
                "Ends every session, this one included, from its next request on. Do this when a device was lost, and change your password afterwards."
            </p>
            {notice}
            <ActionForm action=everywhere>
                <Button kind=ButtonKind::Danger submit=true busy=everywhere.pending()>"Sign out everywhere"</Button>
            </ActionForm>
        </section>
    }
    .into_any()
}
