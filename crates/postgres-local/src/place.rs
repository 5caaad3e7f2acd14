//! Where a cluster's files lie.

use std::{
    fs::{self, DirBuilder, File, TryLockError},
    hash::{BuildHasher, DefaultHasher, Hash, Hasher, RandomState},
    io::{self, Read, Seek, Write},
    os::unix::fs::{DirBuilderExt, MetadataExt, PermissionsExt, symlink},
    path::{Path, PathBuf},
};

use crate::{Error, account::Account, error::Doing};

/// The socket's name is fixed by the port, which is never opened.
pub(crate) const PORT: u16 = 5432;

/// 107 bytes on Linux, 103 on macOS.
const LONGEST_SOCKET_PATH: usize = 103;

/// In a cluster's folder, a link to the directory that holds its files instead.
const ELSEWHERE: &str = "elsewhere";

/// The directories of one cluster, held for as long as this value lives.
#[derive(Debug)]
pub(crate) struct Place {
    pub(crate) data: PathBuf,
    pub(crate) socket: PathBuf,
    pub(crate) log: PathBuf,
    pub(crate) account: Option<Account>,
    folder: PathBuf,
    home: PathBuf,
    _lock: File,
}

impl Place {
    /// Makes the folder if need be, and takes it for this process alone.
    pub(crate) fn take(folder: &Path) -> Result<Self, Error> {
        fs::create_dir_all(folder).doing("create", folder)?;
        let folder = folder.canonicalize().doing("find", folder)?;
        let lock = lock(&folder)?;

        let elsewhere = folder.join(ELSEWHERE);
        let moved = elsewhere.canonicalize().ok();
        let existing = moved.as_deref().unwrap_or(&folder).join("data");
        let account = Account::choose(&existing)?;
        let home = match (moved, account) {
            (Some(moved), _) => moved,
            (None, Some(account)) if !account.reaches(&folder)? => settle(&elsewhere, account)?,
            (None, _) => folder.clone(),
        };
        Ok(Self {
            data: home.join("data"),
            socket: socket(&home),
            log: folder.join("log"),
            account,
            folder,
            home,
            _lock: lock,
        })
    }

    /// The major version that made the data, if there is any yet.
    pub(crate) fn major(&self) -> Result<Option<u32>, Error> {
        let file = self.data.join("PG_VERSION");
        match fs::read_to_string(&file) {
            Ok(version) => Ok(version.trim().parse().ok()),
            Err(error) if error.kind() == io::ErrorKind::NotFound => Ok(None),
            Err(error) => Err(error).doing("read", &file),
        }
    }

    /// Makes a directory that nobody but the server's user (and root) can enter.
    pub(crate) fn private(&self, dir: &Path) -> Result<(), Error> {
        match DirBuilder::new().mode(0o700).create(dir) {
            Ok(()) => self.account.map_or(Ok(()), |account| account.own(dir)),
            Err(error) if error.kind() == io::ErrorKind::AlreadyExists => self.vouch(dir),
            Err(error) => Err(error).doing("create", dir),
        }
    }

    /// In a directory like /tmp, anybody may have been there before.
    fn vouch(&self, dir: &Path) -> Result<(), Error> {
        let found = fs::symlink_metadata(dir).doing("look at", dir)?;
        let data_owner = fs::metadata(&self.data).doing("look at", &self.data)?.uid();
        if found.is_dir() && found.permissions().mode() & 0o077 == 0 && found.uid() == data_owner {
            Ok(())
        } else {
            Err(Error::NotOurs(dir.to_owned()))
        }
    }

    /// Deletes the cluster and all that is in it, and leaves the caller's folder empty.
    pub(crate) fn delete(&self) -> Result<(), Error> {
        remove(&self.socket)?;
        remove(&self.data)?;
        if self.home != self.folder {
            remove(&self.home)?;
        }
        for name in [ELSEWHERE, "log", "lock"] {
            let file = self.folder.join(name);
            match fs::remove_file(&file) {
                Err(error) if error.kind() != io::ErrorKind::NotFound => {
                    return Err(error).doing("delete", &file);
                }
                _ => {}
            }
        }
        Ok(())
    }
}

/// Deletes a directory, which need not exist.
pub(crate) fn remove(dir: &Path) -> Result<(), Error> {
    match fs::remove_dir_all(dir) {
        Err(error) if error.kind() != io::ErrorKind::NotFound => Err(error).doing("delete", dir),
        _ => Ok(()),
    }
}

/// The kernel drops the lock with the process that holds it, however that process ends.
fn lock(folder: &Path) -> Result<File, Error> {
    let path = folder.join("lock");
    let mut file = File::options()
        .read(true)
        .write(true)
        .create(true)
        .truncate(false)
        .open(&path)
        .doing("open", &path)?;
    match file.try_lock() {
        Ok(()) => {}
        Err(TryLockError::WouldBlock) => {
            let mut holder = String::new();
            file.read_to_string(&mut holder).doing("read", &path)?;
            return Err(Error::InUse {
                dir: folder.to_owned(),
                holder: holder.trim().to_owned(),
            });
        }
        Err(TryLockError::Error(error)) => return Err(error).doing("lock", &path),
    }
    file.set_len(0)
        .and_then(|()| file.rewind())
        .and_then(|()| writeln!(file, "{}", std::process::id()))
        .doing("write", &path)?;
    Ok(file)
}

/// Makes a home where the server's user can reach it, with a name that nobody can foresee, and
/// leaves a link to it so that it is found again, and can be deleted.
fn settle(link: &Path, account: Account) -> Result<PathBuf, Error> {
    let chance = RandomState::new().build_hasher().finish();
    let home = PathBuf::from(format!("/var/tmp/postgres-local-{chance:016x}"));
    DirBuilder::new()
        .mode(0o700)
        .create(&home)
        .doing("create", &home)?;
    account.own(&home)?;
    match fs::remove_file(link) {
        Err(error) if error.kind() != io::ErrorKind::NotFound => {
            return Err(error).doing("delete", link);
        }
        _ => {}
    }
    symlink(&home, link).doing("link", link)?;
    Ok(home)
}

fn socket(home: &Path) -> PathBuf {
    let near = home.join("socket");
    let file = file_in(&near, PORT);
    let file = file.as_os_str().as_encoded_bytes();
    // Server and clients take a list of paths, and split it at commas.
    if file.len() <= LONGEST_SOCKET_PATH && !file.contains(&b',') {
        return near;
    }
    let mut hasher = DefaultHasher::new();
    home.hash(&mut hasher);
    PathBuf::from(format!("/tmp/postgres-local-{:016x}", hasher.finish()))
}

/// The socket that PostgreSQL makes in a directory.
pub(crate) fn file_in(socket_dir: &Path, port: u16) -> PathBuf {
    socket_dir.join(format!(".s.PGSQL.{port}"))
}

#[cfg(test)]
mod tests {
    use std::path::Path;

    use super::socket;

    #[test]
    fn a_deep_folder_gets_a_socket_with_a_short_path() {
        let shallow = Path::new("/home/somebody/project/.local/postgres");
        assert!(socket(shallow).starts_with(shallow));

        let deep = Path::new("/home/somebody").join("deep/".repeat(20));
        let short = socket(&deep);
        assert!(short.starts_with("/tmp"));
        assert_eq!(short, socket(&deep), "the same after a restart");
        assert_ne!(short, socket(&deep.join("other")));
    }
}
