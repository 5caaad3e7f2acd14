//! Who asks.

use sqlx::{AssertSqlSafe, PgConnection};

use super::world::World;

/// Everybody that a cell of the matrix is tried as.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Persona {
    /// Somebody without a credential.
    Anonymous,
    /// A signed-in request whose person was never set: a bug, which must open nothing.
    WithoutContext,
    /// Owner of the row, or of its parent.
    Owner,
    /// Another active person.
    Other,
    /// Of a live share of the owner's offer.
    Recipient,
    /// An administrator in the admin area.
    Admin,
    /// An administrator anywhere else: a person like others.
    AdminAtHome,
    /// A plain person whose request got the admin area's role: a bug, which must open nothing.
    Impostor,
    /// An administrator who was deactivated, in the admin area.
    GoneAdmin,
    /// The owner of rows, who was deactivated.
    Deactivated,
    /// The application itself: webhooks and provisioning.
    System,
}

impl Persona {
    pub const ALL: [Self; 11] = [
        Self::Anonymous,
        Self::WithoutContext,
        Self::Owner,
        Self::Other,
        Self::Recipient,
        Self::Admin,
        Self::AdminAtHome,
        Self::Impostor,
        Self::GoneAdmin,
        Self::Deactivated,
        Self::System,
    ];

    fn role(self) -> &'static str {
        match self {
            Self::Anonymous => "app_anon",
            Self::System => "app_sync",
            Self::Admin | Self::Impostor | Self::GoneAdmin => "app_admin",
            Self::WithoutContext
            | Self::Owner
            | Self::Other
            | Self::Recipient
            | Self::AdminAtHome
            | Self::Deactivated => "app_request",
        }
    }

    /// The name of the person in the world, if there is one.
    pub fn person(self) -> Option<&'static str> {
        match self {
            Self::Anonymous | Self::WithoutContext | Self::System => None,
            Self::Owner | Self::Deactivated => Some("owner"),
            Self::Other | Self::Impostor => Some("other"),
            Self::Recipient => Some("recipient"),
            Self::Admin | Self::AdminAtHome => Some("admin"),
            Self::GoneAdmin => Some("gone_admin"),
        }
    }

    /// The statements that take the role and the person's id, until the transaction ends or the
    /// savepoint is rolled back.
    pub fn context(self, world: &World) -> String {
        let mut sql = format!("set local role {}; ", self.role());
        if let Some(person) = self.person() {
            sql += &format!("set local app.current_user_id = '{}'; ", world.id(person));
            // The setting says what the person would like to be; nothing may believe it.
            sql += "set local app.current_user_role = 'admin'; ";
        }
        sql
    }

    pub async fn take(self, connection: &mut PgConnection, world: &World) {
        sqlx::raw_sql(AssertSqlSafe(self.context(world)))
            .execute(connection)
            .await
            .unwrap();
    }
}
