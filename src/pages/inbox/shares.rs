use leptos::{form::ActionForm, prelude::*};
use time::OffsetDateTime;

use super::{
    INBOX, SENT, TabPages,
    actions::{EndShare, ReceivedShares, SaveShare, Shares, list_received, list_sent},
};
use crate::{
    components::{
        Avatar, Badge, EmptyState, LinkButton, ListSkeleton, Moment, NotLoaded, Notice, Price,
        Tone, use_toasts,
    },
    domain::share::{ShareId, ShareState, UserShare},
    error::{Conflict, Error},
    pages::keep::OfferRoom,
};

/// What others have sent.
#[component]
pub(super) fn ReceivedTab(after: Memo<String>) -> impl IntoView {
    let end = ServerAction::<EndShare>::new();
    let save = ServerAction::<SaveShare>::new();
    let data = Resource::new(
        move || (after.get(), end.version().get(), save.version().get()),
        |(after, ..)| list_received(after),
    );
    tell(end, "Dismissed");
    view! {
        {move || failure(save, end).map(|error| view! { <NotDone error=error/> })}
        <Transition fallback=|| view! { <ListSkeleton label="Loading what you received"/> }>
            {move || data.get().map(|outcome| match outcome {
                Err(error) => view! {
                    <NotLoaded title="This could not be loaded" message=error.to_string()/>
                }
                .into_any(),
                Ok(found) if found.shares.items.is_empty() => view! {
                    <EmptyState
                        title="Nothing shared with you yet"
                        text="When somebody sends you an offer, it waits here. They find you by your exact user name or e-mail address."
                    />
                }
                .into_any(),
                Ok(ReceivedShares { shares: Shares { items, next, as_of }, room }) => {
                    let wants_room = items.iter().any(can_be_saved);
                    let has_room = room.is_left();
                    let (fresh, others): (Vec<_>, Vec<_>) =
                        items.into_iter().partition(|it| it.state == ShareState::New);
                    let entries = fresh
                        .into_iter()
                        .chain(others)
                        .map(|share| view! {
                            <Received share=share has_room=has_room as_of=as_of save=save end=end/>
                        })
                        .collect_view();
                    view! {
                        {wants_room.then(|| view! {
                            <div class="letters__notice"><OfferRoom room=room/></div>
                        })}
                        <ul class="letters">{entries}</ul>
                        <TabPages tab=INBOX next=next is_first=after.get_untracked().is_empty()/>
                    }
                    .into_any()
                }
            })}
        </Transition>
    }
    .into_any()
}

/// What one has sent.
#[component]
pub(super) fn SentTab(after: Memo<String>) -> impl IntoView {
    let end = ServerAction::<EndShare>::new();
    let data = Resource::new(
        move || (after.get(), end.version().get()),
        |(after, _)| list_sent(after),
    );
    tell(end, "Taken back. They no longer see the offer");
    view! {
        {move || end.value().get().and_then(Result::err).map(|error| view! { <NotDone error=error/> })}
        <Transition fallback=|| view! { <ListSkeleton label="Loading what you sent"/> }>
            {move || data.get().map(|outcome| match outcome {
                Err(error) => view! {
                    <NotLoaded title="This could not be loaded" message=error.to_string()/>
                }
                .into_any(),
                Ok(found) if found.items.is_empty() => view! {
                    <EmptyState
                        title="Nothing sent yet"
                        text="Send an offer from its own page, to somebody whose user name or address you know."
                    >
                        <LinkButton href="/listings">"Go to listings"</LinkButton>
                    </EmptyState>
                }
                .into_any(),
                Ok(Shares { items, next, as_of }) => {
                    let entries = items
                        .into_iter()
                        .map(|share| view! { <Sent share=share as_of=as_of end=end/> })
                        .collect_view();
                    view! {
                        <ul class="letters">{entries}</ul>
                        <TabPages tab=SENT next=next is_first=after.get_untracked().is_empty()/>
                    }
                    .into_any()
                }
            })}
        </Transition>
    }
    .into_any()
}

#[component]
fn Received(
    share: UserShare,
    /// Whether the plan holds another offer.
    has_room: bool,
    as_of: OffsetDateTime,
    save: ServerAction<SaveShare>,
    end: ServerAction<EndShare>,
) -> impl IntoView {
    let id = share.id;
    let can_open = share.listing.is_some();
    let can_save = has_room && can_be_saved(&share);
    let title = share
        .listing
        .as_ref()
        .map_or_else(|| "an offer".to_owned(), |listing| listing.title.clone());
    let (of_open, of_save) = (title.clone(), title.clone());
    let save = can_save.then(|| {
        view! {
            <ActionForm action=save>
                <input type="hidden" name="id" value=id.0.to_string()/>
                <button type="submit" class="button">"Save"<Of title=of_save/></button>
            </ActionForm>
        }
    });
    let actions = can_open.then(|| {
        view! {
            <LinkButton href=format!("{INBOX}/{}", id.0)>"Open"<Of title=of_open/></LinkButton>
            {save}
            {view! { <EndForm id=id end=end label="Dismiss" title=title/> }.into_any()}
        }
    });
    view! { <Letter share=share as_of=as_of verb="sent you this">{actions}</Letter> }.into_any()
}

