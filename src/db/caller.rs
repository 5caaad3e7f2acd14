//! Who is asking, and whether they still may: the one question of every signed-in request.

use super::{DbError, SystemTx};
use crate::domain::{
    preferences::Preferences,
    user::{Plan, Role, User, UserId},
};

/// Whoever asks, as of this request.
#[derive(Clone, Debug)]
pub struct Caller {
    /// Their row; newcomers have none.
    pub user: Option<User>,
    /// Whether the session that they present has ended, though its token is still good.
    pub session_ended: bool,
}

/// Whoever presents this session.
///
/// # Errors
/// When the query fails.
pub async fn of(
    tx: &mut SystemTx,
    clerk_id: &str,
    session_id: Option<&str>,
) -> Result<Caller, DbError> {
    let row = sqlx::query!(
        r#"select u.id as "id?", u.clerk_id, u.username as "username?", u.email, u.display_name
                , u.first_name, u.last_name, u.avatar_url, u.role as "role?", u.plan as "plan?"
                , u.preferences as "preferences?", u.is_active as "is_active?"
                , u.created_at as "created_at?", u.last_login_at
                , exists (select 1 from ended_session where session_id = $2) as "session_ended!"
             from (select) one
             left join app_user u on u.clerk_id = $1"#,
        clerk_id,
        session_id,
    )
    .fetch_one(tx.conn())
    .await?;
    let user = (|| {
        Some(User {
            id: UserId(row.id?),
            clerk_id: row.clerk_id,
            username: row.username?,
            email: row.email,
            display_name: row.display_name,
            first_name: row.first_name,
            last_name: row.last_name,
            avatar_url: row.avatar_url,
            role: Role::from_name(&row.role?),
            plan: Plan::from_name(&row.plan?),
            preferences: Preferences::from_stored(&row.preferences?),
            is_active: row.is_active?,
            created_at: row.created_at?,
            last_login_at: row.last_login_at,
        })
    })();
    Ok(Caller {
        user,
        session_ended: row.session_ended,
    })
}
