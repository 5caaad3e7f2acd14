//! What has come in: offers that people have sent, those one has sent oneself, and what the
//! application has to tell.

pub mod actions;
mod news;
mod share;
mod shares;

pub use self::share::SharePage;

use leptos::prelude::*;
use leptos_meta::Title;
use leptos_router::hooks::use_query_map;

use self::{
    news::NewsTab,
    shares::{ReceivedTab, SentTab},
};
use crate::components::{PageHeader, Paging, TabLink, TabLinks};

/// Where offers are that were received.
pub const INBOX: &str = "/inbox";
/// Where offers are that were sent.
pub const SENT: &str = "/inbox?tab=sent";
/// Where notifications are.
const NEWS: &str = "/inbox?tab=notifications";

const TABS: [TabLink; 3] = [
    TabLink {
        label: "Received",
        href: INBOX,
        reload: false,
    },
    TabLink {
        label: "Sent",
        href: SENT,
        reload: false,
    },
    TabLink {
        label: "Notifications",
        href: NEWS,
        reload: false,
    },
];

/// The inbox.
#[component]
pub fn InboxPage() -> impl IntoView {
    let query = use_query_map();
    let text = move |name: &str| query.with(|query| query.get(name).unwrap_or_default());
    let tab = Memo::new(move |_| match &*text("tab") {
        "sent" => SENT,
        "notifications" => NEWS,
        _ => INBOX,
    });
    let after = Memo::new(move |_| text("after"));
    view! {
        <Title text="Inbox"/>
        <div class="page">
            <PageHeader title="Inbox" lead="What people send you, what you have sent, and what there is to know."/>
            {move || {
                let tab = tab.get();
                view! {
                    <TabLinks label="Inbox" links=TABS.to_vec() current=tab/>
                    {match tab {
                        SENT => view! { <SentTab after=after/> }.into_any(),
                        NEWS => view! { <NewsTab after=after/> }.into_any(),
                        _ => view! { <ReceivedTab after=after/> }.into_any(),
                    }}
                }
            }}
        </div>
    }
    .into_any()
}

/// On and back to the beginning of a tab.
#[component]
fn TabPages(tab: &'static str, next: Option<i64>, is_first: bool) -> impl IntoView {
    let joint = if tab.contains('?') { '&' } else { '?' };
    let first = (!is_first).then(|| tab.to_owned());
    let next = next.map(|next| format!("{tab}{joint}after={next}"));
    view! { <Paging label="Pages" first=first next=next/> }
}
