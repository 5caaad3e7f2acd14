//! To a provider's consent page and back.

use axum::Router;
use axum::extract::{Query, State};
use axum::http::header;
use axum::response::{IntoResponse, Response};
use axum::routing::get;
use serde::{Deserialize, Serialize};
use url::form_urlencoded;

use super::answer::{client_cookies, set_cookies};
use crate::app::{App, Shared};
use crate::clock::UnixMillis;
use crate::errors::{ApiError, ErrorBody};
use crate::ids::{ClientId, ExternalAccountId, SignInId, SignUpId, UserId};
use crate::personas::Provider;
use crate::redirect::see_other;
use crate::state::{
    ExternalProfile, FlowPurpose, OauthFlow, SignIn, State as Memory, Verification,
    VerificationStatus,
};
use crate::visitor::{Form, Visitor};

pub(crate) fn router() -> Router<Shared> {
    Router::new().route("/v1/oauth_callback", get(callback).post(post_callback))
}

/// Where the browser returns to.
pub(super) struct ReturnUrls {
    redirect_url: String,
    complete_url: Option<String>,
}

/// A trip that begins.
pub(super) struct Departure {
    pub(super) provider: Provider,
    pub(super) purpose: FlowPurpose,
    pub(super) urls: ReturnUrls,
}

/// Accepts addresses of the application only.
///
/// # Errors
/// `form_param_missing` or `form_param_value_invalid`.
pub(super) fn return_urls(
    app: &App,
    visitor: &Visitor,
    redirect_url: Option<&str>,
    complete_url: Option<&str>,
) -> Result<ReturnUrls, ApiError> {
    let redirect_url = redirect_url
        .filter(|url| !url.is_empty())
        .ok_or_else(|| ApiError::param_missing("redirect_url"))?;
    let may_go = |url: &str| app.may_redirect_to(url, &visitor.via.origin);
    if !may_go(redirect_url) {
        return Err(ApiError::param_value_invalid("redirect_url"));
    }
    Ok(ReturnUrls {
        redirect_url: redirect_url.to_owned(),
        complete_url: complete_url.filter(|url| may_go(url)).map(str::to_owned),
    })
}

/// Remembers the trip and returns the address of the consent page.
pub(super) fn depart(
    app: &App,
    visitor: &Visitor,
    state: &mut Memory,
    client: &ClientId,
    departure: Departure,
    now: UnixMillis,
) -> String {
    let Departure {
        provider,
        purpose,
        urls,
    } = departure;
    let callback_url = format!("{}/v1/oauth_callback", visitor.via.proxy_url);
    let flow = OauthFlow {
        client: client.clone(),
        provider,
        purpose,
        callback_url: callback_url.clone(),
        redirect_url: urls.redirect_url,
        complete_url: urls.complete_url,
        grant: None,
        expires_at: now,
    };
    let state_token = state.begin_flow(flow, now);
    let query = form_urlencoded::Serializer::new(String::new())
        .append_pair("client_id", &app.instance.publishable_key)
        .append_pair("redirect_uri", &callback_url)
        .append_pair("response_type", "code")
        .append_pair("scope", "email profile")
        .append_pair("state", &state_token)
        .finish();
    format!(
        "{}/oauth/{}/authorize?{query}",
        app.public_url,
        provider.slug()
    )
}

/// What a provider sends back.
#[derive(Default, Deserialize, Serialize)]
#[serde(default)]
struct Callback {
    #[serde(skip_serializing_if = "Option::is_none")]
    code: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    state: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    error: Option<String>,
}

/// Some providers post. The browser sends no `SameSite=Lax` cookie along with that, so it is asked
/// to come again with GET.
async fn post_callback(visitor: Visitor, Form(form): Form<Callback>) -> Result<Response, ApiError> {
    let query = serde_urlencoded::to_string(&form).map_err(|error| ApiError::internal(&error))?;
    let url = format!("{}/v1/oauth_callback?{query}", visitor.via.proxy_url);
    Ok(see_other(&url)?.into_response())
}

async fn callback(
    State(app): State<Shared>,
    visitor: Visitor,
    Query(query): Query<Callback>,
) -> Result<Response, ApiError> {
    let now = app.clock.now();
    let state_token = query
        .state
        .ok_or_else(|| ApiError::param_missing("state"))?;
    let (view, url) = visitor
        .change(&app, |state| {
            let client = visitor.known_client(state, now)?;
            let flow = state
                .finish_flow(&state_token, &client, now)
                .ok_or_else(|| ApiError::param_value_invalid("state"))?;
            let is_complete = match profile_of(&flow, query.code.as_deref()) {
                Some(profile) => arrive(&visitor, state, &flow, profile, now)?,
                None => {
                    refused(state, &flow)?;
                    false
                }
            };
            state.client_mut(&client)?.touch(now);
            let url = match flow.complete_url {
                Some(url) if is_complete => url,
                _ => flow.redirect_url,
            };
            Ok::<_, ApiError>((state.view(&client, now)?, url))
        })
        .await?;
    let cookies = set_cookies(client_cookies(&app, &visitor, &view));
    let caching = [(header::CACHE_CONTROL, "no-store")];
    Ok((cookies, caching, see_other(&url)?).into_response())
}

