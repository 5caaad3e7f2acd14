//! People, found and told apart.

use time::OffsetDateTime;

use crate::{
    db::{AdminTx, DbError},
    domain::{
        admin::{
            CursorKey, PeopleCursor, PeopleQuery, PeopleSort, Person, PersonState, WantedState,
        },
        listing::Direction,
        preferences::Preferences,
        user::{Plan, Role, User, UserId},
    },
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
