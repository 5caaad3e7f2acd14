/// A page of something, and where the next one begins.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Page<T> {
    /// What is on it.
    pub items: Vec<T>,
    /// The last one's id, when there are more.
    pub next: Option<i64>,
}

impl<T> Page<T> {
    /// Of what was found when one more than fit was asked for.
    pub(super) fn of(mut items: Vec<T>, limit: i64, id: impl Fn(&T) -> i64) -> Self {
        let fit = usize::try_from(limit).unwrap_or(usize::MAX);
        let more = items.len() > fit;
        items.truncate(fit);
        let next = items.last().filter(|_| more).map(id);
        Self { items, next }
    }
}
