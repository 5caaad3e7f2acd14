use std::time::Duration;

use leptos::prelude::*;

use super::{Icon, IconName, Tone};

/// Long enough to read a sentence twice.
const SHOWN_FOR: Duration = Duration::from_secs(8);
/// More would cover what they speak of; the oldest go.
const MOST_SHOWN: usize = 3;

#[derive(Clone, Debug, PartialEq, Eq)]
struct Toast {
    id: u32,
    tone: Tone,
    text: String,
    link: Option<(String, String)>,
}

/// Short news about what was just done. Kept by the application's root, read by [`ToastRegion`].
#[derive(Clone, Copy, Debug)]
pub struct Toasts {
    shown: RwSignal<Vec<Toast>>,
    next: StoredValue<u32>,
}

impl Toasts {
    /// Says that something worked. Goes by itself after eight seconds.
    pub fn done(self, text: impl Into<String>) {
        self.show_for_a_while(text.into(), None);
    }

    /// Says that something worked, with a link to more of it: its address and what it says.
    pub fn done_with(
        self,
        text: impl Into<String>,
        href: impl Into<String>,
        label: impl Into<String>,
    ) {
        self.show_for_a_while(text.into(), Some((href.into(), label.into())));
    }

    fn show_for_a_while(self, text: String, link: Option<(String, String)>) {
        let id = self.show(Tone::Good, text, link);
        if cfg!(target_family = "wasm") {
            set_timeout(move || self.dismiss(id), SHOWN_FOR);
        }
    }

    /// Says that something did not work. Stays until it is dismissed.
    pub fn failed(self, text: impl Into<String>) {
        self.show(Tone::Bad, text.into(), None);
    }

    fn show(self, tone: Tone, text: String, link: Option<(String, String)>) -> u32 {
        let id = self.next.get_value();
        self.next.set_value(id.wrapping_add(1));
        self.shown.update(|toasts| {
            // A part of a page that is made anew may say again what it has just said.
            toasts.retain(|shown| shown.text != text || shown.link != link);
            toasts.push(Toast {
                id,
                tone,
                text,
                link,
            });
            toasts.drain(..toasts.len().saturating_sub(MOST_SHOWN));
        });
        id
    }

    fn dismiss(self, id: u32) {
        self.shown
            .update(|toasts| toasts.retain(|toast| toast.id != id));
    }
}

/// Makes the toasts of this page's life and hands them to everything below.
pub fn provide_toasts() -> Toasts {
    let toasts = Toasts {
        shown: RwSignal::new(Vec::new()),
        next: StoredValue::new(0),
    };
    provide_context(toasts);
    toasts
}

/// The toasts from [`provide_toasts`]; where there are none, some that nobody sees.
#[must_use]
pub fn use_toasts() -> Toasts {
    use_context().unwrap_or_else(provide_toasts)
}

/// Says each time what an action has done.
pub fn tell_when_done<I, O, E>(action: Action<I, Result<O, E>>, told: fn(&O) -> String)
where
    I: Send + Sync + 'static,
    O: Clone + Send + Sync + 'static,
    E: Clone + Send + Sync + 'static,
{
    let toasts = use_toasts();
    Effect::new(move || {
        if let Some(Ok(done)) = action.value().get() {
            toasts.done(told(&done));
        }
    });
}

/// Where toasts appear. In the page from the start, because screen readers only read out what
/// changes in a region that they know.
#[component]
pub fn ToastRegion() -> impl IntoView {
    let toasts = use_toasts();
    view! {
        <div class="toasts" role="status" aria-live="polite">
            <For each=move || toasts.shown.get() key=|toast| toast.id let(toast)>
                <ToastView toast=toast.clone() on_dismiss=move || toasts.dismiss(toast.id)/>
            </For>
        </div>
    }
    .into_any()
}

#[component]
fn ToastView(toast: Toast, on_dismiss: impl Fn() + 'static) -> impl IntoView {
    let (class, icon) = match toast.tone {
        Tone::Good => ("toast toast--good", IconName::Check),
        Tone::Bad => ("toast toast--bad", IconName::Alert),
        Tone::Neutral | Tone::Warn => ("toast", IconName::Alert),
    };
    view! {
        <div class=class>
            <Icon name=icon/>
            <p class="toast__text">
                {toast.text}
                {toast.link.map(|(href, label)| view! { " " <a href=href>{label}</a> })}
            </p>
            <button type="button" class="toast__close" aria-label="Dismiss" on:click=move |_| on_dismiss()>
                <Icon name=IconName::Close/>
            </button>
        </div>
    }
    .into_any()
}
