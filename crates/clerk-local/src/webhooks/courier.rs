//! Delivers messages to the application's endpoint, in the background and on demand.

use std::sync::atomic::{AtomicBool, Ordering};
use std::time::Duration;

use axum::http::header::CONTENT_TYPE;
use tokio::sync::{Mutex, Notify};

use super::WebhookEndpoint;
use super::signature::{SecretError, SigningKey};
use crate::app::{App, Shared};
use crate::clock::{SECOND, UnixMillis};
use crate::ids::MessageId;
use crate::state::{Attempt, Message, Next, Schedule, StoreError, Trigger};

/// How long Svix waits for an answer.
const PATIENCE: Duration = Duration::from_secs(15);
/// After how many attempts their results are written to disk. A crash before that delivers them
/// again, as Svix also may.
const BATCH: usize = 16;

/// The way to the endpoint.
pub(crate) struct Courier {
    pub(crate) url: String,
    key: SigningKey,
    schedule: Schedule,
    http: reqwest::Client,
    /// Rings when there may be something to do.
    bell: Notify,
    is_held: AtomicBool,
    /// One delivery at a time, so that the order is the queue's.
    turn: Mutex<()>,
}

/// Why webhooks cannot be delivered at all.
#[derive(Debug, thiserror::Error)]
pub(crate) enum CourierError {
    #[error(transparent)]
    Secret(#[from] SecretError),
    #[error("no HTTP client for webhooks: {0}")]
    Http(#[from] reqwest::Error),
}

/// How a message is sent on demand.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Sending {
    pub(crate) trigger: Trigger,
    /// How old the signature claims to be, in seconds.
    pub(crate) signed_ago: i64,
}

impl Courier {
    /// `secret` is the instance's own, for an endpoint that names none.
    ///
    /// # Errors
    /// When the secret is malformed, or no HTTP client can be made.
    pub(crate) fn new(endpoint: WebhookEndpoint, secret: &str) -> Result<Self, CourierError> {
        let secret = endpoint.signing_secret.as_deref().unwrap_or(secret);
        let http = reqwest::Client::builder()
            .timeout(PATIENCE)
            .redirect(reqwest::redirect::Policy::none())
            .user_agent(concat!("clerk-local/", env!("CARGO_PKG_VERSION")))
            .no_proxy()
            .build()?;
        Ok(Self {
            key: SigningKey::parse(secret)?,
            url: endpoint.url,
            schedule: Schedule {
                speedup: endpoint.retry_speedup,
            },
            http,
            bell: Notify::new(),
            is_held: AtomicBool::new(false),
            turn: Mutex::default(),
        })
    }

    /// Looks for something to deliver soon.
    pub(crate) fn wake(&self) {
        self.bell.notify_one();
    }

    /// Whether deliveries wait for [`Self::release`].
    pub(crate) fn is_held(&self) -> bool {
        self.is_held.load(Ordering::Relaxed)
    }

    /// Delivers nothing by itself until [`Self::release`]. Waits for a delivery that is under way.
    pub(crate) async fn hold(&self) {
        self.is_held.store(true, Ordering::Relaxed);
        let _turn = self.turn.lock().await;
    }

    /// Delivers by itself again.
    pub(crate) fn release(&self) {
        self.is_held.store(false, Ordering::Relaxed);
        self.wake();
    }

    /// Delivers all that is to be delivered now, due or not, `rounds` times over.
    ///
    /// # Errors
    /// When the results cannot be written.
    pub(crate) async fn flush(&self, app: &App, rounds: u32) -> Result<(), StoreError> {
        let _turn = self.turn.lock().await;
        let ids = app.store.read(|state| state.outbox.pending());
        let sending = Sending {
            trigger: Trigger::Manual,
            signed_ago: 0,
        };
        for _ in 0..rounds {
            for id in &ids {
                self.deliver(app, id, sending).await;
            }
        }
        app.store.change(|_| Ok(())).await
    }

