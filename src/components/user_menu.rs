use leptos::{
    ev, html,
    prelude::*,
    wasm_bindgen::JsCast,
    web_sys::{EventTarget, Node},
};

use super::{Avatar, Icon, IconName};
use crate::domain::user::Plan;

/// Who is signed in, and what they can do about it.
///
/// A `<details>`: it opens and its links work without JavaScript. With it, Escape closes it and
/// gives the focus back, and so does going elsewhere by mouse or keyboard.
#[component]
pub fn UserMenu(
    /// The name to show.
    #[prop(into)]
    name: String,
    /// Their address, once known.
    #[prop(optional_no_strip, into)]
    email: Option<String>,
    /// Their picture; initials stand in.
    #[prop(optional_no_strip, into)]
    avatar_url: Option<String>,
    /// How much they may keep.
    #[prop(optional)]
    plan: Option<Plan>,
    /// The entries: links and buttons.
    children: Children,
) -> impl IntoView {
    let menu = NodeRef::<html::Details>::new();
    let button = NodeRef::<html::Summary>::new();
    close_on_leaving(menu);
    let on_keydown = move |event: ev::KeyboardEvent| {
        if event.key() == "Escape"
            && close(menu)
            && let Some(button) = button.get()
        {
            // Fails only on an element that is gone.
            let _ = button.focus();
        }
    };
    view! {
        <details class="menu user-menu" node_ref=menu on:keydown=on_keydown>
            <summary class="menu__button" node_ref=button>
                <Avatar name=name.clone() url=avatar_url.clone()/>
                <span class="visually-hidden">"Account menu: "</span>
                <span class="user-menu__name">{name.clone()}</span>
                <Icon name=IconName::Chevron/>
            </summary>
            <div class="menu__panel">
                <div class="menu__head">
                    <Avatar name=name.clone() url=avatar_url large=true/>
                    <div class="menu__who">
                        <p class="menu__name">{name}</p>
                        {email.map(|email| view! { <p class="menu__email">{email}</p> })}
                        {plan.map(|plan| view! { <p class="menu__plan">{format!("{} plan", plan.label())}</p> })}
                    </div>
                </div>
                <div class="menu__items" on:click=move |_| { close(menu); }>{children()}</div>
            </div>
        </details>
    }
    .into_any()
}

/// Whether it was open.
fn close(menu: NodeRef<html::Details>) -> bool {
    menu.get_untracked().is_some_and(|menu| {
        let was_open = menu.has_attribute("open");
        // Fails only on an invalid name.
        let _ = menu.remove_attribute("open");
        was_open
    })
}

/// Closes the menu when something outside is clicked or focused. Only in the browser: the server
/// runs no effects.
fn close_on_leaving(menu: NodeRef<html::Details>) {
    Effect::new(move || {
        let leave = move |target: Option<EventTarget>| {
            let target = target.and_then(|target| target.dyn_into::<Node>().ok());
            if menu
                .get_untracked()
                .is_some_and(|menu| !menu.contains(target.as_ref()))
            {
                close(menu);
            }
        };
        let click = window_event_listener(ev::click, move |event| leave(event.target()));
        let focus = window_event_listener(ev::focusin, move |event| leave(event.target()));
        on_cleanup(move || {
            click.remove();
            focus.remove();
        });
    });
}
