use axum::response::Html;
use axum::{Router, routing::get};
use clerk::{Auth, Clerk, ClerkLayer, Guard, Protect, Refusal, SignedIn};

/// Everybody may come in.
async fn home(auth: Auth) -> Html<String> {
    let name = auth.user_id().unwrap_or("stranger");
    Html(format!(
        "hello {name}, <a href=/account>this is your account</a>"
    ))
}

/// A page: visitors are sent to the sign-in page, and come back from there.
async fn account(guard: Guard) -> Result<Html<String>, Refusal> {
    let user = guard.protect_user(Protect::new())?;
    Ok(Html(format!("the account of {}", user.user_id)))
}

/// An API: whoever is not signed in is answered 401.
async fn me(user: SignedIn) -> String {
    user.user_id
}

/// What is where.
pub fn router(clerk: Clerk) -> Router {
    Router::new()
        .route("/", get(home))
        .route("/account", get(account))
        .route("/me", get(me))
        .layer(ClerkLayer::new(clerk))
}

#[tokio::main]
async fn main() -> Result<(), Box<dyn std::error::Error>> {
    let clerk = Clerk::builder()
        .publishable_key(std::env::var("CLERK_PUBLISHABLE_KEY")?)
        .secret_key(std::env::var("CLERK_SECRET_KEY")?)
        .authorized_parties(["http://localhost:3000"])
        .build()?;
    let listener = tokio::net::TcpListener::bind("127.0.0.1:3000").await?;
    Ok(axum::serve(listener, router(clerk)).await?)
}
