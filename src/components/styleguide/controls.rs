//! What is pressed: buttons and links, switches and chips, menus, and what unfolds.

use leptos::prelude::*;
use leptos_router::{components::Router, location::RequestUrl};

use super::Section;
use crate::{
    components::{
        Button, ButtonKind, Composer, Confirm, Field, Icon, IconName, LinkButton, StatusChips,
        Switch, UserMenu,
    },
    domain::{collection::ItemStatus, user::Plan},
};

/// Buttons and links.
#[component]
pub(super) fn Controls() -> impl IntoView {
    let kinds = [
        (ButtonKind::Primary, "Add offer"),
        (ButtonKind::Plain, "Change plan"),
        (ButtonKind::Quiet, "Not now"),
        (ButtonKind::Danger, "End session"),
    ];
    let idle = kinds.map(|(kind, label)| view! { <Button kind=kind>{label}</Button> });
    let busy = kinds.map(|(kind, label)| {
        view! { <Button kind=kind busy=Signal::stored(true)>{label}</Button> }
    });
    let links = kinds
        .map(|(kind, label)| view! { <LinkButton kind=kind href="#main">{label}</LinkButton> });
    view! {
        <Section title="Buttons and links">
            <h3>"At rest"</h3>
            <div class="cluster">{idle.collect_view()}</div>
            <h3>"At work"</h3>
            <div class="cluster">{busy.collect_view()}</div>
            <h3>"Not to be used now"</h3>
            <div class="cluster"><button type="button" class="button" disabled=true>"Next page"</button></div>
            <h3>"Links that look like buttons"</h3>
            <div class="cluster">{links.collect_view()}</div>
            <h3>"A link"</h3>
            <p>"Prices are compared by " <a href="#main">"a ruleset"</a> "."</p>
            <h3>"A menu"</h3>
            <div class="styleguide__menu">
                <UserMenu name="Ada Ashworth" email=Some("ada@example.com".to_owned()) plan=Plan::Solo>
                    <a href="#main"><Icon name=IconName::Settings/> "Settings"</a>
                    <button type="button"><Icon name=IconName::SignOut/> "Sign out"</button>
                </UserMenu>
            </div>
        </Section>
    }
    .into_any()
}

/// What is on or off, and what is decided.
#[component]
pub(super) fn Choices() -> impl IntoView {
    let switches = [("RAM", true), ("Windows Pro licence", false)].map(|(rule, is_on)| {
        view! {
            <div class="cluster">
                <Switch label=format!("{rule} counts") on=Signal::stored(is_on)/>
                <span>{rule}</span>
            </div>
        }
    });
    let chips = [
        ("Apple Mac mini M2", ItemStatus::Undecided),
        ("Beelink SER5 MAX", ItemStatus::Shortlisted),
        ("Lenovo ThinkCentre M710q", ItemStatus::Rejected),
        ("Dell OptiPlex 7060 Micro", ItemStatus::Bought),
    ]
    .map(|(offer, decided)| {
        view! {
            <div class="stack stack--tight">
                <p class="small">{offer}</p>
                <StatusChips label=format!("Status of {offer}") name="status" decided=Signal::stored(decided)/>
            </div>
        }
    });
    view! {
        <Section title="Switches and chips">
            <h3>"On or off"</h3>
            <div class="stack stack--tight">{switches.collect_view()}</div>
            <h3>"One of a few"</h3>
            <div class="stack">{chips.collect_view()}</div>
        </Section>
    }
    .into_any()
}

/// What is folded away until it is needed.
#[component]
pub(super) fn Unfolding() -> impl IntoView {
    view! {
        <Section title="What unfolds">
            <h3>"A form above the list it adds to"</h3>
            <AddOffer/>
            <h3>"What cannot be taken back"</h3>
            <Confirm
                label="Delete ruleset"
                text="Quiet machines and its 4 rules will be gone, and your offers are valued without them."
            >
                <div><Button kind=ButtonKind::Danger>"Delete for good"</Button></div>
            </Confirm>
        </Section>
    }
    .into_any()
}

/// A composer asks the router for the address. This page has none, so it gets one for itself.
#[component]
fn AddOffer() -> impl IntoView {
    provide_context(RequestUrl::default());
    view! {
        <Router>
            <Composer id="sg-composer" title="Add an offer" open=Signal::stored(true)>
                <div class="stack">
                    <Field id="sg-composer-title" label="Title" value="Minisforum UM780 XTX"/>
                    <div class="form-actions">
                        <Button kind=ButtonKind::Primary>"Add offer"</Button>
                    </div>
                </div>
            </Composer>
        </Router>
    }
    .into_any()
}
