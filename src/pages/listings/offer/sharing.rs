use leptos::{form::ActionForm, html::Form, prelude::*};
use time::OffsetDateTime;

use super::{
    Actions,
    actions::{MakeLink, Shared},
    ask,
};
use crate::{
    components::{
        Badge, Button, ButtonKind, Choice, CopyField, Field, LinkTimes, Moment, Notice, OlderLinks,
        SelectField, TextAreaField, Tone,
    },
    domain::{
        listing::ListingId,
        plan::{Limit, Room},
        share::{HANDLE_MAX, LINK_DAYS, Link, MESSAGE_MAX, ShareState, UserShare},
    },
    error::Error,
};

/// Who else sees the offer: whoever has a link, and people it was sent to.
#[component]
pub fn Sharing(
    id: ListingId,
    shared: Shared,
    as_of: OffsetDateTime,
    actions: Actions,
) -> impl IntoView {
    let Shared {
        links,
        has_more_links,
        shares,
        room,
        per_hour,
        new_link,
    } = shared;
    view! {
        <div class="offer-columns">
            {view! {
                <Links
                    id=id links=links has_more=has_more_links room=room new_link=new_link as_of=as_of
                    actions=actions
                />
            }
            .into_any()}
            {view! {
                <People id=id shares=shares per_hour=per_hour as_of=as_of actions=actions/>
            }
            .into_any()}
        </div>
    }
    .into_any()
}

#[component]
fn Links(
    id: ListingId,
    links: Vec<Link>,
    has_more: bool,
    room: Room,
    new_link: Option<String>,
    as_of: OffsetDateTime,
    actions: Actions,
) -> impl IntoView {
    let make = actions.make_link;
    // Of the script's own call, or of the form before this page.
    let made = move || match make.value().get() {
        Some(Ok(made)) => Some(made.url),
        _ => new_link.clone(),
    };
    let failure = move || ask::failure(make).filter(|error| !matches!(error, Error::Invalid(_)));
    let rows = links
        .into_iter()
        .map(|link| view! { <LinkRow link=link as_of=as_of actions=actions/> })
        .collect_view();
    view! {
        <section class="stack" aria-labelledby="links">
            <h2 id="links">"By link"</h2>
            <p class="muted measure">
                "Whoever has the link sees the offer, its price and its parts. Never your notes, your address or your rules."
            </p>
            {move || made().map(|url| view! {
                <div class="notice notice--new-link" role="status">
                    <div class="stack stack--tight">
                        <p class="notice__title">"This address is shown once"</p>
                        <CopyField id="new-link" label="Link" text=url/>
                    </div>
                </div>
            })}
            {move || failure().map(|error| view! {
                <Notice tone=Tone::Bad title="The link was not made">{error.to_string()}</Notice>
            })}
            {view! { <LinkForm id=id room=room make=make/> }.into_any()}
            <ul class="share-list">{rows}</ul>
            {has_more.then(|| view! { <OlderLinks/> })}
        </section>
    }
    .into_any()
}

/// The form that makes a link, or why there can be no more.
#[component]
fn LinkForm(id: ListingId, room: Room, make: ServerAction<MakeLink>) -> impl IntoView {
    if let Some(full) = room.full(Limit::LiveLinks, "you have") {
        return view! {
            <Notice title="No room for another link">
                {format!("{full} Those to collections count, too. End one to make another.")}
            </Notice>
        }
        .into_any();
    }
    let days = [
        ("7", "7 days"),
        ("30", "30 days"),
        ("180", "180 days"),
        ("365", "1 year"),
        ("0", "Until I end it"),
    ]
    .map(|(value, label)| Choice::new(value, label));
    view! {
        <ActionForm action=make attr:class="inline-form" attr:novalidate=true>
            <input type="hidden" name="id" value=id.0/>
            <SelectField
                id="expires_in_days" name="link[expires_in_days]" label="Works for" choices=days.to_vec()
                selected=LINK_DAYS.to_string() error=ask::wrong(make, "expires_in_days", "The time")
            />
            <Button kind=ButtonKind::Primary submit=true busy=make.pending()>"Make a link"</Button>
        </ActionForm>
        {room.limit.map(|limit| view! {
            <p class="small muted">
                {format!("{} of your plan's {limit} links in use, those to collections included.", room.used)}
            </p>
        })}
    }
    .into_any()
}

