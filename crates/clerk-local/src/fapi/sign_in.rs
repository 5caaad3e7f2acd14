//! Signing in: by password, by mailed code, with a provider, or after a forgotten password.

mod factors;

use axum::Router;
use axum::extract::{Path, State};
use axum::routing::{get, post};
use serde::Deserialize;

use super::oauth::{self, Departure};
use super::sign_up::refuse_signed_in;
use super::{Answer, view_answer};
use crate::app::{App, Shared};
use crate::clock::UnixMillis;
use crate::errors::ApiError;
use crate::ids::{ClientId, SignInId};
use crate::personas::Provider;
use crate::resources::SignInResource;
use crate::state::{
    ClientView, FlowPurpose, SignIn, State as Memory, Verification, VerificationStatus,
    normalise_email,
};
use crate::visitor::{Form, Visitor};

pub(crate) fn router() -> Router<Shared> {
    Router::new()
        .route("/v1/client/sign_ins", post(create))
        .route("/v1/client/sign_ins/{id}", get(read))
        .route(
            "/v1/client/sign_ins/{id}/prepare_first_factor",
            post(factors::prepare),
        )
        .route(
            "/v1/client/sign_ins/{id}/attempt_first_factor",
            post(factors::attempt),
        )
        .route(
            "/v1/client/sign_ins/{id}/reset_password",
            post(factors::reset_password),
        )
}

const PASSWORD: &str = "password";
const EMAIL_CODE: &str = "email_code";
const RESET_CODE: &str = "reset_password_email_code";

#[derive(Default, Deserialize)]
#[serde(default)]
struct Create {
    identifier: Option<String>,
    strategy: Option<String>,
    password: Option<String>,
    redirect_url: Option<String>,
    action_complete_redirect_url: Option<String>,
    transfer: bool,
}

async fn create(
    State(app): State<Shared>,
    visitor: Visitor,
    Form(form): Form<Create>,
) -> Result<Answer<SignInResource>, ApiError> {
    let now = app.clock.now();
    refuse_signed_in(&app, &visitor, now)?;
    if form.transfer {
        return transfer(&app, &visitor, now).await;
    }
    if let Some(provider) = form.strategy.as_deref().and_then(Provider::from_strategy) {
        return depart(&app, &visitor, provider, &form, now).await;
    }
    let sign_in = match form.identifier.as_deref().filter(|text| !text.is_empty()) {
        Some(identifier) => identify(&app, identifier, now)?,
        None => SignIn::new(now),
    };
    // A password manager fills both fields, and clerk-js then sends them at once.
    if form.strategy.as_deref() == Some(PASSWORD) {
        factors::verify_password(&app, &sign_in, form.password).await?;
        return finish(&app, &visitor, Some(sign_in), PASSWORD, now).await;
    }
    let view = visitor
        .begin(&app, now, |state, client| {
            begin(state, client, sign_in, now)
        })
        .await?;
    answer(&app, &visitor, now, &view)
}

fn identify(app: &App, identifier: &str, now: UnixMillis) -> Result<SignIn, ApiError> {
    let address = normalise_email(identifier, "identifier")?;
    app.store.read(|state| {
        let user = state
            .user_by_email(&address)
            .ok_or_else(ApiError::identifier_not_found)?;
        Ok(SignIn::of(user.id.clone(), address, now))
    })
}

async fn read(
    State(app): State<Shared>,
    visitor: Visitor,
    Path(id): Path<String>,
) -> Result<Answer<SignInResource>, ApiError> {
    let now = app.clock.now();
    let id = SignInId::from(id);
    let view = visitor
        .act(&app, now, |state, client| {
            state.sign_in_mut(client, &id)?;
            Ok(())
        })
        .await?;
    answer(&app, &visitor, now, &view)
}

