use leptos::{form::ActionForm, prelude::*};

use super::actions::{SwitchRules, Switchable};
use crate::{
    components::{Notice, Switch, Tone, use_toasts},
    serverfn::refused,
};

/// Switches a ruleset, a group or a rule on and off. Shows at once what was asked for, and what it
/// was if that did not come about.
#[component]
pub(super) fn Toggle(
    what: Switchable,
    id: i64,
    /// What it switches, as a name.
    name: String,
    /// Whether it is on, as loaded; follows what happens.
    on: RwSignal<bool>,
) -> impl IntoView {
    let action = ServerAction::<SwitchRules>::new();
    let toasts = use_toasts();
    Effect::new(move || match action.value().get() {
        Some(Ok(now)) => on.set(now),
        Some(Err(error)) if action.version().get_untracked() > 0 => {
            toasts.failed(error.to_string());
        }
        // What was sent without a script is told by the page, once for all its switches.
        Some(Err(_)) | None => {}
    });
    let asked = move || {
        action
            .input()
            .with(|input| input.as_ref().map(|input| input.on))
    };
    let shown = Signal::derive(move || asked().unwrap_or_else(|| on.get()));
    view! {
        <ActionForm action=action attr:class="switch-form">
            <input type="hidden" name="what" value=what.name()/>
            <input type="hidden" name="id" value=id.to_string()/>
            <input
                type="hidden" name="on"
                value={(!on.get_untracked()).to_string()}
                prop:value=move || (!on.get()).to_string()
            />
            <Switch label=format!("{name} counts") on=shown busy=action.pending()/>
        </ActionForm>
    }
    .into_any()
}

/// Says that a switch of this page was not switched, where no script could show it at the switch.
#[component]
pub(super) fn NotSwitched() -> impl IntoView {
    let error = refused::<SwitchRules>()?;
    Some(view! { <Notice tone=Tone::Bad title="Nothing was switched">{error.to_string()}</Notice> })
}
