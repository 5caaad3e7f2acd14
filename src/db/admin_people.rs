//! People, as administrators see and change them.

use time::OffsetDateTime;

use super::{AdminTx, DbError};
use crate::domain::{
    admin::{
        CursorKey, Owned, PeopleCursor, PeopleQuery, PeopleSort, Person, PersonRecord, PersonState,
        WantedState,
    },
    listing::Direction,
    notification::NotificationKind,
    preferences::Preferences,
    user::{Plan, Role, User, UserId},
};

struct PersonRow {
    id: i64,
    clerk_id: Option<String>,
    username: String,
    email: Option<String>,
    display_name: Option<String>,
    first_name: Option<String>,
    last_name: Option<String>,
    avatar_url: Option<String>,
    role: String,
    plan: String,
    is_active: bool,
    is_deleted: bool,
    name_key: String,
    created_at: OffsetDateTime,
    last_login_at: Option<OffsetDateTime>,
}

impl PersonRow {
    fn cursor(&self, sort: PeopleSort) -> PeopleCursor {
        let key = match sort {
            PeopleSort::Created => CursorKey::Created,
            PeopleSort::Login => {
                CursorKey::Login(self.last_login_at.unwrap_or(OffsetDateTime::UNIX_EPOCH))
            }
            PeopleSort::Name => CursorKey::Name(self.name_key.clone()),
        };
        PeopleCursor { key, id: self.id }
    }
}

impl From<PersonRow> for Person {
    fn from(row: PersonRow) -> Self {
        let state = match (row.is_active, row.is_deleted) {
            (true, _) => PersonState::Active,
            (false, false) => PersonState::Deactivated,
            (false, true) => PersonState::Deleted,
        };
        // The one place that knows how people are called.
        let user = User {
            id: UserId(row.id),
            clerk_id: row.clerk_id,
            username: row.username,
            email: row.email,
            display_name: row.display_name,
            first_name: row.first_name,
            last_name: row.last_name,
            avatar_url: row.avatar_url,
            role: Role::from_name(&row.role),
            plan: Plan::from_name(&row.plan),
            preferences: Preferences::default(),
            is_active: row.is_active,
            created_at: row.created_at,
            last_login_at: row.last_login_at,
        };
        Self {
            id: user.id,
            name: user.shown_name(),
            clerk_id: user.clerk_id,
            username: user.username,
            email: user.email,
            avatar_url: user.avatar_url,
            role: user.role,
            plan: user.plan,
            state,
            is_active: user.is_active,
            created_at: user.created_at,
            last_login_at: user.last_login_at,
        }
    }
}

/// The people that a question finds, in its order, and the place of the last one when there are
/// more. "Now" is what "in the last seven days" is counted from.
///
/// # Errors
/// When the query fails.
pub async fn find(
    tx: &mut AdminTx,
    query: &PeopleQuery,
    now: OffsetDateTime,
) -> Result<(Vec<Person>, Option<PeopleCursor>), DbError> {
    let (login_from, login_before) = query.login.map_or((None, None), |login| login.range(now));
    let state = query.state.map(|state| match state {
        WantedState::Is(state) => state.name(),
        WantedState::Inactive => "inactive",
    });
    let (after_login, after_name) = match query.after.as_ref().map(|after| &after.key) {
        Some(CursorKey::Login(at)) => (Some(*at), None),
        Some(CursorKey::Name(name)) => (None, Some(name.as_str())),
        Some(CursorKey::Created) | None => (None, None),
    };
    let fit = usize::from(query.limit);
    let mut rows = sqlx::query_as!(
        PersonRow,
        r#"select u.id, u.clerk_id, u.username, u.email, u.display_name, u.first_name, u.last_name
                , u.avatar_url, u.role, u.plan, u.is_active, u.deleted_at is not null as "is_deleted!"
                , u.name_key as "name_key!", u.created_at, u.last_login_at
             from app.find_people($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12)
                  with ordinality as found (id, place)
             join app_user u on u.id = found.id
            order by found.place"#,
        &query.words,
        query.role.map(Role::name),
        query.plan.map(Plan::name),
        state,
        login_from,
        login_before,
        query.sort.name(),
        query.dir == Direction::Descending,
        after_login,
        after_name,
        query.after.as_ref().map(|after| after.id),
        i32::from(query.limit) + 1,
    )
    .fetch_all(tx.conn())
    .await?;
    let more = rows.len() > fit;
    rows.truncate(fit);
    let next = rows
        .last()
        .filter(|_| more)
        .map(|row| row.cursor(query.sort));
    Ok((rows.into_iter().map(Person::from).collect(), next))
}