    /// Delivers one message whether it was delivered before or not, in `copies` at the same time.
    ///
    /// # Errors
    /// When the results cannot be written.
    pub(crate) async fn send_again(
        &self,
        app: &App,
        message: &Message,
        copies: usize,
        signed_ago: i64,
    ) -> Result<Vec<Attempt>, StoreError> {
        let sending = Sending {
            trigger: Trigger::Manual,
            signed_ago,
        };
        let mut requests = tokio::task::JoinSet::new();
        for _ in 0..copies {
            let request = self.request(app.clock.wall(), message, sending);
            let started = app.clock.wall();
            requests.spawn(async move { (started, request.send().await) });
        }
        let mut attempts = Vec::new();
        while let Some(joined) = requests.join_next().await {
            if let Ok((started, answer)) = joined {
                attempts.push(attempt(app, started, answer, sending));
            }
        }
        let kept = attempts.clone();
        app.store
            .change(|state| {
                for attempt in kept {
                    state.outbox.note(&message.id, attempt, self.schedule);
                }
                Ok::<_, StoreError>(())
            })
            .await?;
        Ok(attempts)
    }

    fn next(&self, app: &App) -> Next {
        if self.is_held() {
            return Next::Nothing;
        }
        let now = app.clock.wall();
        app.store.read(|state| state.outbox.next(now))
    }

    async fn deliver_batch(&self, app: &App) -> Result<(), StoreError> {
        let _turn = self.turn.lock().await;
        let sending = Sending {
            trigger: Trigger::Scheduled,
            signed_ago: 0,
        };
        for _ in 0..BATCH {
            let Next::Deliver(id) = self.next(app) else {
                break;
            };
            self.deliver(app, &id, sending).await;
        }
        app.store.change(|_| Ok(())).await
    }

    async fn deliver(&self, app: &App, id: &MessageId, sending: Sending) {
        let message = app.store.read(|state| state.outbox.get(id).cloned());
        let Some(message) = message else {
            return;
        };
        let started = app.clock.wall();
        let answer = self.request(started, &message, sending).send().await;
        let attempt = attempt(app, started, answer, sending);
        if let Some(error) = &attempt.error {
            tracing::debug!(%error, message = %id, "a webhook was not delivered");
        }
        app.store
            .change_in_memory(|state| state.outbox.note(id, attempt, self.schedule));
    }

    fn request(
        &self,
        now: UnixMillis,
        message: &Message,
        sending: Sending,
    ) -> reqwest::RequestBuilder {
        let timestamp = now / SECOND - sending.signed_ago;
        let id = message.id.as_ref();
        let signature = self.key.sign(id, timestamp, &message.body);
        self.http
            .post(&self.url)
            .header(CONTENT_TYPE, "application/json")
            .header("svix-id", id)
            .header("svix-timestamp", timestamp)
            .header("svix-signature", signature)
            .body(message.body.clone())
    }
}

fn attempt(
    app: &App,
    started: UnixMillis,
    answer: Result<reqwest::Response, reqwest::Error>,
    sending: Sending,
) -> Attempt {
    let (status, error) = match answer {
        Ok(answer) => (Some(answer.status().as_u16()), None),
        Err(error) => (None, Some(reason(&error))),
    };
    Attempt {
        at: started,
        trigger: sending.trigger,
        status,
        error,
        millis: (app.clock.wall() - started).max(0),
    }
}

fn reason(error: &reqwest::Error) -> String {
    if error.is_timeout() {
        "no answer in time".to_owned()
    } else if error.is_connect() {
        "nobody answers at this address".to_owned()
    } else {
        "the answer was cut off".to_owned()
    }
}

/// Delivers what is due until the task is aborted. What was being delivered then is delivered again
/// after the next start.
pub(crate) async fn deliver_forever(app: Shared) {
    let Some(courier) = &app.courier else {
        return;
    };
    loop {
        match courier.next(&app) {
            Next::Deliver(_) => {
                if let Err(error) = courier.deliver_batch(&app).await {
                    tracing::error!(%error, "the results of deliveries were not kept");
                }
            }
            Next::WaitUntil(at) => {
                let wait = u64::try_from(at - app.clock.wall()).unwrap_or_default();
                let wait = Duration::from_millis(wait);
                // Whichever comes first, the time or something new.
                let _rang = tokio::time::timeout(wait, courier.bell.notified()).await;
            }
            Next::Nothing => courier.bell.notified().await,
        }
    }
}
