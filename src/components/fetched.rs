//! Pages whose code the browser fetches when somebody goes there.

use std::future::pending;

pub use leptos::wasm_split::SplitLoaderError as NotFetched;
use leptos::{
    prelude::*,
    wasm_bindgen::{JsCast, closure::Closure},
    web_sys::Event,
};
use leptos_router::{ChooseView, hooks::use_url};

/// A wing of the application: pages whose code is one module, fetched with the first of them.
pub trait Wing: Copy + Send + Sync + 'static {
    /// What the module is called in the build, and by `wasm_split`.
    const MODULE: &'static str;

    /// Has the code, from now on.
    fn fetch() -> impl Future<Output = Result<(), NotFetched>>;

    /// The page, once its code is there.
    fn view(self) -> impl Future<Output = Result<AnyView, NotFetched>>;
}

/// A page of a wing, as a route shows it. The server has all code and renders it at once.
#[derive(Clone, Copy, Debug)]
pub struct Fetched<W>(pub W);

impl<W: Wing> ChooseView for Fetched<W> {
    async fn choose(self) -> AnyView {
        match self.0.view().await {
            Ok(view) => view,
            Err(_) => load_document().await,
        }
    }

    async fn preload(&self) {
        // The document names the module in its head, so that the browser need not find it out.
        #[cfg(feature = "ssr")]
        leptos::prefetch_lazy_fn_on_server(W::MODULE);
        if W::fetch().await.is_err() {
            load_document::<()>().await;
        }
    }
}

/// The code cannot be had, most often because the server has newer code by now than this document
/// began with: the page that was asked for is loaded as a document. The first page is one already,
/// and stays what it is without a script.
async fn load_document<T>() -> T {
    let is_first_page =
        Owner::current_shared_context().is_some_and(|context| context.during_hydration());
    if is_first_page {
        let_links_be_links();
    } else {
        let _ = window().location().assign(&address());
    }
    pending().await
}

/// The page that was asked for, which the address bar does not show yet.
fn address() -> String {
    use_url().with_untracked(|url| match url.search() {
        "" => url.path().to_owned(),
        query => format!("{}?{query}", url.path()),
    })
}

/// Keeps clicks from the router, which listens already and would wait for a page that never comes.
fn let_links_be_links() {
    let keep = Closure::<dyn Fn(Event)>::new(|event: Event| event.stop_immediate_propagation());
    let _ = window().add_event_listener_with_callback_and_bool(
        "click",
        keep.as_ref().unchecked_ref(),
        true,
    );
    keep.forget();
}

/// Declares a wing: an enum of its pages, each with the component that shows it. Built with the
/// feature `split`, which takes `cargo leptos --split`, its code is a module of its own; else it is
/// part of the one module that there is.
macro_rules! wing {
    (
        $(#[$doc:meta])*
        $wing:ident = $module:ident { $($(#[$page_doc:meta])* $page:ident => $component:ident,)+ }
    ) => {
        $(#[$doc])*
        #[derive(Clone, Copy, Debug)]
        pub enum $wing { $($(#[$page_doc])* $page,)+ }

        impl $crate::components::Wing for $wing {
            const MODULE: &'static str = stringify!($module);

            async fn fetch() -> Result<(), $crate::components::NotFetched> {
                #[cfg(feature = "split")]
                fetch().await?;
                Ok(())
            }

            async fn view(self) -> Result<leptos::prelude::AnyView, $crate::components::NotFetched> {
                #[cfg(feature = "split")]
                return page(self).await;
                #[cfg(not(feature = "split"))]
                page(self)
            }
        }

        #[cfg_attr(
            feature = "split",
            leptos::wasm_split::wasm_split(
                $module, wasm_split_path = ::leptos::wasm_split, preload(fetch), fallible
            )
        )]
        fn page(wanted: $wing) -> Result<leptos::prelude::AnyView, $crate::components::NotFetched> {
            use leptos::prelude::IntoAny as _;
            Ok(match wanted { $($wing::$page => $component().into_any(),)+ })
        }
    };
}
pub(crate) use wing;
