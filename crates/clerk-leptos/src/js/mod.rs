//! clerk-js, as far as it is used here. Browser only.

pub(crate) mod bindings;
pub(crate) mod fetch;
pub(crate) mod loader;
pub(crate) mod reverification;
pub(crate) mod session;
pub(crate) mod widgets;
