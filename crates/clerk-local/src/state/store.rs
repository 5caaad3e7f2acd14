//! The lock around the memory, and its snapshot on disk.

use std::path::{Path, PathBuf};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

use super::State;
use crate::errors::ApiError;
use crate::files;

const FILE_NAME: &str = "state.json";

/// Why the memory could not be read or kept.
#[derive(Debug, thiserror::Error)]
pub enum StoreError {
    /// The snapshot cannot be read or written.
    #[error("{FILE_NAME}: {0}")]
    File(#[from] std::io::Error),
    /// The snapshot is not what this version wrote.
    #[error("{FILE_NAME} is damaged, remove it to start with the personas only: {0}")]
    Damaged(#[from] serde_json::Error),
    /// The writing thread ended early.
    #[error("{FILE_NAME} was not written")]
    Thread(#[from] tokio::task::JoinError),
}

impl From<StoreError> for ApiError {
    fn from(error: StoreError) -> Self {
        Self::internal(&error)
    }
}

#[derive(Default)]
struct Versioned {
    state: State,
    /// Counts changes, so that one write can serve all changes that waited for it.
    version: u64,
}

/// The memory of the stand-in. Each change is on disk before it is answered, so accounts survive a
/// killed process.
pub(crate) struct Store {
    memory: Mutex<Versioned>,
    path: PathBuf,
    /// The version on disk. Whoever holds it writes.
    written: Arc<tokio::sync::Mutex<u64>>,
}

impl Store {
    /// Reads the snapshot, if there is one. Blocks.
    ///
    /// # Errors
    /// When the snapshot cannot be read or understood.
    pub(crate) fn open(data_dir: &Path) -> Result<(Self, bool), StoreError> {
        let path = data_dir.join(FILE_NAME);
        let saved = files::read_if_present(&path)?;
        let is_new = saved.is_none();
        let state = match saved {
            Some(bytes) => serde_json::from_slice(&bytes)?,
            None => State::default(),
        };
        let store = Self {
            memory: Mutex::new(Versioned { state, version: 0 }),
            path,
            written: Arc::default(),
        };
        Ok((store, is_new))
    }

    /// Looks something up.
    pub(crate) fn read<R>(&self, look: impl FnOnce(&State) -> R) -> R {
        look(&self.lock().state)
    }

    /// Changes the memory and waits until the change is on disk. A refusal may have changed
    /// something too (a failed attempt is counted), so it is written as well.
    ///
    /// # Errors
    /// The refusal that `change` returned, or a failed write.
    pub(crate) async fn change<R, E: From<StoreError>>(
        &self,
        change: impl FnOnce(&mut State) -> Result<R, E>,
    ) -> Result<R, E> {
        let (result, version) = {
            let mut memory = self.lock();
            let result = change(&mut memory.state);
            memory.version += 1;
            (result, memory.version)
        };
        self.persist(version).await?;
        result
    }

    /// Changes what may be forgotten, e.g. when a session was last active. It reaches the disk with
    /// the next [`Self::change`].
    pub(crate) fn change_in_memory<R>(&self, change: impl FnOnce(&mut State) -> R) -> R {
        let mut memory = self.lock();
        memory.version += 1;
        change(&mut memory.state)
    }

    async fn persist(&self, version: u64) -> Result<(), StoreError> {
        let mut written = Arc::clone(&self.written).lock_owned().await;
        if *written >= version {
            return Ok(());
        }
        let (snapshot, version) = {
            let memory = self.lock();
            (serde_json::to_vec(&memory.state)?, memory.version)
        };
        let path = self.path.clone();
        // The guard moves along: a caller that goes away does not let a second writer in.
        tokio::task::spawn_blocking(move || {
            files::write_atomically(&path, &snapshot)?;
            *written = version;
            Ok(())
        })
        .await?
    }

    /// A panic while the lock was held cannot leave a change half done that matters more than
    /// answering, so a poisoned lock is taken.
    fn lock(&self) -> MutexGuard<'_, Versioned> {
        self.memory.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::state::NewUser;

    fn users(store: &Store) -> usize {
        store.read(|state| state.users.len())
    }

    #[tokio::test]
    async fn a_kept_change_is_on_disk_when_it_returns() {
        let data = tempfile::tempdir().unwrap();
        let (store, is_new) = Store::open(data.path()).unwrap();
        assert!(is_new);
        store
            .change::<_, StoreError>(|state| {
                state.add_user(NewUser::default(), 0);
                Ok(())
            })
            .await
            .unwrap();
        let (reopened, is_new) = Store::open(data.path()).unwrap();
        assert!(!is_new);
        assert_eq!(users(&reopened), 1);
    }

    #[tokio::test]
    async fn changes_in_parallel_are_all_kept() {
        let data = tempfile::tempdir().unwrap();
        let store = Arc::new(Store::open(data.path()).unwrap().0);
        let changes: Vec<_> = (0..50)
            .map(|_| {
                let store = Arc::clone(&store);
                tokio::spawn(async move {
                    store
                        .change::<_, StoreError>(|state| {
                            state.add_user(NewUser::default(), 0);
                            Ok(())
                        })
                        .await
                })
            })
            .collect();
        for change in changes {
            change.await.unwrap().unwrap();
        }
        assert_eq!(users(&Store::open(data.path()).unwrap().0), 50);
    }

    #[tokio::test]
    async fn a_change_in_memory_waits_for_the_next_kept_one() {
        let data = tempfile::tempdir().unwrap();
        let (store, _) = Store::open(data.path()).unwrap();
        store.change_in_memory(|state| state.add_nonce(Vec::new(), 0));
        assert!(!data.path().join(FILE_NAME).exists());
        store.change::<_, StoreError>(|_| Ok(())).await.unwrap();
        let (reopened, _) = Store::open(data.path()).unwrap();
        assert_eq!(reopened.read(|state| state.nonces.len()), 1);
    }
}
