//! A whole application over a database of its own, and people who ask it for things.

mod answer;
mod person;

use std::sync::{Arc, atomic::AtomicU64, atomic::Ordering};

use axum::{
    Router,
    body::Body,
    extract::FromRequestParts,
    http::{HeaderName, Request, header},
};
use clerk::{Clerk, ClerkBuilder};
use deal_brain::{
    auth::Newcomers,
    db::{AuditQueue, Db, EndedSessions},
    domain::{person::Profile, user::User},
    server,
    service::people::{self, Found},
    state::{Addresses, AppState, Site},
};
use leptos::config::LeptosOptions;
use sqlx::PgPool;
use tower::ServiceExt;

pub use answer::Answer;
pub use person::{INSTANCE_KEY, Person, now, sign};

const CLIENT_IP: HeaderName = HeaderName::from_static("x-forwarded-for");
pub const ORIGIN: &str = "https://deals.example.com";
const PUBLISHABLE_KEY: &str = "pk_live_Y2xlcmsuZXhhbXBsZS5jb20k";
/// Signs Clerk's messages.
pub const WEBHOOK_SECRET: &str = "whsec_dGhlX3Rlc3RzX3NpZ25fd2l0aF90aGlzX29uZQ==";
const PUBLIC_KEY: &str = include_str!("../data/instance_key.pub.pem");

/// The row of somebody who has come for the first time.
pub async fn newcomer(db: &Db, clerk_id: &str) -> User {
    match people::find_or_make(db, clerk_id, Profile::default).await {
        Ok(Found::New(user)) => user,
        other => panic!("{clerk_id} is not new: {other:?}"),
    }
}

/// The application, as the server would serve it.
pub struct App {
    pub state: AppState,
    router: Router,
    next_person: AtomicU64,
}

impl App {
    pub fn new(pool: PgPool) -> Self {
        Self::of(state(pool, |clerk| clerk))
    }

    /// The application with its Clerk instance configured otherwise.
    pub fn with(pool: PgPool, configure: impl FnOnce(ClerkBuilder) -> ClerkBuilder) -> Self {
        Self::of(state(pool, configure))
    }

    pub fn of(state: AppState) -> Self {
        Self {
            router: server::router(state.clone()),
            state,
            next_person: AtomicU64::new(1),
        }
    }

    /// Somebody who has signed in at Clerk and was never here.
    pub fn newcomer(&self) -> Person<'_> {
        let number = self.next_person.fetch_add(1, Ordering::Relaxed);
        Person::new(self, format!("user_{number:027}"))
    }

    /// Nobody.
    pub fn anybody(&self) -> Person<'_> {
        Person::nobody(self)
    }

    /// What a guard says to a person, as it would in front of a handler.
    pub async fn enter<G>(&self, person: &Person<'_>) -> Result<G, G::Rejection>
    where
        G: FromRequestParts<AppState>,
    {
        let request = Request::get("/").header(header::HOST, "deals.example.com");
        let (mut parts, ()) = request.body(()).unwrap().into_parts();
        let bearer = format!("Bearer {}", person.token());
        parts
            .headers
            .insert(header::AUTHORIZATION, bearer.parse().unwrap());
        let decided = self.state.clerk.authenticate_request(&parts).await.unwrap();
        let (auth, _) = decided.into_parts();
        parts.extensions.insert(Arc::new(auth));
        G::from_request_parts(&mut parts, &self.state).await
    }

    pub async fn send(&self, request: Request<Body>) -> Answer {
        let response = self.router.clone().oneshot(request).await.unwrap();
        Answer::read(response).await
    }
}

/// What every request shares. Nobody is asked about newcomers.
pub fn state(pool: PgPool, configure: impl FnOnce(ClerkBuilder) -> ClerkBuilder) -> AppState {
    let clerk = Clerk::builder()
        .publishable_key(PUBLISHABLE_KEY)
        .secret_key("sk_live_test")
        .jwt_key(PUBLIC_KEY)
        .authorized_parties([ORIGIN.to_owned()])
        .webhook_signing_secrets([WEBHOOK_SECRET]);
    AppState {
        leptos: LeptosOptions::builder()
            .output_name("deal-brain")
            .site_root("tests/it/data/site")
            .build(),
        newcomers: Newcomers::new(true, None),
        ended_sessions: EndedSessions::default(),
        audit: AuditQueue::start(Db::from_pool(pool.clone())),
        addresses: Addresses::new("a key of the tests", Some(CLIENT_IP)),
        db: Db::from_pool(pool),
        clerk: configure(clerk).build().unwrap(),
        site: Arc::new(Site {
            origin: ORIGIN.to_owned(),
            publishable_key: PUBLISHABLE_KEY.to_owned(),
            clerk_proxy_url: Some("/__clerk".to_owned()),
            sign_in_url: "/sign-in".to_owned(),
            sign_up_url: "/sign-up".to_owned(),
            has_webhook_secret: true,
        }),
    }
}
