use leptos::{form::ActionForm, prelude::*};
use leptos_meta::Title;
use leptos_router::hooks::use_params_map;
use time::OffsetDateTime;

use super::{
    INBOX, SENT,
    actions::{EndShare, OpenedShare, SaveShare, open_share},
    shares::{EndForm, StateBadge},
};
use crate::{
    components::{
        Avatar, Button, ButtonKind, ErrorState, LinkButton, ListSkeleton, Moment, Notice,
        OfferFacts, PageHeader, Tone,
    },
    domain::{
        listing::ListingId,
        plan::Room,
        share::{ShareId, ShareState, UserShare},
    },
    error::Error,
    pages::keep::{NotSaved, OfferRoom, TargetField, actions::Target},
};

/// One share: for its recipient, it is opened by that.
#[component]
pub fn SharePage() -> impl IntoView {
    let params = use_params_map();
    let id = Memo::new(move |_| params.with(|params| params.get("id")?.parse().ok().map(ShareId)));
    let data = Resource::new(
        move || id.get(),
        |id| async move {
            match id {
                Some(id) => open_share(id).await,
                None => Err(Error::NotFound),
            }
        },
    );
    view! {
        <div class="page page--narrow">
            <Transition fallback=|| view! { <ListSkeleton label="Loading the offer"/> }>
                {move || data.get().map(|outcome| match outcome {
                    Ok(found) => view! { <Opened found=found/> }.into_any(),
                    Err(error) => view! { <Closed error=error/> }.into_any(),
                })}
            </Transition>
        </div>
    }
    .into_any()
}

#[component]
fn Closed(error: Error) -> impl IntoView {
    #[cfg(feature = "ssr")]
    crate::serverfn::answer_with(&error);
    let message = match error {
        Error::NotFound => "It may have been taken back, or it was not sent to you.".to_owned(),
        ref other => other.to_string(),
    };
    let (title, hint) = match error {
        Error::Gone => (
            "This has expired",
            "Ask whoever sent it to send it once more.",
        ),
        Error::NotFound => (
            "There is nothing here",
            "Ask whoever sent it to send it once more.",
        ),
        _ => ("This could not be loaded", "Reload the page to try again."),
    };
    view! {
        <Title text=title/>
        <PageHeader title=title/>
        <ErrorState title="Not shown" message=message hint=hint>
            <LinkButton href=INBOX>"Go to the inbox"</LinkButton>
        </ErrorState>
    }
    .into_any()
}

#[component]
fn Opened(found: OpenedShare) -> impl IntoView {
    let OpenedShare {
        share,
        offer,
        kept,
        targets,
        room,
        as_of,
    } = found;
    let end = ServerAction::<EndShare>::new();
    let title = share
        .listing
        .as_ref()
        .map(|listing| listing.title.clone())
        .unwrap_or_default();
    let (id, is_mine, is_over) = (share.id, share.is_mine, is_over(share.state));
    let (end_label, then) = if is_mine {
        ("Take back", SENT)
    } else {
        ("Dismiss", INBOX)
    };
    let subject = title.clone();
    view! {
        <Title text=title.clone()/>
        <p class="crumb"><a href=INBOX>"Inbox"</a></p>
        <PageHeader title=title>
            {(!is_over).then(|| view! { <EndForm id=id end=end label=end_label title=subject then=then/> })}
        </PageHeader>
        <div class="stack stack--loose">
            {move || end.value().get().and_then(Result::err).map(|error| view! {
                <Notice tone=Tone::Bad title="That was not done">{error.to_string()}</Notice>
            })}
            {view! { <About share=share as_of=as_of/> }.into_any()}
            {(!is_mine).then(|| view! { <SaveForm id=id kept=kept targets=targets room=room/> })}
            {offer.map(|offer| view! { <OfferFacts offer=offer/> })}
        </div>
    }
    .into_any()
}

fn is_over(state: ShareState) -> bool {
    matches!(state, ShareState::Expired | ShareState::Revoked)
}

#[component]
fn About(share: UserShare, as_of: OffsetDateTime) -> impl IntoView {
    let (name, picture) = (share.with.name.clone(), share.with.avatar_url);
    let (before, after) = if share.is_mine {
        ("You sent this to ", "")
    } else {
        ("", " sent you this")
    };
    let seen = share
        .viewed_at
        .filter(|_| share.is_mine)
        .map(|at| view! { <span>"Opened " <Moment at=at as_of=as_of/> ". "</span> });
    view! {
        <section class="letter letter--single" aria-label="The message">
            <Avatar name=name.clone() url=picture/>
            <div class="letter__body">
                <p class="letter__who">
                    {before} <strong>{name}</strong> {after} " "
                    <Moment at=share.shared_at as_of=as_of/> " "
                    <StateBadge state=share.state/>
                </p>
                {share.message.map(|text| view! { <blockquote class="letter__words">{text}</blockquote> })}
                <p class="small muted">
                    {seen} "It can be opened until " {crate::components::exact_time(share.expires_at)} "."
                </p>
            </div>
        </section>
    }
    .into_any()
}

#[component]
fn SaveForm(
    id: ShareId,
    kept: Option<ListingId>,
    targets: Vec<Target>,
    room: Room,
) -> impl IntoView {
    let save = ServerAction::<SaveShare>::new();
    if let Some(kept) = kept {
        return view! {
            <Notice tone=Tone::Good title="You keep this offer">
                <a href=format!("/listings/{}", kept.0)>"Open yours"</a>
            </Notice>
        }
        .into_any();
    }
    if !room.is_left() {
        return view! { <OfferRoom room=room/> }.into_any();
    }
    view! {
        <ActionForm action=save attr:class="stack panel">
            {move || save.value().get().and_then(Result::err).map(|error| view! { <NotSaved error=error/> })}
            <input type="hidden" name="id" value=id.0.to_string()/>
            <TargetField targets=targets/>
            <div>
                <Button kind=ButtonKind::Primary submit=true busy=save.pending()>"Save offer"</Button>
            </div>
            <p class="small muted">"A copy becomes yours, valued by your rules. The sender is told that you saved it."</p>
            <OfferRoom room=room/>
        </ActionForm>
    }
    .into_any()
}
