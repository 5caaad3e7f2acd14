use leptos::{html::Div, prelude::*};

use crate::use_auth;

/// Which of Clerk's components.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Widget {
    SignIn,
    SignUp,
    UserProfile,
}

/// Where mounting stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Mount {
    Loading,
    #[cfg_attr(
        not(feature = "hydrate"),
        expect(dead_code, reason = "only the browser mounts")
    )]
    Ready,
    #[cfg_attr(
        not(feature = "hydrate"),
        expect(dead_code, reason = "only the browser mounts")
    )]
    Failed,
    #[cfg_attr(
        not(feature = "hydrate"),
        expect(dead_code, reason = "only the browser mounts")
    )]
    Refused,
}

/// Clerk's sign-in form, with path routing below the page it stands on.
#[component]
pub fn SignIn(
    /// Shown until Clerk's form is there.
    #[prop(into)]
    fallback: ViewFn,
    /// Shown when Clerk cannot be reached.
    #[prop(into)]
    unreachable: ViewFn,
    /// Shown to who is signed in at Clerk and was sent back here again and again, because the server
    /// accepts no token of theirs.
    #[prop(into)]
    refused: ViewFn,
) -> impl IntoView {
    mounted(Widget::SignIn, fallback, unreachable, refused)
}

/// Clerk's sign-up form, with path routing below the page it stands on.
#[component]
pub fn SignUp(
    /// Shown until Clerk's form is there.
    #[prop(into)]
    fallback: ViewFn,
    /// Shown when Clerk cannot be reached.
    #[prop(into)]
    unreachable: ViewFn,
    /// Shown to who is signed in at Clerk and was sent back here again and again, because the server
    /// accepts no token of theirs.
    #[prop(into)]
    refused: ViewFn,
) -> impl IntoView {
    mounted(Widget::SignUp, fallback, unreachable, refused)
}

/// Clerk's own page about the signed-in person: picture, names, addresses, password, connected
/// accounts, devices. With path routing below the provider's `user_profile_url`.
///
/// clerk-js can be loaded once a page, with its components or without (found out with clerk-js 6).
/// Where a page had loaded it without, because the router came here from another page, the
/// document is loaded anew; a link with `rel="external"` spares people that.
#[component]
pub fn UserProfile(
    /// Shown until Clerk's page is there.
    #[prop(into)]
    fallback: ViewFn,
    /// Shown when Clerk cannot be reached.
    #[prop(into)]
    unreachable: ViewFn,
) -> impl IntoView {
    mounted(
        Widget::UserProfile,
        fallback,
        unreachable,
        ViewFn::default(),
    )
}

fn mounted(
    widget: Widget,
    fallback: ViewFn,
    unreachable: ViewFn,
    refused: ViewFn,
) -> impl IntoView {
    let node = NodeRef::<Div>::new();
    let mount = RwSignal::new(Mount::Loading);
    #[cfg(feature = "hydrate")]
    {
        use crate::js::widgets::Mounted;

        let options = use_auth().options();
        Effect::new(move || {
            let Some(node) = node.get() else { return };
            let options = options.clone();
            leptos::task::spawn_local(async move {
                let outcome = crate::js::widgets::mount(widget, &node, &options).await;
                mount.set(match outcome {
                    Ok(Mounted::Drawn) => Mount::Ready,
                    Ok(Mounted::Refused) => Mount::Refused,
                    Err(_) => Mount::Failed,
                });
            });
        });
        on_cleanup(move || crate::js::widgets::unmount(widget, node));
    }
    #[cfg(not(feature = "hydrate"))]
    let _ = (widget, use_auth());
    view! {
        <div class="clerk-mount" aria-busy=move || (mount.get() == Mount::Loading).to_string()>
            <div node_ref=node class="clerk-mount-node"></div>
            {move || match mount.get() {
                Mount::Loading => Some(fallback.run()),
                Mount::Failed => Some(unreachable.run()),
                Mount::Refused => Some(refused.run()),
                Mount::Ready => None,
            }}
        </div>
    }
}

/// Signs out and goes to the provider's `after_sign_out_url`.
#[component]
pub fn SignOutButton(
    /// Classes of the button.
    #[prop(into, optional)]
    class: String,
    /// What the button says.
    children: Children,
) -> impl IntoView {
    let busy = RwSignal::new(false);
    let options = use_auth().options();
    let sign_out = move |_| {
        busy.set(true);
        #[cfg(feature = "hydrate")]
        {
            let options = options.clone();
            leptos::task::spawn_local(async move {
                if crate::js::session::sign_out(&options).await.is_err() {
                    busy.set(false);
                }
            });
        }
        #[cfg(not(feature = "hydrate"))]
        let _ = &options;
    };
    view! {
        <button type="button" class=class on:click=sign_out disabled=busy aria-busy=move || busy.get().to_string()>
            {children()}
        </button>
    }
}
