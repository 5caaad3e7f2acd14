//! A person's connected accounts.

use axum::Router;
use axum::extract::{Path, State};
use axum::routing::{delete, post};
use serde::Deserialize;

use super::{Answer, change, require_fresh};
use crate::app::Shared;
use crate::errors::ApiError;
use crate::fapi::oauth::{self, Departure};
use crate::ids::{EmailId, ExternalAccountId};
use crate::personas::Provider;
use crate::resources::{DeletedResource, ExternalAccountResource};
use crate::state::{ExternalAccount, FlowPurpose, Verification};
use crate::visitor::{Form, Visitor};

pub(super) fn router() -> Router<Shared> {
    Router::new()
        .route("/v1/me/external_accounts", post(connect))
        .route("/v1/me/external_accounts/{id}", delete(disconnect))
}

#[derive(Default, Deserialize)]
#[serde(default)]
struct Connect {
    strategy: Option<String>,
    redirect_url: Option<String>,
    action_complete_redirect_url: Option<String>,
}

/// Begins to connect an account; the browser goes to the provider next.
async fn connect(
    State(app): State<Shared>,
    visitor: Visitor,
    Form(form): Form<Connect>,
) -> Result<Answer<ExternalAccountResource>, ApiError> {
    let provider = form
        .strategy
        .as_deref()
        .and_then(Provider::from_strategy)
        .ok_or_else(|| ApiError::param_value_invalid("strategy"))?;
    let urls = oauth::return_urls(
        &app,
        &visitor,
        form.redirect_url.as_deref(),
        form.action_complete_redirect_url.as_deref(),
    )?;
    let id = ExternalAccountId::random();
    change(
        &app,
        &visitor,
        |state, caller, now| {
            require_fresh(state, caller, now)?;
            let departure = Departure {
                provider,
                purpose: FlowPurpose::Connect(caller.user.clone(), id.clone()),
                urls,
            };
            let url = oauth::depart(&app, &visitor, state, &caller.client, departure, now);
            let user = state.user_mut(&caller.user)?;
            // What was begun and never finished.
            user.external_accounts
                .retain(|account| account.provider != provider || account.profile.is_some());
            user.external_accounts.push(ExternalAccount {
                id: id.clone(),
                identification_id: EmailId::random(),
                provider,
                profile: None,
                verification: Verification::by_provider(provider.strategy(), url, now),
                created_at: now,
                updated_at: now,
            });
            Ok(())
        },
        |artist, user| {
            let account = user
                .external_accounts
                .iter()
                .find(|account| account.id == id)
                .ok_or_else(ApiError::not_found)?;
            Ok(artist.external_account(account))
        },
    )
    .await
}

async fn disconnect(
    State(app): State<Shared>,
    visitor: Visitor,
    Path(id): Path<String>,
) -> Result<Answer<DeletedResource>, ApiError> {
    let id = ExternalAccountId::from(id);
    change(
        &app,
        &visitor,
        |state, caller, now| {
            require_fresh(state, caller, now)?;
            let user = state.user_mut(&caller.user)?;
            let before = user.external_accounts.len();
            user.external_accounts.retain(|account| account.id != id);
            if user.external_accounts.len() == before {
                return Err(ApiError::not_found());
            }
            for email in &mut user.emails {
                email.linked_to.retain(|(_, account)| *account != id);
            }
            Ok(())
        },
        |_, _| Ok(DeletedResource::new("external_account", &id)),
    )
    .await
}
