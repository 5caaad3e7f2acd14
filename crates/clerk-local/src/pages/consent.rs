//! What stands in for Google's and GitHub's consent pages.

use axum::extract::{Path, Query, State};
use axum::http::StatusCode;
use axum::response::{IntoResponse, Response};
use serde::Deserialize;
use sha1::{Digest, Sha1};
use url::Url;

use super::html::{Page, Text};
use crate::app::{App, Shared};
use crate::errors::ApiError;
use crate::images::avatar_svg;
use crate::personas::{Provider, persona, personas};
use crate::redirect::see_other;
use crate::seed;
use crate::state::{ExternalProfile, OauthFlow, State as Memory, normalise_email};
use crate::visitor::Form;

/// How many accounts, besides the personas', are offered again.
const KNOWN_ACCOUNTS: usize = 8;

#[derive(Deserialize)]
pub(super) struct Ask {
    state: Option<String>,
}

/// Asks who the browser is at the provider, and whether they agree.
pub(super) async fn ask(
    State(app): State<Shared>,
    Path(provider): Path<String>,
    Query(query): Query<Ask>,
) -> Result<Page, ApiError> {
    let provider = Provider::from_slug(&provider).ok_or_else(ApiError::not_found)?;
    let state_token = query.state.unwrap_or_default();
    Ok(match find(&app, provider, &state_token) {
        Some(flow) => consent_page(&app, &flow, &state_token, None),
        None => expired_page(&app),
    })
}

#[derive(Default, Deserialize)]
#[serde(default)]
pub(super) struct Choice {
    state: String,
    /// `deny`, `new`, `persona:<key>` or `known:<account id>`.
    choice: String,
    email: String,
    first_name: String,
    last_name: String,
}

/// Sends the browser back with what was chosen.
pub(super) async fn answer(
    State(app): State<Shared>,
    Path(provider): Path<String>,
    Form(form): Form<Choice>,
) -> Result<Response, ApiError> {
    let provider = Provider::from_slug(&provider).ok_or_else(ApiError::not_found)?;
    let Some(flow) = find(&app, provider, &form.state) else {
        return Ok(expired_page(&app).into_response());
    };
    if form.choice == "deny" {
        let denied = [("error", "access_denied"), ("state", &form.state)];
        return Ok(see_other(&with_query(&flow.callback_url, &denied)?)?.into_response());
    }
    let profile = match chosen(&app, provider, &form) {
        Ok(profile) => profile,
        Err(complaint) => {
            let page = consent_page(&app, &flow, &form.state, Some(complaint));
            return Ok(page.into_response());
        }
    };
    let now = app.clock.now();
    let code = app
        .store
        .change(|state| {
            let code = state.grant(&form.state, profile, now);
            code.ok_or_else(ApiError::not_found)
        })
        .await?;
    let granted = [("code", code.as_str()), ("state", &form.state)];
    Ok(see_other(&with_query(&flow.callback_url, &granted)?)?.into_response())
}

fn find(app: &App, provider: Provider, state_token: &str) -> Option<OauthFlow> {
    let now = app.clock.now();
    app.store
        .read(|state| state.flow(state_token, now).cloned())
        .filter(|flow| flow.provider == provider)
}

fn with_query(url: &str, pairs: &[(&str, &str)]) -> Result<String, ApiError> {
    let mut url = Url::parse(url).map_err(|error| ApiError::internal(&error))?;
    url.query_pairs_mut().extend_pairs(pairs);
    Ok(url.into())
}

/// The account at the provider that was chosen, or what is wrong with the choice.
fn chosen(app: &App, provider: Provider, form: &Choice) -> Result<ExternalProfile, &'static str> {
    if let Some(key) = form.choice.strip_prefix("persona:") {
        return persona(key)
            .map(|persona| seed::profile(persona, provider))
            .ok_or("There is no such persona.");
    }
    if let Some(id) = form.choice.strip_prefix("known:") {
        return app
            .store
            .read(|state| {
                accounts(state, provider)
                    .find(|profile| profile.provider_user_id == id)
                    .cloned()
            })
            .ok_or("That account is gone.");
    }
    let email =
        normalise_email(&form.email, "email").map_err(|_| "Please give a valid e-mail address.")?;
    let name = |text: &str| Some(text.trim().to_owned()).filter(|name| !name.is_empty());
    Ok(ExternalProfile {
        provider,
        provider_user_id: account_id(provider, &email),
        username: email
            .split('@')
            .next()
            .map(str::to_owned)
            .filter(|_| provider == Provider::Github),
        first_name: name(&form.first_name),
        last_name: name(&form.last_name),
        email,
    })
}

