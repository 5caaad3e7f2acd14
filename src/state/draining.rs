use std::sync::{
    Arc,
    atomic::{AtomicBool, Ordering},
};

/// Whether the server has been asked to stop, and new visitors had better be sent elsewhere. Cheap to
/// clone.
#[derive(Clone, Debug, Default)]
pub struct Draining(Arc<AtomicBool>);

impl Draining {
    /// From now on the server is not ready.
    pub fn begin(&self) {
        self.0.store(true, Ordering::Relaxed);
    }

    /// Whether it has begun.
    #[must_use]
    pub fn has_begun(&self) -> bool {
        self.0.load(Ordering::Relaxed)
    }
}
