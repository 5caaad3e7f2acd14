use leptos::{html::Nav, prelude::*};

use super::{Icon, IconName, Logo, app_header::in_short};

/// The doors, in order: name, address, icon. A new room gets its entry here and nowhere else.
const ENTRIES: [(&str, &str, IconName); 10] = [
    ("Dashboard", "/dashboard", IconName::Dashboard),
    ("Listings", "/listings", IconName::Listings),
    ("Compare", "/compare", IconName::Compare),
    ("Collections", "/collections", IconName::Collections),
    ("Discover", DISCOVER, IconName::Discover),
    ("Inbox", INBOX, IconName::Inbox),
    ("Scoring profiles", "/profiles", IconName::Profiles),
    ("Valuation rules", "/rules", IconName::Rules),
    ("CPUs", "/cpus", IconName::Cpu),
    ("Graphics cards", "/gpus", IconName::Gpu),
];

/// The door that tells how much has come in.
const INBOX: &str = "/inbox";

/// The door that is there while an administrator has it switched on.
const DISCOVER: &str = "/discover";

/// The doors that are not about offers, below a line.
const SETTINGS: (&str, &str, IconName) = ("Settings", "/settings", IconName::Settings);

/// The door that only administrators have.
const ADMIN: (&str, &str, IconName) = ("Admin", "/admin/people", IconName::Shield);

/// The element's id, which the button that opens the drawer names.
pub(super) const RAIL: &str = "rail";

/// The main navigation: a column on wide screens, below that a drawer. The drawer is a popover,
/// so opening, Escape and a click beside it need no JavaScript.
#[component]
pub fn Rail(
    /// The path of the page that shows, to mark its entry.
    #[prop(into)]
    current: Signal<String>,
    /// How much has come in and was not looked at.
    #[prop(into)]
    unread: Signal<i64>,
    /// Whether the admin area has a door.
    #[prop(optional)]
    admin: bool,
    /// Whether the discover page has one.
    #[prop(optional)]
    discover: bool,
) -> impl IntoView {
    let rail = NodeRef::<Nav>::new();
    // The router replaces the page without a reload, which would have closed the drawer.
    let close = move |_| {
        if let Some(rail) = rail.get() {
            // Fails only where it was not open.
            let _ = rail.hide_popover();
        }
    };
    let entry = move |(name, href, icon): (&'static str, &'static str, IconName)| {
        let room = if href == ADMIN.1 { "/admin" } else { href };
        view! {
            <li>
                <a
                    class="rail__link"
                    href=href
                    aria-current=move || is_within(&current.get(), room).then_some("page")
                    on:click=close
                >
                    <Icon name=icon/>
                    {name}
                    {(href == INBOX).then(|| view! { <Count count=unread/> })}
                </a>
            </li>
        }
    };
    let work = ENTRIES
        .into_iter()
        .filter(|(_, href, _)| discover || *href != DISCOVER)
        .map(entry)
        .collect_view();
    let own = [SETTINGS]
        .into_iter()
        .chain(admin.then_some(ADMIN))
        .map(entry)
        .collect_view();
    view! {
        <nav class="rail" id=RAIL popover="auto" aria-label="Main" node_ref=rail>
            <div class="rail__head">
                <Logo href="/dashboard"/>
                <button
                    type="button"
                    class="button button--quiet button--icon"
                    popovertarget=RAIL
                    popovertargetaction="hide"
                    aria-label="Close navigation"
                >
                    <Icon name=IconName::Close/>
                </button>
            </div>
            <div class="rail__lists">
                <ul class="rail__list">{work}</ul>
                <ul class="rail__list">{own}</ul>
            </div>
        </nav>
    }
    .into_any()
}

/// How much there is behind a door.
#[component]
fn Count(count: Signal<i64>) -> impl IntoView {
    move || {
        in_short(count.get()).map(|count| {
            view! { <span class="rail__count">{count} <span class="visually-hidden">" new"</span></span> }
        })
    }
}

/// Whether a path is the entry's page or one below it.
fn is_within(path: &str, entry: &str) -> bool {
    path.strip_prefix(entry)
        .is_some_and(|rest| rest.is_empty() || rest.starts_with('/'))
}

#[cfg(test)]
mod tests {
    use super::is_within;

    #[test]
    fn an_entry_is_current_on_its_page_and_the_pages_below() {
        assert!(is_within("/listings", "/listings"));
        assert!(is_within("/listings/7/edit", "/listings"));
        assert!(!is_within("/listings-old", "/listings"));
        assert!(!is_within("/dashboard", "/listings"));
    }
}
