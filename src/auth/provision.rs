//! People are made on their first request, from the token alone: no call to Clerk is needed.

use clerk::SignedIn;
use sha2::{Digest, Sha256};

use crate::{
    db::{
        Db,
        users::{self, NewUser},
    },
    domain::user::User,
    error::Error,
};

/// Finds the person of a verified session, or makes their row. Parallel first requests make one.
pub(super) async fn find_or_make(db: &Db, session: &SignedIn) -> Result<User, Error> {
    let mut tx = db.as_system().await?;
    if let Some(user) = users::by_clerk_id(&mut tx, &session.user_id).await? {
        return Ok(user);
    }
    let claim = |name: &str, longest: usize| {
        let text = session
            .claims
            .custom
            .get(name)
            .and_then(serde_json::Value::as_str)?;
        fits(text, longest).then_some(text)
    };
    let user = users::provision(
        &mut tx,
        &NewUser {
            clerk_id: &session.user_id,
            username: &made_up_username(&session.user_id),
            email: claim("email", 320),
            first_name: claim("first_name", 100),
            last_name: claim("last_name", 100),
            avatar_url: claim("image_url", 500),
        },
    )
    .await?;
    tx.commit().await?;
    tracing::info!(user.id = user.id.0, "a new person came");
    Ok(user)
}

/// Whether a column of that many characters can hold the text.
fn fits(text: &str, longest: usize) -> bool {
    !text.is_empty() && text.chars().count() <= longest && !text.contains('\0')
}

/// Every Clerk id starts alike, so the whole of it is hashed: `u_` and ten hexadecimal digits.
fn made_up_username(clerk_id: &str) -> String {
    let digest = Sha256::digest(clerk_id);
    let digits: String = digest
        .iter()
        .take(5)
        .map(|byte| format!("{byte:02x}"))
        .collect();
    format!("u_{digits}")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn ids_that_start_alike_get_names_that_differ() {
        let (one, other) = (
            made_up_username("user_2abcdef"),
            made_up_username("user_2abcdeg"),
        );
        assert_ne!(one, other);
        assert!(one.starts_with("u_") && one.len() == 12);
    }
}
