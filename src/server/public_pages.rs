//! What public links show: pages that need nobody's identity and no script. A link that leads
//! nowhere says so in the same words, whatever the reason.

use axum::{
    Router,
    extract::{Path, Request, State, rejection::PathRejection},
    http::{HeaderName, HeaderValue, StatusCode, header},
    response::Response,
    routing::get,
};
use leptos::prelude::*;

use super::{
    pages,
    static_pages::{self, title_element},
};
use crate::{
    api,
    auth::Visitor,
    components::{
        ErrorPage, LinkButton, PublicCollectionView, PublicDeal, amount, grouped, offer_in_brief,
        provide_formats,
    },
    domain::{listing::ListingId, preferences::Theme, share::PublicListing},
    error::Error,
    service,
    state::AppState,
};

/// An offer.
pub const DEAL: &str = "/deals/{id}/{token}";
/// A collection.
pub const COLLECTION: &str = "/c/{token}";

const ROBOTS: HeaderName = HeaderName::from_static("x-robots-tag");

pub(super) fn router() -> Router<AppState> {
    Router::new()
        .route(DEAL, get(deal))
        .route(COLLECTION, get(collection))
}

async fn deal(
    State(state): State<AppState>,
    visitor: Visitor,
    path: Result<Path<(String, String)>, PathRejection>,
    request: Request,
) -> Response {
    let theme = theme_for(&visitor, &request);
    if let Err(error) = api::admit_place(&state, &request) {
        return dead(&state, theme, &error);
    }
    let Ok(Path((id, token))) = path else {
        return dead(&state, theme, &Error::NotFound);
    };
    let offer = match find_deal(&state, &visitor, &id, &token).await {
        Ok(offer) => offer,
        Err(error) => return dead(&state, theme, &error),
    };
    let here = format!("/deals/{}/{token}", offer.id.0);
    let (url, image) = (format!("{}{here}", state.site.origin), picture(&state));
    let shown = offer.clone();
    let save = format!("{here}/save");
    unindexed(static_pages::answer(
        &state,
        theme,
        StatusCode::OK,
        || {
            write_figures_for(&visitor);
            let card = Card {
                text: in_figures(&shown),
                title: shown.title,
                url,
                image,
            };
            card.head()
        },
        || view! { <PublicDeal offer=offer save_href=save/> }.into_any(),
    ))
}

async fn find_deal(
    state: &AppState,
    visitor: &Visitor,
    id: &str,
    token: &str,
) -> Result<PublicListing, Error> {
    let id = id.parse().map(ListingId).map_err(|_| Error::NotFound)?;
    let mut tx = visitor.begin(&state.db).await?;
    let offer = service::links::deal(&mut tx, id, token).await?;
    tx.commit().await?;
    Ok(offer)
}

async fn collection(
    State(state): State<AppState>,
    visitor: Visitor,
    path: Result<Path<String>, PathRejection>,
    request: Request,
) -> Response {
    let theme = theme_for(&visitor, &request);
    if let Err(error) = api::admit_place(&state, &request) {
        return dead(&state, theme, &error);
    }
    let Ok(Path(token)) = path else {
        return dead(&state, theme, &Error::NotFound);
    };
    let found = async {
        let mut tx = visitor.begin(&state.db).await?;
        let found = service::links::collection(&mut tx, &token).await?;
        tx.commit().await?;
        Ok::<_, Error>(found)
    };
    let (collection, offers) = match found.await {
        Ok(found) => found,
        Err(error) => return dead(&state, theme, &error),
    };
    let here = format!("/c/{token}");
    let card = Card {
        title: collection.name.clone(),
        text: collection
            .description
            .clone()
            .unwrap_or_else(|| format!("{} offers of small PCs.", collection.count)),
        url: format!("{}{here}", state.site.origin),
        image: picture(&state),
    };
    let copy = format!("{here}/copy");
    unindexed(static_pages::answer(
        &state,
        theme,
        StatusCode::OK,
        || card.head(),
        || {
            write_figures_for(&visitor);
            view! { <PublicCollectionView collection=collection offers=offers copy_href=copy/> }
                .into_any()
        },
    ))
}

/// How a link looks where it is passed on.
struct Card {
    title: String,
    text: String,
    url: String,
    image: String,
}

impl Card {
    fn head(self) -> AnyView {
        let Self {
            title,
            text,
            url,
            image,
        } = self;
        view! {
            {title_element(&format!("{title} · Deal Brain"))}
            <meta name="description" content=text.clone()/>
            <meta name="robots" content="noindex"/>
            {property("og:type", "website")}
            {property("og:site_name", "Deal Brain")}
            {property("og:title", title)}
            {property("og:description", text)}
            {property("og:url", url)}
            {property("og:image", image)}
            <meta name="twitter:card" content="summary"/>
        }
        .into_any()
    }
}

/// Open Graph says `property` where HTML says `name`.
fn property(name: &'static str, content: impl Into<String>) -> impl IntoView {
    leptos::html::meta()
        .attr("property", name)
        .attr("content", content.into())
}

fn picture(state: &AppState) -> String {
    format!("{}/apple-touch-icon.png", state.site.origin)
}

/// "87.32 USD adjusted, 139.00 asked. Used · i5-8500T · 16 GB DDR4"
fn in_figures(offer: &PublicListing) -> String {
    let price = match (offer.adjusted_price_usd, offer.price_usd) {
        (Some(adjusted), Some(asked)) => format!(
            "{} adjusted, {} asked. ",
            amount(adjusted),
            grouped(&asked.to_string())
        ),
        (None, Some(asked)) => format!("{} asked. ", amount(asked)),
        _ => String::new(),
    };
    format!("{price}{}", offer_in_brief(offer))
}

/// Hands the way in which the visitor reads figures to what is rendered from here on.
fn write_figures_for(visitor: &Visitor) {
    if let Some(person) = visitor.person() {
        provide_formats(&person.user().preferences);
    }
}

fn theme_for(visitor: &Visitor, request: &Request) -> Theme {
    pages::chosen_here(request).unwrap_or_else(|| pages::preferred(visitor.person()))
}

/// The page of a link that leads nowhere.
fn dead(state: &AppState, theme: Theme, error: &Error) -> Response {
    if *error != Error::NotFound {
        return static_pages::error(state, theme, error);
    }
    let head = || {
        view! {
            {title_element("This link leads nowhere · Deal Brain")}
            <meta name="robots" content="noindex"/>
        }
        .into_any()
    };
    let body = || {
        view! {
            <ErrorPage
                code="404"
                title="This link leads nowhere"
                message="It has ended, or it never was."
                hint="Ask whoever sent it for a new one."
            >
                <LinkButton href="/">"What is Deal Brain?"</LinkButton>
            </ErrorPage>
        }
        .into_any()
    };
    unindexed(static_pages::answer(
        state,
        theme,
        StatusCode::NOT_FOUND,
        head,
        body,
    ))
}

/// A page with somebody's offers is for who was given the address, not for search engines, and no
/// cache keeps it: a link that has ended must not answer.
fn unindexed(mut response: Response) -> Response {
    let headers = response.headers_mut();
    headers.insert(ROBOTS, HeaderValue::from_static("noindex"));
    headers.insert(header::CACHE_CONTROL, HeaderValue::from_static("no-store"));
    response
}