/// One person.
///
/// # Errors
/// When the query fails.
pub async fn by_id(tx: &mut AdminTx, id: UserId) -> Result<Option<Person>, DbError> {
    let row = sqlx::query_as!(
        PersonRow,
        r#"select id, clerk_id, username, email, display_name, first_name, last_name, avatar_url, role, plan
                , is_active, deleted_at is not null as "is_deleted!", name_key as "name_key!"
                , created_at, last_login_at
             from app_user
            where id = $1"#,
        id.0
    )
    .fetch_optional(tx.conn())
    .await?;
    Ok(row.map(Person::from))
}

/// The number of whoever has that address, among the living, or that user name.
///
/// # Errors
/// When the query fails.
pub async fn by_handle(tx: &mut AdminTx, handle: &str) -> Result<Option<UserId>, DbError> {
    let id = sqlx::query_scalar!(
        r#"select id from app_user
            where (email_key = lower($1) and deleted_at is null) or username = $1
            order by username = $1
            limit 1"#,
        handle
    )
    .fetch_optional(tx.conn())
    .await?;
    Ok(id.map(UserId))
}

/// Locks one person's row, and those of all active administrators, for as long as the scope is
/// open: of two administrators who demote one another, the second waits, and then is none.
///
/// # Errors
/// When the query fails.
pub async fn active_admins_locked(tx: &mut AdminTx) -> Result<Vec<UserId>, DbError> {
    let ids = sqlx::query_scalar!(
        "select id from app_user where role = 'admin' and is_active order by id for update"
    )
    .fetch_all(tx.conn())
    .await?;
    Ok(ids.into_iter().map(UserId).collect())
}

/// Gives another role to who has the role `from`; tells whether that was so.
///
/// # Errors
/// When the query fails.
pub async fn set_role(
    tx: &mut AdminTx,
    id: UserId,
    from: Role,
    role: Role,
) -> Result<bool, DbError> {
    let done = sqlx::query!(
        "update app_user set role = $3, updated_at = now() where id = $1 and role = $2",
        id.0,
        from.name(),
        role.name()
    )
    .execute(tx.conn())
    .await?;
    Ok(done.rows_affected() == 1)
}

/// Gives another plan to who has the plan `from`; tells whether that was so.
///
/// # Errors
/// When the query fails.
pub async fn set_plan(
    tx: &mut AdminTx,
    id: UserId,
    from: Plan,
    plan: Plan,
) -> Result<bool, DbError> {
    let done = sqlx::query!(
        "update app_user set plan = $3, updated_at = now() where id = $1 and plan = $2",
        id.0,
        from.name(),
        plan.name()
    )
    .execute(tx.conn())
    .await?;
    Ok(done.rows_affected() == 1)
}

/// A person with what only their own page shows.
///
/// # Errors
/// When a query fails.
pub async fn record(tx: &mut AdminTx, id: UserId) -> Result<Option<PersonRecord>, DbError> {
    let Some(person) = by_id(tx, id).await? else {
        return Ok(None);
    };
    let more = sqlx::query!(
        r#"select u.is_banned, u.deleted_at
                , (select h.erase_at from held_profile h where h.user_id = u.id and h.erase_at > now()) as restorable_until
                , (select count(*) from listing where user_id = u.id) as "listings!"
                , (select count(*) from collection where user_id = u.id) as "collections!"
                , (select count(*) from profile where user_id = u.id) as "profiles!"
                , (select count(*) from valuation_ruleset where user_id = u.id) as "rulesets!"
                , (select count(s.id) from listing_share s where s.created_by = u.id) as "links!"
                , (select count(s.id) from user_share s where s.sender_id = u.id) as "shares_sent!"
                , (select count(s.id) from user_share s where s.recipient_id = u.id) as "shares_received!"
             from app_user u
            where u.id = $1"#,
        id.0
    )
    .fetch_optional(tx.conn())
    .await?;
    Ok(more.map(|more| PersonRecord {
        person,
        is_banned: more.is_banned,
        deleted_at: more.deleted_at,
        restorable_until: more.restorable_until,
        owned: Owned {
            listings: more.listings,
            collections: more.collections,
            profiles: more.profiles,
            rulesets: more.rulesets,
            links: more.links,
            shares_sent: more.shares_sent,
            shares_received: more.shares_received,
        },
    }))
}

