use leptos::{prelude::*, wasm_bindgen::JsCast, web_sys::HtmlElement};

use super::{
    actions::{MoveItem, RemoveItem},
    item::ItemRow,
};
use crate::{
    components::{Column, Table, use_toasts},
    domain::{
        collection::{Collection, CollectionId, Item, ItemId},
        term,
    },
    error::Error,
};

const COLUMNS: [Column; 7] = [
    Column::Unseen("Order"),
    Column::Words("Offer and decision"),
    Column::Figures(term::PRICE_USD),
    Column::Figures(term::ADJUSTED_USD),
    Column::Figures(term::USD_PER_MARK),
    Column::Figures(term::SCORE),
    Column::Unseen("Remove"),
];

/// About a second, in which a row will have been moved.
const FRAMES_TO_WAIT: u8 = 60;

/// One item on the page. It changes in place, so that nothing else on the page moves or loses the
/// focus.
#[derive(Clone, Copy)]
pub(super) struct Entry {
    pub(super) id: ItemId,
    pub(super) item: RwSignal<Item>,
}

/// The order of the items, and how it is changed: at once on the page, and back if the server
/// refuses.
#[derive(Clone, Copy)]
pub(super) struct Order {
    entries: RwSignal<Vec<Entry>>,
    before: StoredValue<Vec<Entry>>,
    said: RwSignal<String>,
    /// Tells the server.
    pub(super) moving: ServerAction<MoveItem>,
    /// Whose button was pressed last.
    pub(super) pressed: StoredValue<Option<ItemId>>,
    /// What is being dragged.
    pub(super) dragged: RwSignal<Option<ItemId>>,
}

impl Order {
    fn of(items: Vec<Item>) -> Self {
        let entries = items
            .into_iter()
            .map(|item| Entry {
                id: item.id,
                item: RwSignal::new(item),
            })
            .collect::<Vec<_>>();
        Self {
            before: StoredValue::new(entries.clone()),
            entries: RwSignal::new(entries),
            said: RwSignal::new(String::new()),
            moving: ServerAction::new(),
            pressed: StoredValue::new(None),
            dragged: RwSignal::new(None),
        }
    }

    /// The items before and after one.
    pub(super) fn neighbours(self, id: ItemId) -> (Option<ItemId>, Option<ItemId>) {
        self.entries.with(|entries| {
            let Some(at) = entries.iter().position(|entry| entry.id == id) else {
                return (None, None);
            };
            let there = |at: usize| entries.get(at).map(|entry| entry.id);
            (at.checked_sub(1).and_then(there), there(at + 1))
        })
    }

    /// Moves an item to where another one stands.
    pub(super) fn send(self, collection: CollectionId, id: ItemId, to: ItemId) {
        if !self.moving.pending().get_untracked() {
            self.moving.dispatch(MoveItem { collection, id, to });
        }
    }

    fn moved(self, id: ItemId, to: ItemId) {
        self.before.set_value(self.entries.get_untracked());
        self.entries.update(|entries| {
            let place = |id: ItemId| entries.iter().position(|entry| entry.id == id);
            if let (Some(from), Some(goal)) = (place(id), place(to)) {
                let entry = entries.remove(from);
                entries.insert(goal, entry);
            }
        });
        self.say(id);
        // What is moved in the document loses the focus.
        if self.pressed.get_value() == Some(id) {
            self.pressed.set_value(None);
            request_animation_frame(move || hold_focus(id, FRAMES_TO_WAIT));
        }
    }

    fn say(self, id: ItemId) {
        let told = self.entries.with_untracked(|entries| {
            let place = entries.iter().position(|entry| entry.id == id)?;
            let entry = entries.get(place)?;
            let title = entry.item.with_untracked(|item| item.listing.title.clone());
            Some(format!("{title}: place {} of {}", place + 1, entries.len()))
        });
        self.said.set(told.unwrap_or_default());
    }

    fn remove(self, id: ItemId) {
        self.entries
            .update(|entries| entries.retain(|entry| entry.id != id));
    }
}

/// Ids of the buttons that move an item.
pub(super) fn move_ids(id: ItemId) -> [String; 2] {
    [format!("up-{}", id.0), format!("down-{}", id.0)]
}

/// Gives the focus back to the button that was pressed, or to its twin where it has become idle, and
/// again if it is lost to nobody: the row may be moved a moment later.
fn hold_focus(id: ItemId, frames_left: u8) {
    let is_free = document()
        .active_element()
        .is_none_or(|active| active.tag_name() == "BODY");
    if is_free {
        let buttons = move_ids(id).map(|id| {
            document()
                .get_element_by_id(&id)
                .and_then(|it| it.dyn_into::<HtmlElement>().ok())
        });
        let is_idle = |button: &HtmlElement| button.has_attribute("disabled");
        if let Some(button) = buttons.into_iter().flatten().find(|it| !is_idle(it)) {
            // Fails only on an element that is gone.
            let _ = button.focus();
        }
    }
    if frames_left > 0 {
        request_animation_frame(move || hold_focus(id, frames_left - 1));
    }
}

/// The offers of a collection, in its order. One whose status changes stays where it is until the
/// page is asked for again, so that a slip can be undone.
#[component]
pub(super) fn Items(
    collection: RwSignal<Collection>,
    items: Vec<Item>,
    reload: Callback<()>,
) -> impl IntoView {
    let order = Order::of(items);
    let toasts = use_toasts();
    let moving = order.moving;
    Effect::new(move || {
        if let Some(MoveItem { id, to, .. }) = moving.input().get() {
            order.moved(id, to);
        }
    });
    Effect::new(move || {
        let outcome = moving.value().get();
        if moving.version().get_untracked() > 0
            && let Some(Err(error)) = outcome
        {
            order.entries.set(order.before.get_value());
            toasts.failed(format!("The order is as it was. {error}"));
        }
    });
    let removing = ServerAction::<RemoveItem>::new();
    Effect::new(move || {
        let outcome = removing.value().get();
        if removing.version().get_untracked() == 0 {
            return;
        }
        match outcome {
            Some(Ok(id)) => {
                if let Some(title) = forget(order, collection, id) {
                    toasts.done(format!("{title} is out. The offer stays in your list."));
                }
                if order.entries.with_untracked(Vec::is_empty) {
                    reload.run(());
                }
            }
            Some(Err(Error::NotFound)) => reload.run(()),
            Some(Err(error)) => toasts.failed(format!("Nothing was removed. {error}")),
            None => {}
        }
    });
    view! {
        <Table
            look="table--cards table--picks" caption="Offers in this collection, in your order"
            columns=COLUMNS
        >
            <For each=move || order.entries.get() key=|entry| entry.id let(entry)>
                <ItemRow entry=entry order=order collection=collection removing=removing/>
            </For>
        </Table>
        <p class="visually-hidden" role="status">{move || order.said.get()}</p>
    }
    .into_any()
}

/// Takes an item off the page; gives its title.
fn forget(order: Order, collection: RwSignal<Collection>, id: ItemId) -> Option<String> {
    let gone = order
        .entries
        .with_untracked(|entries| entries.iter().copied().find(|entry| entry.id == id))?;
    let (title, status) = gone
        .item
        .with_untracked(|item| (item.listing.title.clone(), item.status));
    order.remove(id);
    collection.update(|it| it.counts.shift(Some(status), None));
    Some(title)
}