/// The same address is the same account each time.
fn account_id(provider: Provider, email: &str) -> String {
    let digest = Sha1::digest(format!("{}:{email}", provider.slug()).as_bytes());
    let hex: String = digest
        .iter()
        .take(10)
        .map(|byte| format!("{byte:02x}"))
        .collect();
    format!("{}_{hex}", provider.slug())
}

/// The accounts at `provider` that people have connected.
fn accounts(state: &Memory, provider: Provider) -> impl Iterator<Item = &ExternalProfile> {
    state
        .users
        .values()
        .flat_map(|user| &user.external_accounts)
        .filter(move |account| account.provider == provider)
        .filter_map(|account| account.profile.as_ref())
}

fn consent_page(app: &App, flow: &OauthFlow, state_token: &str, complaint: Option<&str>) -> Page {
    let provider = flow.provider;
    let offered: String = personas()
        .iter()
        .filter(|persona| persona.providers.contains(&provider))
        .map(|persona| {
            let name = format!("{} {}", persona.first_name, persona.last_name);
            account_button(&format!("persona:{}", persona.key), &name, persona.email)
        })
        .chain(others(app, provider))
        .collect();
    let complaint_text = complaint
        .map(|text| format!(r#"<p class="error" role="alert">{}</p>"#, Text(text)))
        .unwrap_or_default();
    let open = if complaint.is_some() { " open" } else { "" };
    let body = format!(
        r#"<div class="card"><div class="provider"><img class="{slug}" src="/img/providers/{slug}.svg" alt="" width="32" height="32"><div><h1>Sign in with {name}</h1><span class="muted">A local stand-in. No real account is involved.</span></div></div>{complaint_text}
<form method="post" action="/oauth/{slug}/authorize"><input type="hidden" name="state" value="{state}"><ul class="people">{offered}</ul></form>
<details{open}><summary>Someone new</summary><form method="post" action="/oauth/{slug}/authorize"><input type="hidden" name="state" value="{state}">
<div class="pair"><label>First name<input name="first_name" autocomplete="off" maxlength="60"></label><label>Last name<input name="last_name" autocomplete="off" maxlength="60"></label></div>
<label>E-mail<input name="email" type="email" required autocomplete="off" maxlength="200"></label>
<button class="primary" name="choice" value="new">Continue</button></form></details>
<form method="post" action="/oauth/{slug}/authorize"><input type="hidden" name="state" value="{state}"><button class="quiet" name="choice" value="deny">Deny access</button></form></div>"#,
        slug = provider.slug(),
        name = provider.name(),
        state = Text(state_token),
    );
    Page {
        status: if complaint.is_some() {
            StatusCode::UNPROCESSABLE_ENTITY
        } else {
            StatusCode::OK
        },
        form_origin: origin_of(&flow.callback_url),
        ..Page::new(format!("Sign in with {}", provider.name()), body)
    }
}

fn origin_of(url: &str) -> Option<String> {
    Some(Url::parse(url).ok()?.origin().ascii_serialization())
}

/// Buttons for accounts that were made up earlier.
fn others(app: &App, provider: Provider) -> Vec<String> {
    app.store.read(|state| {
        accounts(state, provider)
            .filter(|profile| {
                personas()
                    .iter()
                    .all(|persona| persona.email != profile.email)
            })
            .take(KNOWN_ACCOUNTS)
            .map(|profile| {
                let names: Vec<&str> = [&profile.first_name, &profile.last_name]
                    .into_iter()
                    .flatten()
                    .map(String::as_str)
                    .collect();
                let value = format!("known:{}", profile.provider_user_id);
                account_button(&value, &names.join(" "), &profile.email)
            })
            .collect()
    })
}

fn account_button(choice: &str, name: &str, email: &str) -> String {
    let initials = name
        .split_whitespace()
        .chain(name.is_empty().then_some(email))
        .filter_map(|word| word.chars().next())
        .take(2)
        .collect::<String>()
        .to_uppercase();
    format!(
        r#"<li><button class="person" name="choice" value="{}">{}<span><strong>{}</strong><span class="muted">{}</span></span></button></li>"#,
        Text(choice),
        avatar_svg(choice, &initials),
        Text(name),
        Text(email)
    )
}

fn expired_page(app: &App) -> Page {
    let body = format!(
        r#"<div class="card"><h1>This sign-in has expired</h1><p class="muted">It was finished already, or begun more than ten minutes ago.</p><p><a href="{}">Back to the application</a></p></div>"#,
        Text(&app.app_origin)
    );
    Page {
        status: StatusCode::BAD_REQUEST,
        ..Page::new("Sign-in expired", body)
    }
}
