//! Whom the server runs as.

use std::{
    fs::{self, Metadata},
    os::unix::{
        fs::{MetadataExt, PermissionsExt, chown},
        process::CommandExt,
    },
    path::Path,
    process::Command,
};

use crate::{Error, error::Doing};

/// A user to hand the server to, because root must not run it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Account {
    uid: u32,
    gid: u32,
}

impl Account {
    /// None for everybody but root. Data that exists already stays with its owner.
    pub(crate) fn choose(data: &Path) -> Result<Option<Self>, Error> {
        if !rustix::process::geteuid().is_root() {
            return Ok(None);
        }
        let owner = fs::metadata(data).ok().filter(|data| data.uid() != 0);
        if let Some(owner) = owner {
            return Ok(Some(Self {
                uid: owner.uid(),
                gid: owner.gid(),
            }));
        }
        let passwd = Path::new("/etc/passwd");
        let users = fs::read_to_string(passwd).doing("read", passwd)?;
        ["postgres", "nobody"]
            .iter()
            .find_map(|name| Self::named(name, &users))
            .map(Some)
            .ok_or(Error::NoAccount)
    }

    fn named(name: &str, passwd: &str) -> Option<Self> {
        passwd.lines().find_map(|line| {
            let mut fields = line.split(':');
            if fields.next()? != name {
                return None;
            }
            let uid = fields.nth(1)?.parse().ok()?;
            let gid = fields.next()?.parse().ok()?;
            Some(Self { uid, gid })
        })
    }

    /// Supplementary groups are dropped too; the standard library sees to it.
    pub(crate) fn run(self, command: &mut Command) {
        command.uid(self.uid).gid(self.gid);
    }

    pub(crate) fn own(self, path: &Path) -> Result<(), Error> {
        chown(path, Some(self.uid), Some(self.gid)).doing("hand over", path)
    }

    /// Whether every directory on the way to `dir` lets this user pass.
    pub(crate) fn reaches(self, dir: &Path) -> Result<bool, Error> {
        for step in dir.ancestors() {
            if !self.passes(&fs::metadata(step).doing("look at", step)?) {
                return Ok(false);
            }
        }
        Ok(true)
    }

    fn passes(self, dir: &Metadata) -> bool {
        let search = if dir.uid() == self.uid {
            0o100
        } else if dir.gid() == self.gid {
            0o010
        } else {
            0o001
        };
        dir.permissions().mode() & search != 0
    }
}

#[cfg(test)]
mod tests {
    use std::{fs, os::unix::fs::PermissionsExt};

    use super::Account;

    const PASSWD: &str = "root:x:0:0:root:/root:/bin/sh\nnotpostgres:x:7:7::/:\n\
                          postgres:x:101:104:PostgreSQL,,,:/var/lib/postgresql:/bin/bash\n";

    #[test]
    fn an_account_is_looked_up_by_its_whole_name() {
        let postgres = Some(Account { uid: 101, gid: 104 });
        assert_eq!(Account::named("postgres", PASSWD), postgres);
        assert_eq!(Account::named("nobody", PASSWD), None);
    }

    #[test]
    fn a_closed_directory_on_the_way_is_noticed() {
        let dir = tempfile::tempdir().unwrap();
        let inner = dir.path().join("inner");
        fs::create_dir(&inner).unwrap();
        let stranger = Account {
            uid: 54_321,
            gid: 54_321,
        };

        fs::set_permissions(dir.path(), fs::Permissions::from_mode(0o700)).unwrap();
        assert!(!stranger.reaches(&inner).unwrap());
        fs::set_permissions(dir.path(), fs::Permissions::from_mode(0o755)).unwrap();
        assert!(stranger.reaches(&inner).unwrap());
    }
}
