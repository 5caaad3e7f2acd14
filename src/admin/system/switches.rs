use leptos::{form::ActionForm, prelude::*};

use super::actions::SetSwitch;
use crate::{
    components::{Notice, Switch, Tone, use_toasts},
    domain::admin::ApplicationSwitch,
    serverfn::refused,
};

/// What is on or off for everybody.
#[component]
pub(super) fn Switches(switches: Vec<ApplicationSwitch>) -> impl IntoView {
    let rows = switches
        .into_iter()
        .map(|switch| view! { <Row switch=switch/> })
        .collect_view();
    view! {
        <section class="stack stack--tight" aria-labelledby="switches-title">
            <h2 id="switches-title">"Switches"</h2>
            <p class="muted">"For everybody, from the next page that they open. Each change goes into the audit log."</p>
            <NotSwitched/>
            <ul class="links">{rows}</ul>
        </section>
    }
    .into_any()
}

/// Says that a switch was not switched, where no script could show it at the switch.
#[component]
fn NotSwitched() -> impl IntoView {
    let error = refused::<SetSwitch>()?;
    Some(view! { <Notice tone=Tone::Bad title="Nothing was switched">{error.to_string()}</Notice> })
}

/// Shows at once what was asked for, and what it was if that did not come about.
#[component]
fn Row(switch: ApplicationSwitch) -> impl IntoView {
    let ApplicationSwitch {
        name,
        description,
        enabled,
    } = switch;
    let on = RwSignal::new(enabled);
    let action = ServerAction::<SetSwitch>::new();
    let toasts = use_toasts();
    Effect::new(move || match action.value().get() {
        Some(Ok(now)) => {
            let word = if now.enabled { "on" } else { "off" };
            toasts.done(format!("{} is {word}", now.name));
            on.set(now.enabled);
        }
        Some(Err(error)) if action.version().get_untracked() > 0 => {
            toasts.failed(error.to_string());
        }
        // What was sent without a script is told above, once for all switches.
        Some(Err(_)) | None => {}
    });
    let asked = move || {
        action
            .input()
            .with(|input| input.as_ref().map(|input| input.on))
    };
    let shown = Signal::derive(move || asked().unwrap_or_else(|| on.get()));
    view! {
        <li class="links__item">
            <div class="links__facts">
                <span>{description.clone()}</span>
                <code class="small muted wrap-anywhere">{name.clone()}</code>
            </div>
            <ActionForm action=action attr:class="switch-form">
                <input type="hidden" name="name" value=name/>
                <input
                    type="hidden" name="on"
                    value={(!on.get_untracked()).to_string()}
                    prop:value=move || (!on.get()).to_string()
                />
                <Switch label=description on=shown busy=action.pending()/>
            </ActionForm>
        </li>
    }
    .into_any()
}
