use leptos::{ev, form::ActionForm, prelude::*};
use time::{OffsetDateTime, format_description::well_known::Rfc3339};

use super::{
    actions::{ArchiveBought, ChangeItem, RemoveItem},
    items::{Entry, Order, move_ids},
    note::Note,
};
use crate::{
    components::{Badge, Icon, IconName, Price, StatusChips, grouped, start_drag, use_toasts},
    domain::{
        collection::{Collection, CollectionId, Item, ItemId, ItemStatus},
        term,
    },
    error::Error,
};

/// An offer's place in a collection: what it costs, and what is decided about it.
#[component]
pub(super) fn ItemRow(
    entry: Entry,
    order: Order,
    collection: RwSignal<Collection>,
    removing: ServerAction<RemoveItem>,
) -> impl IntoView {
    let (id, item) = (entry.id, entry.item);
    let shelf = collection.with_untracked(|it| it.id);
    let listing = item.with_untracked(|item| item.listing.clone());
    let title = listing.title.clone();
    let over = RwSignal::new(false);
    let is_goal = move || order.dragged.get().is_some_and(|dragged| dragged != id);
    let on_dragover = move |event: ev::DragEvent| {
        if is_goal() {
            // Without this, nothing can be dropped here.
            event.prevent_default();
            over.set(true);
        }
    };
    let on_drop = move |event: ev::DragEvent| {
        event.prevent_default();
        over.set(false);
        if let Some(dragged) = order.dragged.get_untracked().filter(|it| *it != id) {
            order.send(shelf, dragged, id);
        }
    };
    view! {
        <tr
            role="row"
            class:is-dragged=move || order.dragged.get() == Some(id)
            class:is-goal=move || over.get()
            on:dragover=on_dragover
            on:dragleave=move |_| over.set(false)
            on:drop=on_drop
        >
            <td role="cell" class="cell--order">
                {view! { <Mover shelf=shelf id=id title=title.clone() order=order/> }.into_any()}
            </td>
            <th scope="row" role="rowheader" class="cell--offer">
                <a class="offer__title" href=format!("/listings/{}", listing.id.0)>{title.clone()}</a>
                <span class="offer__meta">
                    <Badge>{listing.condition.label()}</Badge>
                    {move || item.with(|item| item.listing.is_archived).then(|| view! { <Badge>"Archived"</Badge> })}
                    {listing.cpu_name.clone().map(|name| view! { <span>{name}</span> })}
                    {listing.listing_url.clone().map(|url| view! { <Source url=url/> })}
                </span>
                {view! { <Decision shelf=shelf item=item collection=collection/> }.into_any()}
                {view! { <Archive item=item/> }.into_any()}
                {view! { <Note shelf=shelf item=item/> }.into_any()}
            </th>
            <td role="cell" class="cell--num cell--asked">
                <span class="cell__label" aria-hidden="true">{term::PRICE_USD} " "</span>
                {figure(listing.price_usd.map(|it| it.to_string()))}
            </td>
            <td role="cell" class="cell--num cell--bare">
                <span class="cell__label" aria-hidden="true">{term::ADJUSTED_USD} " "</span>
                <Price amount=listing.adjusted_price_usd.map(|it| it.to_string())/>
            </td>
            <td role="cell" class="cell--num cell--mark">
                <span class="cell__label" aria-hidden="true">{term::USD_PER_MARK} " "</span>
                {figure(listing.usd_per_multi_adj.clone())}
            </td>
            <td role="cell" class="cell--num cell--score">
                <span class="cell__label" aria-hidden="true">{term::SCORE} " "</span>
                {figure(listing.score_composite)}
            </td>
            <td role="cell" class="cell--remove">
                <ActionForm action=removing>
                    <input type="hidden" name="collection" value=shelf.0.to_string()/>
                    <input type="hidden" name="id" value=id.0.to_string()/>
                    <button
                        type="submit"
                        class="button button--quiet button--icon"
                        aria-label=format!("Remove {title} from this collection")
                        title="Remove from this collection"
                    >
                        <Icon name=IconName::Close/>
                    </button>
                </ActionForm>
            </td>
        </tr>
    }
    .into_any()
}

/// A figure as the person reads it; a dash where there is none.
fn figure(value: Option<String>) -> AnyView {
    match value {
        Some(value) => grouped(&value).into_any(),
        None => view! { <span class="muted" aria-label="not known">"–"</span> }.into_any(),
    }
}

/// Where it is offered.
#[component]
fn Source(url: String) -> impl IntoView {
    view! {
        <a class="offer__link" href=url target="_blank" rel="noopener noreferrer nofollow">
            "Offer"
            <Icon name=IconName::External/>
            <span class="visually-hidden">" (opens in a new tab)"</span>
        </a>
    }
}

