use leptos::{form::ActionForm, prelude::*};
use time::OffsetDateTime;

use super::{
    actions::{ChangeSharing, MadeLink, MakeCollectionLink, RevokeCollectionLink},
    item::stamp,
};
use crate::{
    components::{
        Badge, Button, CheckField, Choice, CopyField, LinkTimes, Notice, OlderLinks, SelectField,
        Tone, use_toasts,
    },
    domain::{
        collection::{Collection, CollectionId, Visibility},
        plan::{Limit, Room},
        share::{Link, LinkId},
    },
    error::Error,
};

/// How long a link may work, in days, and how that reads.
const TERMS: [(&str, &str); 4] = [
    ("7", "7 days"),
    ("30", "30 days"),
    ("180", "180 days"),
    ("0", "Until I end it"),
];

/// Who may look at a collection: its visibility, and its links.
#[component]
pub(super) fn Sharing(
    collection: RwSignal<Collection>,
    links: Vec<Link>,
    has_more_links: bool,
    room: Room,
    made: Option<String>,
    as_of: OffsetDateTime,
) -> impl IntoView {
    let live_at_first = live(&links);
    let links = RwSignal::new(links);
    // A link that is made or ended here is counted at once.
    let room = Memo::new(move |_| Room {
        used: room.used - live_at_first + links.with(|links| live(links)),
        ..room
    });
    let made = RwSignal::new(made);
    let id = collection.with_untracked(|it| it.id);
    let is_private = Memo::new(move |_| collection.with(|it| it.visibility) == Visibility::Private);
    view! {
        <section class="panel" id="sharing" aria-labelledby="sharing-title">
            <h2 class="panel__title" id="sharing-title">"Who may look at it"</h2>
            <div class="stack">
                {view! { <VisibilityForm collection=collection links=links made=made/> }.into_any()}
                {move || made.get().map(|url| view! {
                    <Notice tone=Tone::Good title="The link works">
                        <p>"Copy it now: it is not shown again."</p>
                        <CopyField id="made-link" label="Address" text=url/>
                    </Notice>
                })}
                {move || if is_private.get() {
                    view! {
                        <p class="small muted">
                            "A private collection has no links. Change its visibility to make one."
                        </p>
                    }
                    .into_any()
                } else {
                    view! { <LinkForm id=id room=room links=links made=made/> }.into_any()
                }}
                {view! { <Links links=links as_of=as_of/> }.into_any()}
                {has_more_links.then(|| view! { <OlderLinks/> })}
            </div>
        </section>
    }
    .into_any()
}

/// How many of them work.
fn live(links: &[Link]) -> i64 {
    links.iter().map(|link| i64::from(link.is_live)).sum()
}

#[component]
fn VisibilityForm(
    collection: RwSignal<Collection>,
    links: RwSignal<Vec<Link>>,
    made: RwSignal<Option<String>>,
) -> impl IntoView {
    let now = collection.get_untracked();
    let change = ServerAction::<ChangeSharing>::new();
    let toasts = use_toasts();
    Effect::new(move || {
        let outcome = change.value().get();
        if change.version().get_untracked() == 0 {
            return;
        }
        match outcome {
            Some(Ok(now)) => {
                if now.visibility == Visibility::Private {
                    made.set(None);
                    links.update(|links| links.iter_mut().for_each(|link| link.is_live = false));
                }
                toasts.done(standing(&now));
                collection.set(now);
            }
            Some(Err(error)) => toasts.failed(format!("Who may look is as it was. {error}")),
            None => {}
        }
    });
    let choices = Visibility::ALL
        .into_iter()
        .map(|it| {
            let input = format!("visibility-{}", it.name());
            view! {
                <div class="check">
                    <input
                        class="check__box" type="radio" name="collection[visibility]"
                        id=input.clone() value=it.name() checked=it == now.visibility
                        aria-describedby=format!("{input}-hint")
                    />
                    <label class="check__label" for=input.clone()>{it.label()}</label>
                    <p class="check__hint" id=format!("{input}-hint")>{it.meaning()}</p>
                </div>
            }
        })
        .collect_view();
    view! {
        <ActionForm action=change attr:class="stack stack--tight visibility">
            <input type="hidden" name="id" value=now.id.0.to_string()/>
            <input
                type="hidden" name="collection[if_updated_at]" value=stamp(now.updated_at)
                prop:value=move || collection.with(|it| stamp(it.updated_at))
            />
            <fieldset class="field-group">
                <legend class="visually-hidden">"Visibility"</legend>
                {choices}
            </fieldset>
            <CheckField
                id="shows_status" name="collection[shows_status]" checked=now.shows_status
                label="Show what you decide about each offer"
                hint="Whoever may look sees where it stands. Your notes stay with you."
            />
            <div class="links__submit"><Button submit=true busy=change.pending()>"Change visibility"</Button></div>
        </ActionForm>
    }
    .into_any()
}

