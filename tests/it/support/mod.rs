//! A whole application over a database of its own, and people who ask it for things.

mod answer;
mod person;
mod stand_in;

use std::sync::{Arc, atomic::AtomicU64, atomic::Ordering};

use axum::{
    Router,
    body::Body,
    extract::FromRequestParts,
    http::{HeaderName, Request, header},
};
use clerk::{Clerk, ClerkBuilder};
use deal_brain::{
    auth::{FirstAdmin, Newcomers},
    config::MetricsToken,
    db::{AuditQueue, Db, EndedSessions},
    domain::{person::Profile, user::User},
    server,
    service::{
        people::{self, Found},
        webhooks::Intake,
    },
    state::{Addresses, AppState, Draining, Metrics, RateLimits, Site},
};
use leptos::config::LeptosOptions;
use sqlx::PgPool;
use tower::ServiceExt;

pub use answer::Answer;
pub use person::{INSTANCE_KEY, Person, now, sign};
pub use stand_in::ClerkStandIn;

const CLIENT_IP: HeaderName = HeaderName::from_static("x-forwarded-for");
/// Opens the metrics.
pub const METRICS_TOKEN: &str = "the collector's own";
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

fn clerk() -> ClerkBuilder {
    Clerk::builder()
        .publishable_key(PUBLISHABLE_KEY)
        .secret_key("sk_live_test")
        .authorized_parties([ORIGIN.to_owned()])
        .webhook_signing_secrets([WEBHOOK_SECRET])
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

    /// The application that fetches Clerk's keys from this Backend API.
    pub fn with_remote_keys(pool: PgPool, url: &str) -> Self {
        let instance = clerk().api_url(url).build().unwrap();
        Self::of(state_of(pool, instance))
    }

    /// The application as another installation.
    pub fn with_site(pool: PgPool, change: impl FnOnce(&mut Site)) -> Self {
        let mut state = state(pool, |clerk| clerk);
        change(Arc::make_mut(&mut state.site));
        Self::of(state)
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

    /// Whoever has that Clerk id.
    pub fn somebody(&self, clerk_id: &str) -> Person<'_> {
        Person::new(self, clerk_id.to_owned())
    }

    /// The row of a person who has been here.
    pub async fn row_of(&self, person: &Person<'_>) -> User {
        people::find(&self.state.db, &person.clerk_id)
            .await
            .unwrap()
            .unwrap()
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
    let instance = configure(clerk().jwt_key(PUBLIC_KEY)).build().unwrap();
    state_of(pool, instance)
}

fn state_of(pool: PgPool, clerk: Clerk) -> AppState {
    AppState {
        leptos: LeptosOptions::builder()
            .output_name("deal-brain")
            .site_root("tests/it/data/site")
            .build(),
        newcomers: Newcomers::new(true, None),
        first_admin: FirstAdmin::default(),
        ended_sessions: EndedSessions::default(),
        audit: AuditQueue::start(Db::from_pool(pool.clone())),
        webhooks: Intake::start(Db::from_pool(pool.clone())),
        metrics: Metrics::install().unwrap(),
        metrics_token: MetricsToken::new(METRICS_TOKEN),
        addresses: Addresses::new("a key of the tests", Some(CLIENT_IP)),
        rate_limits: RateLimits::default(),
        patience: server::PATIENCE,
        draining: Draining::default(),
        db: Db::from_pool(pool),
        clerk,
        site: Arc::new(Site {
            origin: ORIGIN.to_owned(),
            publishable_key: PUBLISHABLE_KEY.to_owned(),
            clerk_proxy_url: Some("/__clerk".to_owned()),
            sign_in_url: "/sign-in".to_owned(),
            sign_up_url: "/sign-up".to_owned(),
            after_sign_in_url: "/dashboard".to_owned(),
            after_sign_up_url: "/dashboard".to_owned(),
            has_webhook_secret: true,
            deleted_days: 30,
            is_development: false,
        }),
    }
}
