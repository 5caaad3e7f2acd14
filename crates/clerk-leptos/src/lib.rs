//! Clerk for Leptos.
