//! Signing up: by e-mail, password and a mailed code, or with a provider.

mod fields;
mod verification;

use axum::Router;
use axum::extract::{Path, State};
use axum::routing::{get, post};

use self::fields::Fields;
use super::oauth::{self, Departure};
use super::{Answer, view_answer};
use crate::app::{App, Shared};
use crate::clock::UnixMillis;
use crate::errors::ApiError;
use crate::ids::{ClientId, SignUpId};
use crate::personas::Provider;
use crate::resources::SignUpResource;
use crate::state::{
    ClientView, FlowPurpose, SignUp, State as Memory, Verification, VerificationStatus,
};
use crate::visitor::{Form, Visitor};

pub(crate) fn router() -> Router<Shared> {
    Router::new()
        .route("/v1/client/sign_ups", post(create))
        .route("/v1/client/sign_ups/{id}", get(read).patch(update))
        .route(
            "/v1/client/sign_ups/{id}/prepare_verification",
            post(verification::prepare),
        )
        .route(
            "/v1/client/sign_ups/{id}/attempt_verification",
            post(verification::attempt),
        )
}

const EMAIL_CODE: &str = "email_code";

async fn create(
    State(app): State<Shared>,
    visitor: Visitor,
    Form(fields): Form<Fields>,
) -> Result<Answer<SignUpResource>, ApiError> {
    let now = app.clock.now();
    refuse_signed_in(&app, &visitor, now)?;
    if fields.transfer {
        return transfer(&app, &visitor, now).await;
    }
    if let Some(provider) = fields.strategy.as_deref().and_then(Provider::from_strategy) {
        return depart(&app, &visitor, provider, &fields, now).await;
    }
    let checked = fields.check().await?;
    let view = visitor
        .begin(&app, now, |state, client| {
            refuse_taken(state, checked.email.as_deref())?;
            let mut sign_up = SignUp::new(now);
            checked.apply(&mut sign_up);
            begin(state, client, sign_up, now)
        })
        .await?;
    answer(&app, &visitor, now, &view)
}

async fn read(
    State(app): State<Shared>,
    visitor: Visitor,
    Path(id): Path<String>,
) -> Result<Answer<SignUpResource>, ApiError> {
    let now = app.clock.now();
    let id = SignUpId::from(id);
    let view = visitor
        .act(&app, now, |state, client| {
            state.sign_up_mut(client, &id)?;
            Ok(())
        })
        .await?;
    answer(&app, &visitor, now, &view)
}

async fn update(
    State(app): State<Shared>,
    visitor: Visitor,
    Path(id): Path<String>,
    Form(fields): Form<Fields>,
) -> Result<Answer<SignUpResource>, ApiError> {
    let now = app.clock.now();
    let id = SignUpId::from(id);
    let checked = fields.check().await?;
    let view = visitor
        .act(&app, now, |state, client| {
            refuse_taken(state, checked.email.as_deref())?;
            checked.apply(state.sign_up_mut(client, &id)?);
            state.client_mut(client)?.touch(now);
            let activity = visitor.activity.clone();
            state.complete_sign_up_if_ready(client, EMAIL_CODE, activity, now)
        })
        .await?;
    answer(&app, &visitor, now, &view)
}

/// A sign-in with a provider turned out to be by someone new.
async fn transfer(
    app: &App,
    visitor: &Visitor,
    now: UnixMillis,
) -> Result<Answer<SignUpResource>, ApiError> {
    let view = visitor
        .act(app, now, |state, client| {
            let profile = state
                .client_mut(client)?
                .sign_in
                .as_ref()
                .filter(|sign_in| {
                    sign_in.first_factor.as_ref().is_some_and(|verification| {
                        verification.status == VerificationStatus::Transferable
                    })
                })
                .and_then(|sign_in| sign_in.external.clone())
                .ok_or_else(ApiError::verification_missing)?;
            let strategy = profile.provider.strategy();
            let mut sign_up = SignUp::new(now);
            sign_up.accept(profile, now);
            begin(state, client, sign_up, now)?;
            let activity = visitor.activity.clone();
            state.complete_sign_up_if_ready(client, strategy, activity, now)
        })
        .await?;
    answer(app, visitor, now, &view)
}

async fn depart(
    app: &App,
    visitor: &Visitor,
    provider: Provider,
    fields: &Fields,
    now: UnixMillis,
) -> Result<Answer<SignUpResource>, ApiError> {
    let urls = oauth::return_urls(
        app,
        visitor,
        fields.redirect_url.as_deref(),
        fields.action_complete_redirect_url.as_deref(),
    )?;
    let view = visitor
        .begin(app, now, |state, client| {
            let mut sign_up = SignUp::new(now);
            sign_up.locale.clone_from(&fields.locale);
            let departure = Departure {
                provider,
                purpose: FlowPurpose::SignUp(sign_up.id.clone()),
                urls,
            };
            let url = oauth::depart(app, visitor, state, client, departure, now);
            sign_up.external_verification =
                Some(Verification::by_provider(provider.strategy(), url, now));
            begin(state, client, sign_up, now)
        })
        .await?;
    answer(app, visitor, now, &view)
}

fn begin(
    state: &mut Memory,
    client: &ClientId,
    sign_up: SignUp,
    now: UnixMillis,
) -> Result<(), ApiError> {
    let client = state.client_mut(client)?;
    client.sign_up = Some(sign_up);
    client.touch(now);
    Ok(())
}

fn refuse_taken(state: &Memory, email: Option<&str>) -> Result<(), ApiError> {
    match email {
        Some(email) if state.user_by_email(email).is_some() => Err(ApiError::identifier_exists()),
        _ => Ok(()),
    }
}

/// One session a browser: whoever is signed in must sign out first.
pub(super) fn refuse_signed_in(
    app: &App,
    visitor: &Visitor,
    now: UnixMillis,
) -> Result<(), ApiError> {
    let is_signed_in = app
        .store
        .read(|state| visitor.session(state, None, now).is_ok());
    if is_signed_in {
        return Err(ApiError::session_exists());
    }
    Ok(())
}

fn answer(
    app: &App,
    visitor: &Visitor,
    now: UnixMillis,
    view: &ClientView,
) -> Result<Answer<SignUpResource>, ApiError> {
    view_answer(app, visitor, now, view, |artist| {
        let sign_up = view.client.sign_up.as_ref();
        Ok(artist.sign_up(sign_up.ok_or_else(ApiError::not_found)?))
    })
}
