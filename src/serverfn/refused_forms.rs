//! What a page finds of a form of its own that was sent without JavaScript and could not be carried
//! out. Its address tells it: `server::plain_forms` leads there. With JavaScript nothing of this is
//! there: the page itself still has it.

use leptos::{prelude::*, server_fn::ServerFn};
use leptos_router::hooks::use_query_map;

use crate::error::Error;

/// What a field is called in an address that holds what was typed into it. Names without a bracket
/// could be those of questions that a page's address asks.
#[must_use]
pub fn kept_as(field: &str) -> String {
    if field.contains('[') {
        field.to_owned()
    } else {
        format!("typed[{field}]")
    }
}

/// Why a form that calls `S` was not carried out. For pages that tell it in one place, because many
/// forms on them call it.
#[must_use]
pub fn refused<S>() -> Option<Error>
where
    S: ServerFn<Error = Error> + Clone + Send + Sync + 'static,
    S::Output: Send + Sync + 'static,
{
    ServerAction::<S>::new()
        .value()
        .with_untracked(|value| value.as_ref()?.as_ref().err().cloned())
}

/// What was typed into a field of a form that calls `S`.
#[must_use]
pub fn typed<S: ServerFn>(field: &str) -> Option<String> {
    use_query_map().with_untracked(|query| {
        let is_of_this_form = query.get_str("__path") == Some(S::PATH);
        is_of_this_form.then(|| query.get(&kept_as(field)))?
    })
}
