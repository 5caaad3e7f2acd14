use clerk_leptos::{ClerkClient, SignOutButton};
use leptos::{form::ActionForm, prelude::*};
use leptos_meta::Title;

use crate::{
    components::{Button, ButtonKind, ErrorPage, LinkButton, Notice, Tone},
    error::Error,
};

/// Asks before signing out: where the menu's entry leads until the page's script has arrived. A
/// mere visit signs nobody out, or any link on the web could.
#[component]
pub fn SignOutPage() -> impl IntoView {
    view! {
        <Title text="Sign out"/>
        <ErrorPage
            code="Sign out"
            title="Sign out of Deal Brain?"
            message="Your offers stay. You can sign in again at any time."
        >
            <Confirm/>
            <LinkButton href="/dashboard" kind=ButtonKind::Quiet>"Stay"</LinkButton>
        </ErrorPage>
    }
    .into_any()
}

/// Once the script has arrived, clerk-js signs out; until then the server does.
#[component]
fn Confirm() -> impl IntoView {
    let action = ServerAction::<SignOutHere>::new();
    let ready = RwSignal::new(false);
    Effect::new(move || ready.set(true));
    view! {
        {move || action.value().get().and_then(Result::err).map(|error| view! {
            <Notice tone=Tone::Bad title="You are still signed in">{error.to_string()}</Notice>
        })}
        <Show
            when=move || ready.get()
            fallback=move || view! {
                <ActionForm action=action>
                    <Button kind=ButtonKind::Primary submit=true>"Sign out"</Button>
                </ActionForm>
            }
        >
            <SignOutButton class="button button--primary">"Sign out"</SignOutButton>
        </Show>
    }
    .into_any()
}

/// Ends the session that asks.
#[server(prefix = "/fn", client = ClerkClient)]
pub async fn sign_out_here() -> Result<(), Error> {
    let caller = crate::serverfn::caller()?;
    if let Some(id) = &caller.session_id {
        let (keeper, db) = (&caller.sessions, &caller.db);
        crate::service::sessions::end_one(keeper, db, &caller.user, id).await?;
    }
    crate::serverfn::lead_to("/sign-in");
    Ok(())
}