/// All is proved: begins the session. `sign_in` replaces the browser's current attempt.
async fn finish(
    app: &App,
    visitor: &Visitor,
    sign_in: Option<SignIn>,
    strategy: &str,
    now: UnixMillis,
) -> Result<Answer<SignInResource>, ApiError> {
    let view = visitor
        .begin(app, now, |state, client| {
            if let Some(sign_in) = sign_in {
                begin(state, client, sign_in, now)?;
            }
            complete(state, client, visitor, strategy, now)
        })
        .await?;
    answer(app, visitor, now, &view)
}

fn complete(
    state: &mut Memory,
    client: &ClientId,
    visitor: &Visitor,
    strategy: &str,
    now: UnixMillis,
) -> Result<(), ApiError> {
    let sign_in = state.client_mut(client)?.sign_in.as_mut();
    let sign_in = sign_in.ok_or_else(ApiError::not_found)?;
    sign_in.first_factor = Some(Verification::verified(strategy, now));
    let user = sign_in.user.clone().ok_or_else(ApiError::not_found)?;
    let activity = visitor.activity.clone();
    state.complete_sign_in(client, &user, strategy, activity, now)
}

/// A sign-up with a provider turned out to be by someone who has an account.
async fn transfer(
    app: &App,
    visitor: &Visitor,
    now: UnixMillis,
) -> Result<Answer<SignInResource>, ApiError> {
    let view = visitor
        .act(app, now, |state, client| {
            let profile = state
                .client_mut(client)?
                .sign_up
                .as_ref()
                .filter(|sign_up| {
                    sign_up
                        .external_verification
                        .as_ref()
                        .is_some_and(|verification| {
                            verification.status == VerificationStatus::Transferable
                        })
                })
                .and_then(|sign_up| sign_up.external.clone())
                .ok_or_else(ApiError::verification_missing)?;
            let user = state
                .recognise(&profile, now)
                .ok_or_else(ApiError::identifier_not_found)?;
            let strategy = profile.provider.strategy();
            let mut sign_in = SignIn::of(user.clone(), profile.email, now);
            sign_in.first_factor = Some(Verification::verified(strategy, now));
            begin(state, client, sign_in, now)?;
            let activity = visitor.activity.clone();
            state.complete_sign_in(client, &user, strategy, activity, now)
        })
        .await?;
    answer(app, visitor, now, &view)
}

async fn depart(
    app: &App,
    visitor: &Visitor,
    provider: Provider,
    form: &Create,
    now: UnixMillis,
) -> Result<Answer<SignInResource>, ApiError> {
    let urls = oauth::return_urls(
        app,
        visitor,
        form.redirect_url.as_deref(),
        form.action_complete_redirect_url.as_deref(),
    )?;
    let view = visitor
        .begin(app, now, |state, client| {
            let mut sign_in = SignIn::new(now);
            let departure = Departure {
                provider,
                purpose: FlowPurpose::SignIn(sign_in.id.clone()),
                urls,
            };
            let url = oauth::depart(app, visitor, state, client, departure, now);
            sign_in.first_factor = Some(Verification::by_provider(provider.strategy(), url, now));
            begin(state, client, sign_in, now)
        })
        .await?;
    answer(app, visitor, now, &view)
}

fn begin(
    state: &mut Memory,
    client: &ClientId,
    sign_in: SignIn,
    now: UnixMillis,
) -> Result<(), ApiError> {
    let client = state.client_mut(client)?;
    client.sign_in = Some(sign_in);
    client.touch(now);
    Ok(())
}

fn answer(
    app: &App,
    visitor: &Visitor,
    now: UnixMillis,
    view: &ClientView,
) -> Result<Answer<SignInResource>, ApiError> {
    view_answer(app, visitor, now, view, |artist| {
        let sign_in = view.client.sign_in.as_ref();
        let sign_in = sign_in.ok_or_else(ApiError::not_found)?;
        Ok(artist.sign_in(sign_in, view.sign_in_user.as_ref()))
    })
}
