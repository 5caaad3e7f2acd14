//! Comparing everybody with Clerk: for whom a message was missed, or never sent.

use serde_json::Value;
use time::OffsetDateTime;

use crate::{
    db::{
        Db,
        sync_runs::{self, Kept, SyncRun},
    },
    domain::person::{News, Profile, Source, Told, Version, moment},
    error::Error,
    service::{
        count,
        people::{self, Written},
    },
};

/// How many people are asked for at once; Clerk takes no more than a hundred ids (Clerk's OpenAPI
/// document).
const PAGE: usize = 100;

/// Where people are kept: Clerk.
pub trait Directory: Send + Sync {
    /// People made after that time in Unix milliseconds, oldest first, as Clerk describes them.
    ///
    /// # Errors
    /// [`Error::ClerkUnavailable`].
    fn made_after(
        &self,
        milliseconds: i64,
        limit: usize,
    ) -> impl Future<Output = Result<Vec<Value>, Error>> + Send;

    /// Which of these ids are somebody's.
    ///
    /// # Errors
    /// [`Error::ClerkUnavailable`].
    fn among(&self, ids: &[String]) -> impl Future<Output = Result<Vec<String>, Error>> + Send;
}

/// Compares everybody, from where an earlier run was interrupted. `now` tells the time, `progress` is
/// told after each page. `None` while another instance is at it.
///
/// # Errors
/// When Clerk or the database cannot be asked; what was done stays, and the next run goes on from
/// there.
pub async fn people(
    db: &Db,
    directory: &impl Directory,
    now: impl Fn() -> OffsetDateTime + Send,
    progress: impl Fn(&SyncRun) + Send,
) -> Result<Option<SyncRun>, Error> {
    let mut tx = db.as_system().await?;
    let run = sync_runs::take_on(&mut tx).await?;
    tx.commit().await?;
    let Some(mut run) = run else { return Ok(None) };
    while run.phase != "done" {
        let page = match run.phase.as_str() {
            "clerk" => compare_clerks(db, directory, &mut run, now()).await,
            _ => look_up_ours(db, directory, &mut run).await,
        };
        let mut tx = db.as_system().await?;
        if let Err(error) = page {
            sync_runs::let_go(&mut tx, &run).await?;
            tx.commit().await?;
            return Err(error);
        }
        sync_runs::keep(&mut tx, &run).await?;
        tx.commit().await?;
        progress(&run);
    }
    Ok(Some(run))
}

/// Compares everybody if that was not done within `every`, as [`people`] does. Every instance may
/// ask as often as it likes.
///
/// # Errors
/// As [`people`].
pub async fn people_if_due(
    db: &Db,
    directory: &impl Directory,
    every: std::time::Duration,
    now: impl Fn() -> OffsetDateTime + Send,
) -> Result<Option<SyncRun>, Error> {
    let mut tx = db.as_system().await?;
    let is_due = sync_runs::is_due(&mut tx, every.as_secs_f64()).await?;
    drop(tx);
    if !is_due {
        return Ok(None);
    }
    people(db, directory, now, |_| {}).await
}

async fn compare_clerks(
    db: &Db,
    directory: &impl Directory,
    run: &mut SyncRun,
    now: OffsetDateTime,
) -> Result<(), Error> {
    let page = directory.made_after(run.position, PAGE).await?;
    let ids: Vec<String> = page.iter().filter_map(id_of).collect();
    let mut tx = db.as_system().await?;
    let kept = sync_runs::kept(&mut tx, &ids).await?;
    drop(tx);
    for user in &page {
        let Some(clerk_id) = id_of(user) else {
            continue;
        };
        run.seen += 1;
        let known = kept.get(&clerk_id);
        compare(db, run, user, clerk_id, known, now).await;
    }
    let last = page
        .last()
        .and_then(|user| user.get("created_at")?.as_i64());
    match last {
        // Others made in the same millisecond may be on the next page, unless they filled this one.
        Some(last) if page.len() == PAGE => run.position = (last - 1).max(run.position + 1),
        _ => (run.phase, run.position) = ("ours".to_owned(), 0),
    }
    Ok(())
}

async fn compare(
    db: &Db,
    run: &mut SyncRun,
    user: &Value,
    clerk_id: String,
    known: Option<&Kept>,
    now: OffsetDateTime,
) {
    let profile = Profile::of_user(user);
    let changed_at = user.get("updated_at").and_then(moment);
    let is_news = known.is_none_or(|kept| kept.changed_at < changed_at);
    let differs = known.is_some_and(|kept| !kept.profile.differences(&profile).is_empty());
    if !is_news && !differs && known.is_some_and(|kept| kept.is_active != profile.banned) {
        return;
    }
    let told = Told {
        clerk_id,
        news: News::Are(profile.clone(), Version::of_user(user, now)),
    };
    match people::write_alone(db, &told, Source::Backfill).await {
        Ok(Written::Made(_)) => run.created += 1,
        Ok(Written::Changed(_)) if profile.banned && known.is_some_and(|kept| kept.is_active) => {
            run.deactivated += 1;
        }
        Ok(Written::Changed(_)) if is_news => run.updated += 1,
        Ok(Written::Changed(_)) => run.drifted += 1,
        Ok(Written::Removed(_)) => run.deactivated += 1,
        Ok(Written::Unchanged) => {}
        Err(error) => {
            tracing::warn!(%error, told.clerk_id, "a person could not be compared with Clerk");
            run.failed += 1;
        }
    }
}

async fn look_up_ours(db: &Db, directory: &impl Directory, run: &mut SyncRun) -> Result<(), Error> {
    let limit = count(PAGE);
    let mut tx = db.as_system().await?;
    let ours = sync_runs::living(&mut tx, run.position, limit).await?;
    drop(tx);
    let Some((last, _)) = ours.last() else {
        run.phase = "done".to_owned();
        return Ok(());
    };
    let ids: Vec<String> = ours.iter().map(|(_, id)| id.clone()).collect();
    let there = directory.among(&ids).await?;
    let gone: Vec<String> = ids
        .iter()
        .filter(|id| !there.contains(id))
        .cloned()
        .collect();
    if there.is_empty() && ids.len() >= SUSPICIOUS {
        tracing::error!("Clerk knows none of our people: are these the keys of another instance?");
        return Err(Error::ClerkUnavailable);
    }
    for clerk_id in gone {
        let told = Told {
            clerk_id,
            news: News::Gone,
        };
        match people::write_alone(db, &told, Source::Backfill).await? {
            Written::Removed(_) => run.deactivated += 1,
            _ => run.failed += 1,
        }
    }
    run.position = last.0;
    Ok(())
}

/// So many people are not all deleted at once.
const SUSPICIOUS: usize = 5;

fn id_of(user: &Value) -> Option<String> {
    user.get("id")?.as_str().map(str::to_owned)
}