/// Who may look, and at what: "Whoever has a link sees the collection, and what you decide".
fn standing(collection: &Collection) -> String {
    let who = match collection.visibility {
        Visibility::Private => return "Only you see the collection".to_owned(),
        Visibility::Unlisted => "Whoever has a link sees",
        Visibility::Public => "Whoever is signed in may see",
    };
    let what = if collection.shows_status {
        ", and what you decide"
    } else {
        ""
    };
    format!("{who} the collection{what}")
}

/// The form that makes a link, or why there can be no more.
#[component]
fn LinkForm(
    id: CollectionId,
    room: Memo<Room>,
    links: RwSignal<Vec<Link>>,
    made: RwSignal<Option<String>>,
) -> impl IntoView {
    let make = ServerAction::<MakeCollectionLink>::new();
    let toasts = use_toasts();
    Effect::new(move || {
        let outcome = make.value().get();
        if make.version().get_untracked() == 0 {
            return;
        }
        match outcome {
            Some(Ok(MadeLink { url, link })) => {
                links.update(|links| links.insert(0, link));
                made.set(Some(url));
            }
            Some(Err(error)) => toasts.failed(format!("No link was made. {error}")),
            None => {}
        }
    });
    let full = Memo::new(move |_| room.get().full(Limit::LiveLinks, "you have"));
    move || match full.get() {
        Some(full) => view! {
            <Notice title="No room for another link">
                {format!("{full} Those to offers count, too. End one to make another.")}
            </Notice>
        }
        .into_any(),
        None => view! { <TermForm id=id room=room make=make/> }.into_any(),
    }
}

/// For how long a new link works.
#[component]
fn TermForm(
    id: CollectionId,
    room: Memo<Room>,
    make: ServerAction<MakeCollectionLink>,
) -> impl IntoView {
    let terms = TERMS.map(|(days, words)| Choice::new(days, words));
    let in_use = move || {
        let Room { used, limit } = room.get();
        limit.map(|limit| {
            let told =
                format!("{used} of your plan's {limit} links in use, those to offers included.");
            view! { <p class="small muted">{told}</p> }
        })
    };
    view! {
        <ActionForm action=make attr:class="stack stack--tight">
            <input type="hidden" name="collection" value=id.0.to_string()/>
            <SelectField
                id="expires_in_days" label="A new link works for" choices=terms.to_vec() selected="30"
            />
            {in_use}
            <div class="links__submit"><Button submit=true busy=make.pending()>"Make link"</Button></div>
        </ActionForm>
    }
    .into_any()
}

#[component]
fn Links(links: RwSignal<Vec<Link>>, as_of: OffsetDateTime) -> impl IntoView {
    let revoke = ServerAction::<RevokeCollectionLink>::new();
    let toasts = use_toasts();
    Effect::new(move || {
        let outcome: Option<Result<LinkId, Error>> = revoke.value().get();
        if revoke.version().get_untracked() == 0 {
            return;
        }
        match outcome {
            Some(Ok(id)) => {
                links.update(|links| {
                    links
                        .iter_mut()
                        .filter(|link| link.id == id)
                        .for_each(|link| link.is_live = false);
                });
                toasts.done("The link has ended");
            }
            Some(Err(error)) => toasts.failed(format!("The link still works. {error}")),
            None => {}
        }
    });
    let is_any = Memo::new(move |_| links.with(|links| !links.is_empty()));
    view! {
        <Show when=move || is_any.get()>
            <ul class="links" aria-label="Links to this collection">
                <For each=move || links.get() key=|link| (link.id, link.is_live) let(link)>
                    <LinkRow link=link as_of=as_of revoke=revoke/>
                </For>
            </ul>
        </Show>
    }
    .into_any()
}

#[component]
fn LinkRow(
    link: Link,
    as_of: OffsetDateTime,
    revoke: ServerAction<RevokeCollectionLink>,
) -> impl IntoView {
    let (tone, state) = if link.is_live {
        (Tone::Good, "Works")
    } else {
        (Tone::Neutral, "Ended")
    };
    let id = link.id.0.to_string();
    let name = link.prefix.clone();
    view! {
        <li class="links__item">
            <div class="links__facts">
                <span><code>{format!("…/c/{name}…")}</code> " " <Badge tone=tone>{state}</Badge></span>
                <LinkTimes link=link.clone() as_of=as_of/>
            </div>
            {link.is_live.then(|| view! {
                <ActionForm action=revoke>
                    <input type="hidden" name="id" value=id/>
                    <button type="submit" class="button button--small">
                        "End link"
                        <span class="visually-hidden">{format!(" {name}")}</span>
                    </button>
                </ActionForm>
            })}
        </li>
    }
    .into_any()
}