/// What the provider vouches for, if the code is the one it gave out.
fn profile_of(flow: &OauthFlow, code: Option<&str>) -> Option<ExternalProfile> {
    let grant = flow.grant.as_ref()?;
    (Some(grant.code.as_str()) == code).then(|| grant.profile.clone())
}

/// Returns whether nothing is left to do.
fn arrive(
    visitor: &Visitor,
    state: &mut Memory,
    flow: &OauthFlow,
    profile: ExternalProfile,
    now: UnixMillis,
) -> Result<bool, ApiError> {
    match &flow.purpose {
        FlowPurpose::SignIn(id) => sign_in(visitor, state, flow, id, profile, now),
        FlowPurpose::SignUp(id) => sign_up(visitor, state, flow, id, profile, now),
        FlowPurpose::Connect(user, account) => {
            connect(state, user, account, &profile, now).map(|()| false)
        }
    }
}

fn sign_in(
    visitor: &Visitor,
    state: &mut Memory,
    flow: &OauthFlow,
    id: &SignInId,
    profile: ExternalProfile,
    now: UnixMillis,
) -> Result<bool, ApiError> {
    let strategy = flow.provider.strategy();
    let known = state.recognise(&profile, now);
    let sign_in = state.sign_in_mut(&flow.client, id)?;
    sign_in.identifier = Some(profile.email.clone());
    let Some(user) = known else {
        let transferable = VerificationStatus::Transferable;
        conclude(
            sign_in.first_factor.as_mut(),
            transferable,
            Some(ErrorBody::external_account_not_found()),
        );
        sign_in.external = Some(profile);
        return Ok(false);
    };
    conclude(
        sign_in.first_factor.as_mut(),
        VerificationStatus::Verified,
        None,
    );
    let activity = visitor.activity.clone();
    state.complete_sign_in(&flow.client, &user, strategy, activity, now)?;
    Ok(true)
}

fn sign_up(
    visitor: &Visitor,
    state: &mut Memory,
    flow: &OauthFlow,
    id: &SignUpId,
    profile: ExternalProfile,
    now: UnixMillis,
) -> Result<bool, ApiError> {
    let is_known =
        state.user_by_external(&profile).is_some() || state.user_by_email(&profile.email).is_some();
    let sign_up = state.sign_up_mut(&flow.client, id)?;
    if is_known {
        conclude(
            sign_up.external_verification.as_mut(),
            VerificationStatus::Transferable,
            Some(ErrorBody::external_account_exists()),
        );
        sign_up.external = Some(profile);
        return Ok(false);
    }
    sign_up.accept(profile, now);
    let activity = visitor.activity.clone();
    state.complete_sign_up_if_ready(&flow.client, flow.provider.strategy(), activity, now)?;
    Ok(true)
}

fn connect(
    state: &mut Memory,
    user: &UserId,
    account: &ExternalAccountId,
    profile: &ExternalProfile,
    now: UnixMillis,
) -> Result<(), ApiError> {
    let is_taken = state.user_by_external(profile).is_some();
    let user = state.user_mut(user)?;
    let Some(pending) = user
        .external_accounts
        .iter_mut()
        .find(|pending| pending.id == *account)
    else {
        return Err(ApiError::not_found());
    };
    pending.updated_at = now;
    if is_taken {
        pending.verification.conclude(
            VerificationStatus::Failed,
            Some(ErrorBody::oauth_identification_claimed()),
        );
    } else {
        pending
            .verification
            .conclude(VerificationStatus::Verified, None);
        pending.profile = Some(profile.clone());
        user.link_email(profile, account.clone(), now);
    }
    user.touch(now);
    Ok(())
}

/// The person declined, or the code is not the provider's.
fn refused(state: &mut Memory, flow: &OauthFlow) -> Result<(), ApiError> {
    let verification = match &flow.purpose {
        FlowPurpose::SignIn(id) => {
            let sign_in: &mut SignIn = state.sign_in_mut(&flow.client, id)?;
            sign_in.first_factor.as_mut()
        }
        FlowPurpose::SignUp(id) => state
            .sign_up_mut(&flow.client, id)?
            .external_verification
            .as_mut(),
        FlowPurpose::Connect(user, account) => state
            .user_mut(user)?
            .external_accounts
            .iter_mut()
            .find(|pending| pending.id == *account)
            .map(|pending| &mut pending.verification),
    };
    conclude(
        verification,
        VerificationStatus::Failed,
        Some(ErrorBody::oauth_access_denied()),
    );
    Ok(())
}

fn conclude(
    verification: Option<&mut Verification>,
    status: VerificationStatus,
    error: Option<ErrorBody>,
) {
    if let Some(verification) = verification {
        verification.conclude(status, error);
    }
}
