use leptos::prelude::*;

/// How loud a button is. At most one primary button a view.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum ButtonKind {
    /// What the view is for.
    Primary,
    /// One of several things to do.
    #[default]
    Plain,
    /// Without an outline until it is pointed at.
    Quiet,
    /// Destroys something.
    Danger,
}

impl ButtonKind {
    fn class(self) -> &'static str {
        match self {
            Self::Primary => "button button--primary",
            Self::Plain => "button",
            Self::Quiet => "button button--quiet",
            Self::Danger => "button button--danger",
        }
    }
}

/// A button that does something on this page.
#[component]
pub fn Button(
    /// How loud it is.
    #[prop(optional)]
    kind: ButtonKind,
    /// Submits its form instead of doing something of its own.
    #[prop(optional)]
    submit: bool,
    /// At work: keeps its width and the focus, and cannot be pressed again.
    #[prop(optional, into)]
    busy: Signal<bool>,
    /// What it does, as a verb and its object.
    children: Children,
) -> impl IntoView {
    let while_busy = move || busy.get().then_some("true");
    view! {
        <button
            type=if submit { "submit" } else { "button" }
            class=kind.class()
            // Not `disabled`, which would take the focus from who has pressed it.
            aria-disabled=while_busy
            aria-busy=while_busy
            on:click:capture=move |press| {
                if busy.get_untracked() {
                    press.prevent_default();
                    press.stop_immediate_propagation();
                }
            }
        >
            <span class="button__label">{children()}</span>
        </button>
    }
}

/// A link that looks like a button, for the first thing to do on a page.
#[component]
pub fn LinkButton(
    /// Where it leads.
    #[prop(into)]
    href: String,
    /// How loud it is.
    #[prop(optional)]
    kind: ButtonKind,
    /// Larger, for pages with little else on them.
    #[prop(optional)]
    large: bool,
    /// What there is to do behind it.
    children: Children,
) -> impl IntoView {
    let size = if large { " button--large" } else { "" };
    view! { <a class=format!("{}{size}", kind.class()) href=href>{children()}</a> }
}
