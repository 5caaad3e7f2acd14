use leptos::prelude::*;
use leptos_meta::Title;
use leptos_router::{hooks::use_query_map, params::ParamsMap};

use super::{
    EXPORT, IMPORT, LISTINGS,
    actions::{
        ActOnOffers, AddListing, CopyFromLibrary, Listings, LoadSamples, RemoveSamples,
        UpdatePrice, list_listings,
    },
    filters::Filters,
    library::{LibraryHead, copy_failed, tell_of_copy},
    quick_add::QuickAdd,
    samples::{LoadSamplesForm, RemoveSamplesForm, samples_failed},
    selection::{Selection, selection_failed},
    table::OffersTable,
};
use crate::{
    components::{
        ButtonKind, EmptyState, ErrorState, LinkButton, ListSkeleton, Notice, PageHeader, Paging,
        Tone,
    },
    domain::{
        listing::{ListingFilter, SHARED_LIBRARY},
        plan::Room,
    },
    error::Error,
};

/// What can be done on this page, for what follows from it.
#[derive(Clone, Copy)]
pub(super) struct Actions {
    pub add: ServerAction<AddListing>,
    pub act: ServerAction<ActOnOffers>,
    pub price: ServerAction<UpdatePrice>,
    pub copy: ServerAction<CopyFromLibrary>,
    pub load: ServerAction<LoadSamples>,
    pub remove: ServerAction<RemoveSamples>,
}

/// The list of offers.
#[component]
pub fn ListingsPage() -> impl IntoView {
    let actions = Actions {
        add: ServerAction::new(),
        act: ServerAction::new(),
        price: ServerAction::new(),
        copy: ServerAction::new(),
        load: ServerAction::new(),
        remove: ServerAction::new(),
    };
    let query = use_query_map();
    let asked = Memo::new(move |_| query.with(asked));
    let changes = changes(actions);
    tell_of_copy(actions.copy);
    let data = Resource::new(
        move || (asked.get(), changes.get()),
        |(asked, _)| list_listings(asked),
    );
    let lead = MaybeProp::derive(move || data.get()?.ok().map(|found| lead(&found)));
    let is_first = Signal::derive(move || {
        data.get()
            .and_then(Result::ok)
            .is_some_and(|found| has_none(&found, &asked.get_untracked()))
    });
    view! {
        <Title text="Listings"/>
        <div class="page page--wide">
            <Transition fallback=|| view! { <ListSkeleton label="Loading your offers"/> }>
                <PageHeader title="Listings" lead=lead>
                    <LinkButton href=IMPORT kind=ButtonKind::Quiet>"Import CSV"</LinkButton>
                    <a class="button button--quiet" href=EXPORT rel="external" download="">"Export CSV"</a>
                </PageHeader>
                <div class="stack">
                    {samples_failed(actions)}
                    {selection_failed(actions)}
                    {copy_failed(actions.copy)}
                    <QuickAdd action=actions.add unfolded=is_first/>
                    {move || data.get().map(|outcome| {
                        view! { <Found asked=asked.get_untracked() outcome=outcome actions=actions/> }
                    })}
                </div>
            </Transition>
        </div>
    }
    .into_any()
}

/// Counts what was done that the list shows. What failed leaves the list alone, and what was typed
/// into its rows.
fn changes(actions: Actions) -> RwSignal<u32> {
    let changes = RwSignal::new(0);
    let count = move |is_done: bool| {
        if is_done {
            changes.update(|changes| *changes += 1);
        }
    };
    Effect::new(move || count(matches!(actions.add.value().get(), Some(Ok(_)))));
    Effect::new(move || count(matches!(actions.act.value().get(), Some(Ok(_)))));
    Effect::new(move || count(matches!(actions.price.value().get(), Some(Ok(_)))));
    Effect::new(move || count(matches!(actions.copy.value().get(), Some(Ok(_)))));
    Effect::new(move || count(matches!(actions.load.value().get(), Some(Ok(_)))));
    Effect::new(move || count(matches!(actions.remove.value().get(), Some(Ok(_)))));
    changes
}

