use std::{thread, time::Duration};

const SHORTEST: Duration = Duration::from_millis(2);
const LONGEST: Duration = Duration::from_millis(50);

/// Asks again and again, ever more slowly, until there is an answer or `patience` has run out.
pub(crate) fn until<T, E>(
    patience: Duration,
    mut ask: impl FnMut() -> Result<Option<T>, E>,
) -> Result<Option<T>, E> {
    let mut pause = SHORTEST;
    let mut waited = Duration::ZERO;
    loop {
        if let Some(answer) = ask()? {
            return Ok(Some(answer));
        }
        if waited >= patience {
            return Ok(None);
        }
        #[expect(
            clippy::disallowed_methods,
            reason = "another process is waited for, which has no way to wake this one"
        )]
        thread::sleep(pause);
        waited += pause;
        pause = (pause * 2).min(LONGEST);
    }
}