fn can_be_saved(share: &UserShare) -> bool {
    matches!(share.state, ShareState::New | ShareState::Seen)
}

#[component]
fn Sent(share: UserShare, as_of: OffsetDateTime, end: ServerAction<EndShare>) -> impl IntoView {
    let id = share.id;
    let title = share
        .listing
        .as_ref()
        .map(|listing| listing.title.clone())
        .unwrap_or_default();
    let can_end = !matches!(share.state, ShareState::Revoked | ShareState::Expired);
    let action = can_end.then(|| {
        view! { <EndForm id=id end=end label="Take back" title=title/> }
    });
    view! { <Letter share=share as_of=as_of verb="was sent this">{action}</Letter> }.into_any()
}

/// What a button is about, for who cannot see where it stands.
#[component]
fn Of(title: String) -> impl IntoView {
    view! { <span class="visually-hidden">{format!(" {title}")}</span> }
}

/// Ends a share.
#[component]
pub(super) fn EndForm(
    id: ShareId,
    end: ServerAction<EndShare>,
    label: &'static str,
    title: String,
    #[prop(optional)] then: &'static str,
) -> impl IntoView {
    view! {
        <ActionForm action=end>
            <input type="hidden" name="id" value=id.0.to_string()/>
            <input type="hidden" name="then" value=then/>
            <button type="submit" class="button button--quiet">{label}<Of title=title/></button>
        </ActionForm>
    }
    .into_any()
}

/// A share in brief.
#[component]
fn Letter(
    share: UserShare,
    as_of: OffsetDateTime,
    verb: &'static str,
    children: Children,
) -> impl IntoView {
    let is_new = share.state == ShareState::New && !share.is_mine;
    let (title, price) = match &share.listing {
        Some(listing) => (
            listing.title.clone(),
            Some(listing.price_usd.map(|it| it.to_string())),
        ),
        None => ("An offer that is no longer shown".to_owned(), None),
    };
    let href = share
        .listing
        .as_ref()
        .filter(|_| share.state != ShareState::Revoked)
        .map(|_| format!("{INBOX}/{}", share.id.0));
    view! {
        <li class="letter" class:letter--new=is_new>
            <Avatar name=share.with.name.clone() url=share.with.avatar_url.clone()/>
            <div class="letter__body">
                <p class="letter__who">
                    <strong>{share.with.name.clone()}</strong> " " {verb}
                    " " <Moment at=share.shared_at as_of=as_of/> " "
                    <StateBadge state=share.state/>
                </p>
                <p class="letter__title">
                    {match href {
                        Some(href) => view! { <a href=href>{title}</a> }.into_any(),
                        None => title.into_any(),
                    }}
                    {price.map(|price| {
                        let unit = price
                            .is_some()
                            .then(|| view! { <span class="price__unit">" USD asked"</span> });
                        view! { <span class="letter__price"><Price amount=price/> {unit}</span> }
                    })}
                </p>
                {share.message.map(|text| view! { <blockquote class="letter__words">{text}</blockquote> })}
            </div>
            <div class="letter__actions">{children()}</div>
        </li>
    }
    .into_any()
}

/// Where a share stands.
#[component]
pub(super) fn StateBadge(state: ShareState) -> impl IntoView {
    let tone = match state {
        ShareState::New => Tone::Warn,
        ShareState::Saved => Tone::Good,
        ShareState::Seen | ShareState::Expired | ShareState::Revoked => Tone::Neutral,
    };
    view! { <Badge tone=tone>{state.label()}</Badge> }
}

fn tell(end: ServerAction<EndShare>, what: &'static str) {
    let toasts = use_toasts();
    Effect::new(move || {
        if let Some(Ok(_)) = end.value().get() {
            toasts.done(what);
        }
    });
}

fn failure(save: ServerAction<SaveShare>, end: ServerAction<EndShare>) -> Option<Error> {
    let not_saved = save.value().get().and_then(Result::err);
    let not_ended = end.value().get().and_then(Result::err);
    not_saved.or(not_ended)
}

#[component]
fn NotDone(error: Error) -> impl IntoView {
    let text = match &error {
        Error::Conflict(Conflict::Duplicate) => "You keep this offer already.".to_owned(),
        Error::NotFound => "It was taken back in the meantime.".to_owned(),
        other => other.to_string(),
    };
    view! { <div class="letters__notice"><Notice tone=Tone::Bad title="That was not done">{text}</Notice></div> }
}