/// Moves an item: by its buttons, or by the grip, which is for the mouse alone.
#[component]
fn Mover(shelf: CollectionId, id: ItemId, title: String, order: Order) -> impl IntoView {
    let neighbours = Memo::new(move |_| order.neighbours(id));
    let above = move || neighbours.get().0;
    let below = move || neighbours.get().1;
    let value = |to: Option<ItemId>| to.map(|to| to.0.to_string());
    // One move after the other: the second is worked out from where the first has led to.
    let wait = move |event: ev::MouseEvent| {
        if order.moving.pending().get_untracked() {
            event.prevent_default();
        } else {
            order.pressed.set_value(Some(id));
        }
    };
    let [up, down] = move_ids(id);
    let on_dragstart = move |event: ev::DragEvent| {
        start_drag(&event);
        order.dragged.set(Some(id));
    };
    view! {
        <ActionForm action=order.moving attr:class="mover">
            <input type="hidden" name="collection" value=shelf.0.to_string()/>
            <input type="hidden" name="id" value=id.0.to_string()/>
            <button
                type="submit" class="mover__button mover__button--up" id=up name="to"
                value=move || value(above()) disabled=move || above().is_none() on:click=wait
                aria-label=format!("Move {title} up")
            >
                <Icon name=IconName::Chevron/>
            </button>
            <button
                type="submit" class="mover__button" id=down name="to"
                value=move || value(below()) disabled=move || below().is_none() on:click=wait
                aria-label=format!("Move {title} down")
            >
                <Icon name=IconName::Chevron/>
            </button>
            <span
                class="mover__grip" draggable="true" aria-hidden="true" title="Drag to move"
                on:dragstart=on_dragstart
                on:dragend=move |_| order.dragged.set(None)
            >
                <Icon name=IconName::Grip/>
            </span>
        </ActionForm>
    }
    .into_any()
}

/// What is decided, as four buttons. The one that is pressed shows at once, and comes back if the
/// server refuses.
#[component]
fn Decision(
    shelf: CollectionId,
    item: RwSignal<Item>,
    collection: RwSignal<Collection>,
) -> impl IntoView {
    let (id, title) = item.with_untracked(|item| (item.id, item.listing.title.clone()));
    let change = ServerAction::<ChangeItem>::new();
    let toasts = use_toasts();
    let shown = Memo::new(move |_| {
        let asked = change
            .input()
            .with(|asked| ItemStatus::from_name(asked.as_ref()?.item.status.as_deref()?));
        asked.unwrap_or_else(|| item.with(|item| item.status))
    });
    let label = format!("Status of {title}");
    Effect::new(move || {
        let outcome = change.value().get();
        if change.version().get_untracked() == 0 {
            return;
        }
        let was = item.with_untracked(|item| item.status);
        match outcome {
            Some(Ok(now)) => {
                collection.update(|it| it.counts.shift(Some(was), Some(now.status)));
                item.set(now);
            }
            Some(Err(error)) => toasts.failed(format!(
                "{title} is still {}. {error}",
                was.label().to_lowercase()
            )),
            None => {}
        }
    });
    view! {
        <ActionForm action=change>
            <input type="hidden" name="collection" value=shelf.0.to_string()/>
            <input type="hidden" name="id" value=id.0.to_string()/>
            <StatusChips label=label name="item[status]" decided=shown/>
        </ActionForm>
    }
    .into_any()
}

/// Offers to move what is bought out of the way.
#[component]
fn Archive(item: RwSignal<Item>) -> impl IntoView {
    let listing = item.with_untracked(|item| item.listing.id);
    let archive = ServerAction::<ArchiveBought>::new();
    let toasts = use_toasts();
    let is_offered = Memo::new(move |_| {
        item.with(|item| item.status == ItemStatus::Bought && !item.listing.is_archived)
    });
    Effect::new(move || {
        let outcome: Option<Result<_, Error>> = archive.value().get();
        if archive.version().get_untracked() == 0 {
            return;
        }
        match outcome {
            Some(Ok(_)) => {
                item.update(|item| item.listing.is_archived = true);
                toasts.done("The offer is archived");
            }
            Some(Err(error)) => toasts.failed(format!("The offer was not archived. {error}")),
            None => {}
        }
    });
    move || {
        is_offered.get().then(|| {
            view! {
                <ActionForm action=archive attr:class="bought">
                    <input type="hidden" name="listing" value=listing.0.to_string()/>
                    <span>"It is yours now. Take the offer out of your rankings?"</span>
                    <button type="submit" class="button button--small">"Archive offer"</button>
                </ActionForm>
            }
        })
    }
}

/// The time as forms send it back.
pub(super) fn stamp(time: OffsetDateTime) -> String {
    time.format(&Rfc3339).unwrap_or_default()
}
