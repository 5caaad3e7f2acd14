//! The page of one offer: what it is, why its price comes to what it comes to, and who sees it.

pub mod actions;
mod ending;
mod header;
mod notes;
mod overview;
mod price;
mod sharing;
mod valuation;

use actions::{
    ChangeListing, ChooseRulesets, DeleteListing, EndLink, MakeLink, NotePrice, Offer, SendOffer,
    Shown, Tab, TakeBack, get_offer,
};
use ending::ConfirmDelete;
use header::Header;
use leptos::{prelude::*, server_fn::ServerFn};
use leptos_meta::Title;
use leptos_router::{
    NavigateOptions,
    hooks::{use_navigate, use_params_map, use_query_map},
};
use notes::Notes;
use overview::Overview;
use sharing::Sharing;
use valuation::Valuation;

use super::{LISTINGS, actions::CopyFromLibrary, ask, library, not_here::NotHere};
use crate::{
    components::{ListSkeleton, NotLoaded, Notice, Tone, use_toasts},
    domain::listing::{Listing, ListingId},
    error::Error,
};

/// What can be done on this page.
#[derive(Clone, Copy)]
struct Actions {
    change: ServerAction<ChangeListing>,
    /// Puts the offer away, or brings it back.
    status: ServerAction<ChangeListing>,
    delete: ServerAction<DeleteListing>,
    price: ServerAction<NotePrice>,
    choose: ServerAction<ChooseRulesets>,
    make_link: ServerAction<MakeLink>,
    end_link: ServerAction<EndLink>,
    send: ServerAction<SendOffer>,
    take_back: ServerAction<TakeBack>,
    copy: ServerAction<CopyFromLibrary>,
}

/// One offer.
#[component]
pub fn ListingPage() -> impl IntoView {
    let (params, query) = (use_params_map(), use_query_map());
    let id = Memo::new(move |_| ask::id(&params.get()));
    let tab = Memo::new(move |_| query.with(|query| tab(query.get_str("tab"))));
    let actions = Actions {
        change: ServerAction::new(),
        status: ServerAction::new(),
        delete: ServerAction::new(),
        price: ServerAction::new(),
        choose: ServerAction::new(),
        make_link: ServerAction::new(),
        end_link: ServerAction::new(),
        send: ServerAction::new(),
        take_back: ServerAction::new(),
        copy: ServerAction::new(),
    };
    // Not on every answer: what was typed into a form that failed stays.
    let done = RwSignal::new(0_u32);
    let data = Resource::new(
        move || (id.get(), tab.get(), done.get()),
        |(id, tab, _)| get_offer(id, tab),
    );
    tell(actions, done);
    view! {
        <div class="page">
            <Transition fallback=|| view! { <ListSkeleton label="Loading the offer"/> }>
                {move || data.get().map(|outcome| match outcome {
                    Ok(offer) => view! { <Found offer=offer actions=actions/> }.into_any(),
                    Err(Error::NotFound) => view! { <NotHere/> }.into_any(),
                    Err(error) => view! {
                        <Title text="Offer"/>
                        <NotLoaded title="The offer could not be loaded" message=error.to_string()/>
                    }
                    .into_any(),
                })}
            </Transition>
        </div>
    }
    .into_any()
}

/// The page of an offer.
fn path(id: ListingId) -> String {
    format!("/listings/{}", id.0)
}

fn tab(name: Option<&str>) -> Tab {
    match name {
        Some("valuation") => Tab::Valuation,
        Some("notes") => Tab::Notes,
        Some("sharing") => Tab::Sharing,
        _ => Tab::Overview,
    }
}

/// Says what was done, and shows how things stand after it.
fn tell(actions: Actions, done: RwSignal<u32>) {
    after(actions.change, done, |_| Some("Offer changed".to_owned()));
    after(actions.status, done, |_| Some("Offer changed".to_owned()));
    after(actions.price, done, |listing: Listing| {
        let price = listing.details.price_usd.map(crate::components::amount);
        price.map(|price| format!("Price noted: {price}"))
    });
    after(actions.choose, done, |_| Some("Valued anew".to_owned()));
    after(actions.make_link, done, |_| None);
    after(actions.end_link, done, |()| Some("Link ended".to_owned()));
    after(actions.send, done, |share| {
        Some(format!("Sent to {}", share.with.name))
    });
    after(actions.take_back, done, |()| Some("Taken back".to_owned()));
    let (toasts, navigate) = (use_toasts(), use_navigate());
    Effect::new(move || {
        if let Some(Ok(copy)) = actions.copy.value().get() {
            toasts.done("This is your copy. Your rules value it.");
            navigate(&path(copy.id), NavigateOptions::default());
        }
    });
    let navigate = use_navigate();
    Effect::new(move || {
        if let Some(Ok(())) = actions.delete.value().get() {
            toasts.done("Offer deleted");
            navigate("/listings", NavigateOptions::default());
        }
    });
}

