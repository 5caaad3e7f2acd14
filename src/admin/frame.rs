use leptos::prelude::*;
use leptos_router::{components::Outlet, hooks::use_location};

/// The rooms of the admin area: name, address.
const ROOMS: [(&str, &str); 6] = [
    ("People", "/admin/people"),
    ("Audit log", "/admin/audit"),
    ("Webhooks", "/admin/webhooks"),
    ("Sync", "/admin/sync"),
    ("Ownerless rows", "/admin/ownerless"),
    ("System", "/admin/system"),
];
/// The area's own address shows this room.
const OVERVIEW: &str = "/admin/system";

/// The frame around every page of the admin area: its own navigation above the page.
#[component]
pub fn AdminPages() -> impl IntoView {
    let path = use_location().pathname;
    let rooms = ROOMS
        .into_iter()
        .map(|(name, href)| {
            view! {
                <li>
                    <a
                        class="tabs__link"
                        href=href
                        aria-current=move || path.with(|path| is_within(path, href)).then_some("page")
                    >
                        {name}
                    </a>
                </li>
            }
        })
        .collect_view();
    view! {
        <div class="admin-nav">
            <nav class="tabs" aria-label="Admin area">
                <ul class="tabs__list">{rooms}</ul>
            </nav>
        </div>
        <Outlet/>
    }
    .into_any()
}

/// Whether a path is the room's page or one below it.
fn is_within(path: &str, room: &str) -> bool {
    let path = if path == "/admin" { OVERVIEW } else { path };
    path.strip_prefix(room)
        .is_some_and(|rest| rest.is_empty() || rest.starts_with('/'))
}

#[cfg(test)]
mod tests {
    use super::is_within;

    #[test]
    fn a_room_is_current_on_its_pages_and_the_overview_on_the_areas_own_address() {
        assert!(is_within("/admin/people", "/admin/people"));
        assert!(is_within("/admin/people/7", "/admin/people"));
        assert!(is_within("/admin", "/admin/system"));
        assert!(!is_within("/admin", "/admin/people"));
        assert!(!is_within("/admin/peoples", "/admin/people"));
    }
}
