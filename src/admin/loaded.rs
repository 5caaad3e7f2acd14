use leptos::prelude::*;

use crate::{
    components::{ListSkeleton, NotLoaded},
    error::Error,
};

/// Data, once it is there; until then, that it is on its way; and why, when it could not be
/// loaded.
#[component]
pub(in crate::admin) fn Loaded<T, C, V>(
    /// What is on its way: "Loading messages".
    loading: &'static str,
    /// What is missing when it does not come: "Messages could not be loaded".
    failed: &'static str,
    /// The data.
    data: Resource<Result<T, Error>>,
    /// What shows it.
    children: C,
) -> impl IntoView
where
    T: Clone + Send + Sync + 'static,
    C: Fn(T) -> V + Send + 'static,
    V: IntoView + 'static,
{
    view! {
        <Transition fallback=move || view! { <ListSkeleton label=loading/> }>
            {move || data.get().map(|outcome| match outcome {
                Ok(found) => children(found).into_any(),
                Err(error) => view! { <NotLoaded title=failed message=error.to_string()/> }.into_any(),
            })}
        </Transition>
    }
}
