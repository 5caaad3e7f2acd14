//! Deal Brain.