#[component]
fn LinkRow(link: Link, as_of: OffsetDateTime, actions: Actions) -> impl IntoView {
    let (tone, word) = match (link.is_live, link.revoked_at) {
        (true, _) => (Tone::Good, "Works"),
        (false, Some(_)) => (Tone::Neutral, "Ended"),
        (false, None) => (Tone::Neutral, "Expired"),
    };
    let end = actions.end_link;
    let prefix = link.prefix.clone();
    view! {
        <li class="share-list__row">
            <div>
                <p class="cluster"><code>{format!("{prefix}…")}</code> <Badge tone=tone>{word}</Badge></p>
                <LinkTimes link=link.clone() as_of=as_of/>
            </div>
            {link.is_live.then(|| view! {
                <ActionForm action=end>
                    <input type="hidden" name="id" value=link.id.0/>
                    <Button submit=true busy=end.pending()>
                        "End link"<span class="visually-hidden">{format!(" {prefix}")}</span>
                    </Button>
                </ActionForm>
            })}
        </li>
    }
    .into_any()
}

#[component]
fn People(
    id: ListingId,
    shares: Vec<UserShare>,
    per_hour: Option<i64>,
    as_of: OffsetDateTime,
    actions: Actions,
) -> impl IntoView {
    let send = actions.send;
    let failure = move || ask::failure(send).filter(|error| !matches!(error, Error::Invalid(_)));
    let form = NodeRef::<Form>::new();
    // This is drawn anew after everything that is done on the page, which is no reason to empty it.
    let done = send.version().get_untracked();
    Effect::new(move || {
        let is_sent = matches!(send.value().get(), Some(Ok(_)));
        if is_sent
            && send.version().get_untracked() > done
            && let Some(form) = form.get_untracked()
        {
            form.reset();
        }
    });
    let rows = shares
        .into_iter()
        .map(|share| view! { <ShareRow share=share as_of=as_of actions=actions/> })
        .collect_view();
    view! {
        <section class="stack" aria-labelledby="people">
            <h2 id="people">"To a person"</h2>
            <p class="muted measure">"They find it in their inbox and can save a copy. There is no list of people: you must know their exact user name or e-mail address."</p>
            {move || failure().map(|error| view! {
                <Notice tone=Tone::Bad title="The offer was not sent">{error.to_string()}</Notice>
            })}
            <ActionForm action=send node_ref=form attr:class="stack" attr:novalidate=true>
                <input type="hidden" name="id" value=id.0/>
                <Field
                    id="recipient" name="share[recipient]" label="User name or e-mail"
                    value=ask::typed("share[recipient]").unwrap_or_default()
                    error=ask::wrong(send, "recipient", "The person") max_length=HANDLE_MAX
                />
                <TextAreaField
                    id="message" name="share[message]" label="Message"
                    value=ask::typed("share[message]").unwrap_or_default()
                    error=ask::wrong(send, "message", "The message") optional=true max_length=MESSAGE_MAX
                />
                <div><Button kind=ButtonKind::Primary submit=true busy=send.pending()>"Send offer"</Button></div>
            </ActionForm>
            {per_hour.map(|count| view! {
                <p class="small muted">{format!("Your plan sends up to {count} offers within an hour.")}</p>
            })}
            <ul class="share-list">{rows}</ul>
        </section>
    }
    .into_any()
}

#[component]
fn ShareRow(share: UserShare, as_of: OffsetDateTime, actions: Actions) -> impl IntoView {
    let tone = match share.state {
        ShareState::Saved => Tone::Good,
        ShareState::New | ShareState::Seen | ShareState::Expired | ShareState::Revoked => {
            Tone::Neutral
        }
    };
    let word = if share.state == ShareState::New {
        "Not opened yet"
    } else {
        share.state.label()
    };
    let take_back = actions.take_back;
    let is_live = !matches!(share.state, ShareState::Expired | ShareState::Revoked);
    let name = share.with.name.clone();
    view! {
        <li class="share-list__row">
            <div>
                <p class="cluster"><strong>{share.with.name}</strong> <Badge tone=tone>{word}</Badge></p>
                <p class="small muted">"Sent " <Moment at=share.shared_at as_of=as_of/></p>
                {share.message.map(|message| view! { <p class="small">{message}</p> })}
            </div>
            {is_live.then(|| view! {
                <ActionForm action=take_back>
                    <input type="hidden" name="id" value=share.id.0/>
                    <Button submit=true busy=take_back.pending()>
                        "Take back"<span class="visually-hidden">{format!(" from {name}")}</span>
                    </Button>
                </ActionForm>
            })}
        </li>
    }
    .into_any()
}
