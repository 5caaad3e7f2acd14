//! What there is already, before a person is written.

use time::OffsetDateTime;

use crate::{
    db::{DbError, SystemTx},
    domain::{
        person::{Known, Profile, Version},
        user::UserId,
    },
};

struct KnownRow {
    id: i64,
    clerk_id: Option<String>,
    username: String,
    email: Option<String>,
    first_name: Option<String>,
    last_name: Option<String>,
    avatar_url: Option<String>,
    last_login_at: Option<OffsetDateTime>,
    is_active: bool,
    is_banned: bool,
    is_deleted: bool,
    clerk_updated_at: Option<OffsetDateTime>,
    clerk_told_at: Option<OffsetDateTime>,
    has_name: bool,
    has_email: bool,
}

impl From<KnownRow> for Known {
    fn from(row: KnownRow) -> Self {
        Self {
            id: UserId(row.id),
            clerk_id: row.clerk_id,
            profile: Profile {
                username: Some(row.username),
                email: row.email,
                first_name: row.first_name,
                last_name: row.last_name,
                avatar_url: row.avatar_url,
                banned: row.is_banned,
                signed_in_at: row.last_login_at,
            },
            version: row.clerk_updated_at.map(|changed_at| Version {
                changed_at,
                told_at: row.clerk_told_at.unwrap_or(changed_at),
            }),
            is_active: row.is_active,
            is_deleted: row.is_deleted,
        }
    }
}

/// What stands in the way of writing a person, or is to be changed. Every row of it is locked until
/// the scope ends.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Standing {
    /// Their own row.
    pub own: Option<Known>,
    /// Others who have one of the names.
    pub name_holders: Vec<Known>,
    /// Another living person who has the address.
    pub email_holder: Option<Known>,
}

/// The row of that Clerk id, and who else has one of these user names or, among the living, this
/// address. Rows are locked in the order of their numbers, so that two people who take from each
/// other wait for one another and do not block each other.
///
/// # Errors
/// When the query fails.
pub async fn standing(
    tx: &mut SystemTx,
    clerk_id: &str,
    usernames: &[String],
    email: Option<&str>,
) -> Result<Standing, DbError> {
    let rows = sqlx::query_as!(
        KnownRow,
        r#"select id, clerk_id, username, email, first_name, last_name, avatar_url, last_login_at
                , is_active, is_banned, deleted_at is not null as "is_deleted!", clerk_updated_at, clerk_told_at
                , username = any ($2) as "has_name!"
                , coalesce(email_key = lower($3) and deleted_at is null, false) as "has_email!"
             from app_user
            where clerk_id = $1 or username = any ($2) or (email_key = lower($3) and deleted_at is null)
            order by id
              for update"#,
        clerk_id,
        usernames,
        email
    )
    .fetch_all(tx.conn())
    .await?;
    let mut standing = Standing::default();
    for row in rows {
        let (has_name, has_email) = (row.has_name, row.has_email);
        let known = Known::from(row);
        if known.clerk_id.as_deref() == Some(clerk_id) {
            standing.own = Some(known);
            continue;
        }
        if has_name {
            standing.name_holders.push(known.clone());
        }
        if has_email {
            standing.email_holder = Some(known);
        }
    }
    Ok(standing)
}