/// Lets somebody in, or keeps them out; `is_banned` says whether a ban at Clerk is why.
///
/// # Errors
/// When the query fails.
pub async fn set_standing(
    tx: &mut AdminTx,
    id: UserId,
    is_active: bool,
    is_banned: bool,
) -> Result<(), DbError> {
    sqlx::query!(
        "update app_user set is_active = $2, is_banned = $3, updated_at = now() where id = $1",
        id.0,
        is_active,
        is_banned
    )
    .execute(tx.conn())
    .await?;
    Ok(())
}

/// What was cleared from somebody's row, as far as Clerk must be told to make them anew.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Held {
    /// Their address.
    pub email: Option<String>,
    /// Given name.
    pub first_name: Option<String>,
    /// Family name.
    pub last_name: Option<String>,
}

/// What is held back of somebody who was deleted; none when its time is over.
///
/// # Errors
/// When the query fails.
pub async fn held(tx: &mut AdminTx, id: UserId) -> Result<Option<Held>, DbError> {
    let held = sqlx::query_as!(
        Held,
        "select email, first_name, last_name from held_profile where user_id = $1 and erase_at > now()",
        id.0
    )
    .fetch_optional(tx.conn())
    .await?;
    Ok(held)
}

/// Puts back what was cleared from somebody's row, under the Clerk id that they have now, and lets
/// them in. A name or an address that somebody else has by now stays with them. A row that a message
/// of Clerk's has made for the new id in the meantime keeps the old one out instead.
///
/// # Errors
/// [`DbError::Conflict`] when such a message is being carried out right now.
pub async fn restore(tx: &mut AdminTx, id: UserId, clerk_id: Option<&str>) -> Result<(), DbError> {
    let before = sqlx::query_scalar!("select clerk_id from app_user where id = $1", id.0)
        .fetch_optional(tx.conn())
        .await?
        .flatten();
    if before.as_deref() != clerk_id {
        sqlx::query!("update app_user set clerk_id = null where id = $1", id.0)
            .execute(tx.conn())
            .await?;
        sqlx::query!(
            r#"update app_user
                  set clerk_id = $2, username = 'gone:' || id, email = null, display_name = null, first_name = null
                    , last_name = null, avatar_url = null, is_active = false, clerk_updated_at = null
                    , clerk_told_at = null, deleted_at = now(), updated_at = now()
                where clerk_id = $1"#,
            clerk_id,
            before
        )
        .execute(tx.conn())
        .await?;
    }
    sqlx::query!(
        r#"with held as (
               delete from held_profile where user_id = $1 and erase_at > now()
               returning user_id, username, email, display_name, first_name, last_name, avatar_url
           )
           update app_user u
              set clerk_id = $2
                , username = case when exists (select from app_user o where o.username = held.username and o.id <> u.id)
                                  then u.username else held.username end
                , email = case when not exists (select from app_user o
                                                 where o.email_key = lower(held.email) and o.deleted_at is null)
                               then held.email end
                , display_name = held.display_name, first_name = held.first_name, last_name = held.last_name
                , avatar_url = held.avatar_url, is_active = true, is_banned = false, deleted_at = null
                , clerk_updated_at = null, clerk_told_at = null, updated_at = now()
             from held
            where u.id = held.user_id"#,
        id.0,
        clerk_id
    )
    .execute(tx.conn())
    .await?;
    Ok(())
}

/// Deletes somebody, and all that is theirs, for good; tells whether there was such a person.
///
/// # Errors
/// When the query fails.
pub async fn purge(tx: &mut AdminTx, id: UserId) -> Result<bool, DbError> {
    let done = sqlx::query!("delete from app_user where id = $1", id.0)
        .execute(tx.conn())
        .await?;
    Ok(done.rows_affected() == 1)
}

/// Tells somebody in the application what an administrator has done to their account.
///
/// # Errors
/// When the query fails.
pub async fn tell(
    tx: &mut AdminTx,
    id: UserId,
    kind: NotificationKind,
    title: &str,
) -> Result<(), DbError> {
    sqlx::query!(
        "select app.notify_by_admin($1, $2, $3, null, null)",
        id.0,
        kind.name(),
        title
    )
    .execute(tx.conn())
    .await?;
    Ok(())
}