fn after<T, O>(
    action: ServerAction<T>,
    done: RwSignal<u32>,
    words: impl Fn(O) -> Option<String> + Send + Sync + 'static,
) where
    T: ServerFn<Output = O, Error = Error> + Clone + Send + Sync + 'static,
    O: Clone + Send + Sync + 'static,
{
    let toasts = use_toasts();
    Effect::new(move || {
        if let Some(Ok(output)) = action.value().get() {
            if let Some(words) = words(output) {
                toasts.done(words);
            }
            done.update(|count| *count = count.wrapping_add(1));
        }
    });
}

#[component]
fn Found(offer: Offer, actions: Actions) -> impl IntoView {
    let Offer {
        listing,
        cpu,
        gpu,
        rating,
        room,
        shown,
        as_of,
    } = offer;
    let (id, is_mine, updated_at) = (listing.id, listing.is_mine, listing.updated_at);
    // Signals: neither asks the server anew.
    let query = use_query_map();
    let was_added = move || is_mine && query.with(|query| query.get_str("added").is_some());
    let confirms =
        move || is_mine && query.with(|query| query.get_str("confirm") == Some("delete"));
    let here = match &shown {
        Shown::Overview(_) => Tab::Overview,
        Shown::Valuation(_) => Tab::Valuation,
        Shown::Notes => Tab::Notes,
        Shown::Sharing(_) => Tab::Sharing,
    };
    let marks = cpu.as_ref().and_then(|cpu| cpu.mark_multi);
    let about = listing.clone();
    let added = listing.clone();
    let shown = match shown {
        Shown::Overview(history) => view! {
            <Overview listing=listing cpu=cpu gpu=gpu history=history as_of=as_of actions=actions/>
        }
        .into_any(),
        Shown::Valuation(valued) => view! {
            <Valuation listing=listing valued=*valued marks=marks action=actions.choose/>
        }
        .into_any(),
        Shown::Notes => view! { <Notes listing=listing action=actions.change/> }.into_any(),
        Shown::Sharing(shared) => view! {
            <Sharing id=id shared=shared as_of=as_of actions=actions/>
        }
        .into_any(),
    };
    view! {
        <Title text=about.details.title.clone()/>
        {move || was_added().then(|| view! { <Added listing=added.clone()/> })}
        <p class="crumb"><a href=LISTINGS>"Listings"</a></p>
        {view! { <Header listing=about rating=rating room=room actions=actions/> }.into_any()}
        {move || confirms().then(|| view! { <ConfirmDelete id=id updated_at=updated_at action=actions.delete/> })}
        {is_mine.then(|| view! { <Tabs id=id here=here/> })}
        {shown}
    }
    .into_any()
}

/// What a toast says once the script has arrived.
#[component]
fn Added(listing: Listing) -> impl IntoView {
    let why = format!("/listings/{}?tab=valuation", listing.id.0);
    view! {
        <Notice tone=Tone::Good title=ask::added(&listing)>
            <a href=why>"Why this number"</a>
        </Notice>
    }
    .into_any()
}

#[component]
fn Tabs(id: ListingId, here: Tab) -> impl IntoView {
    let page = path(id);
    let tabs = [
        (Tab::Overview, "Overview", page.clone()),
        (Tab::Valuation, "Valuation", format!("{page}?tab=valuation")),
        (Tab::Notes, "Notes", format!("{page}?tab=notes")),
        (Tab::Sharing, "Sharing", format!("{page}?tab=sharing")),
    ]
    .map(|(tab, label, href)| {
        let current = (tab == here).then_some("page");
        view! { <li><a class="tabs__link" href=href aria-current=current>{label}</a></li> }
    })
    .collect_view();
    view! {
        <nav class="tabs" aria-label="Offer">
            <ul class="tabs__list">{tabs}</ul>
        </nav>
    }
    .into_any()
}