#[component]
fn Found(
    asked: ListingFilter,
    outcome: Result<Listings, Error>,
    actions: Actions,
) -> impl IntoView {
    let found = match outcome {
        Ok(found) => found,
        Err(error) => return view! { <Failed asked=asked error=error/> }.into_any(),
    };
    if has_none(&found, &asked) {
        return view! { <NoOffers actions=actions has_shared_library=found.has_shared_library/> }
            .into_any();
    }
    let Listings {
        page,
        facets,
        room,
        samples,
        has_shared_library,
        as_of,
    } = found;
    let is_shared_library = asked.is_shared_library();
    let list = if page.items.is_empty() {
        view! { <NothingMatches is_shared_library=is_shared_library/> }.into_any()
    } else {
        let at = |cursor: Option<String>| {
            let asked = ListingFilter {
                cursor,
                ..asked.clone()
            };
            asked.href(LISTINGS)
        };
        let first = asked.cursor.is_some().then(|| at(None));
        let next = page.next_cursor.map(|cursor| at(Some(cursor)));
        view! {
            <Selection actions=actions asked=asked.clone()/>
            <OffersTable
                offers=page.items asked=asked.clone() can_copy=room.is_left() as_of=as_of actions=actions
            />
            <Paging label="Pages of offers" first=first next=next/>
        }
        .into_any()
    };
    view! {
        {(room.is_short() && !is_shared_library).then(|| view! { <RoomNotice room=room/> })}
        {(samples > 0).then(|| view! { <RemoveSamplesForm action=actions.remove count=samples/> })}
        <Filters asked=asked facets=facets has_shared_library=has_shared_library error=None/>
        {is_shared_library.then(|| view! { <LibraryHead room=room action=actions.copy/> })}
        {list}
    }
    .into_any()
}

#[component]
fn Failed(asked: ListingFilter, error: Error) -> impl IntoView {
    let (title, message, hint) = match &error {
        Error::Invalid(_) => (
            "This list cannot be shown",
            "The address asks for something that is not known.".to_owned(),
            "Choose again above.",
        ),
        other => (
            "Your offers could not be loaded",
            other.to_string(),
            "Reload the page to try again.",
        ),
    };
    view! {
        <Filters asked=asked facets=Default::default() has_shared_library=false error=Some(error)/>
        <ErrorState title=title message=message hint=hint/>
    }
    .into_any()
}

#[component]
fn NoOffers(actions: Actions, has_shared_library: bool) -> impl IntoView {
    let library = format!("{LISTINGS}?library={SHARED_LIBRARY}");
    view! {
        <EmptyState
            title="No offers yet"
            text="Write down the first one above, or look around with 28 sample offers: invented, marked as such, gone with one click."
        >
            <LoadSamplesForm action=actions.load/>
            {has_shared_library.then(|| view! { <LinkButton href=library>"Shared library"</LinkButton> })}
        </EmptyState>
    }
    .into_any()
}

#[component]
fn NothingMatches(is_shared_library: bool) -> impl IntoView {
    let text = if is_shared_library {
        "No offer of the shared library is like that."
    } else {
        "None of your offers is like that."
    };
    view! {
        <EmptyState title="Nothing matches" text=text>
            <LinkButton href=LISTINGS>"Clear filters"</LinkButton>
        </EmptyState>
    }
    .into_any()
}

/// Tells that the plan is nearly used up, before it bites.
#[component]
fn RoomNotice(room: Room) -> impl IntoView {
    let left = room.left().unwrap_or_default();
    let title = match left {
        0 => "Your plan is full".to_owned(),
        1 => "Room for one more active offer".to_owned(),
        left => format!("Room for {left} more active offers"),
    };
    view! {
        <Notice tone=Tone::Warn title=title>
            {format!(
                "Your plan holds {}, and you have {}. Archived offers do not count.",
                room.limit.unwrap_or_default(), room.used,
            )}
        </Notice>
    }
}

/// Whether the person has no offer at all. Only an unnarrowed list can tell.
fn has_none(found: &Listings, asked: &ListingFilter) -> bool {
    found.page.total == 0
        && !asked.is_narrowed()
        && found.room.used == 0
        && found.facets == Default::default()
        && found.samples == 0
}

fn lead(found: &Listings) -> String {
    match found.page.total {
        0 => "What you find, written down.".to_owned(),
        1 => "1 offer.".to_owned(),
        count => format!("{count} offers."),
    }
}

/// The list that an address asks for.
fn asked(query: &ParamsMap) -> ListingFilter {
    let text = |name: &str| query.get(name).filter(|text| !text.trim().is_empty());
    ListingFilter {
        library: text("library"),
        q: text("q"),
        status: text("status"),
        condition: text("condition"),
        form_factor: text("form_factor"),
        cpu_maker: text("cpu_maker"),
        min_price: text("min_price"),
        max_price: text("max_price"),
        rating: text("rating"),
        sort: text("sort"),
        dir: text("dir"),
        cursor: text("cursor"),
        limit: text("limit"),
    }
}
