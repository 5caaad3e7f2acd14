use leptos::{prelude::*, task::spawn_local};
use time::format_description::well_known::Rfc3339;

use super::actions::{SaveListing, get_current};
use crate::{
    components::{Notice, Tone},
    domain::{
        listing::{Details, Flag, Listing, ListingDraft},
        money::Usd,
    },
    error::{Conflict, Error},
};

/// The offer as it stands now, after somebody else, or another tab, has changed it.
#[derive(Clone, Copy)]
pub struct Changed {
    now: RwSignal<Option<Listing>>,
    /// The version that the next attempt would replace.
    pub seen: RwSignal<String>,
}

impl Changed {
    /// Looks the offer up when saving finds it changed.
    pub fn watch(
        action: ServerAction<SaveListing>,
        listing: Option<Listing>,
        start: &ListingDraft,
    ) -> Self {
        let is_stale = move || {
            matches!(
                action.value().get(),
                Some(Err(Error::Conflict(Conflict::Stale)))
            )
        };
        let id = listing.as_ref().map(|listing| listing.id);
        let newest = listing.as_ref().map(version).unwrap_or_default();
        // After a form without JavaScript, the page has been loaded after the conflict.
        let seen = if untrack(is_stale) {
            newest
        } else {
            start.if_updated_at.clone().unwrap_or(newest)
        };
        let this = Self {
            now: RwSignal::new(listing),
            seen: RwSignal::new(seen),
        };
        Effect::new(move || {
            let Some(id) = id.filter(|_| is_stale()) else {
                return;
            };
            spawn_local(async move {
                if let Ok(listing) = get_current(id).await {
                    this.seen.set(version(&listing));
                    this.now.set(Some(listing));
                }
            });
        });
        this
    }
}

fn version(listing: &Listing) -> String {
    listing.updated_at.format(&Rfc3339).unwrap_or_default()
}

/// Says that the offer has changed, where it differs from what was typed, and what can be done.
#[component]
pub fn Stale(changed: Changed, draft: RwSignal<ListingDraft>) -> impl IntoView {
    let rows = move || {
        let now = changed.now.get()?;
        let rows = differences(&draft.get(), &ListingDraft::from(&now));
        let page = format!("/listings/{}/edit", now.id.0);
        Some((rows, page))
    };
    view! {
        <Notice tone=Tone::Bad title="This offer was changed in the meantime">
            <p>"Nothing was overwritten, and what you typed is still here."</p>
            {move || rows().map(|(rows, page)| view! {
                <Differences rows=rows/>
                <p>
                    "Save again to replace what is there now, or "
                    <a href=page rel="external">"start over from what is there now"</a>
                    "."
                </p>
            })}
        </Notice>
    }
    .into_any()
}

#[component]
fn Differences(rows: Vec<Difference>) -> impl IntoView {
    if rows.is_empty() {
        return view! { <p>"Both say the same by now."</p> }.into_any();
    }
    let rows = rows
        .into_iter()
        .map(|row| {
            view! {
                <dt>{row.label}</dt>
                <dd>{format!("{} now; you typed {}", quoted(&row.theirs), quoted(&row.mine))}</dd>
            }
        })
        .collect_view();
    view! { <dl class="facts">{rows}</dl> }.into_any()
}

fn quoted(text: &str) -> String {
    const LONGEST: usize = 60;
    if text.is_empty() {
        return "nothing".to_owned();
    }
    let mut short: String = text.chars().take(LONGEST).collect();
    if short.len() < text.len() {
        short.push('…');
    }
    format!("“{short}”")
}

#[derive(Clone, Debug, PartialEq, Eq)]
struct Difference {
    label: &'static str,
    mine: String,
    theirs: String,
}

type Getter = fn(&ListingDraft) -> &Option<String>;

const FIELDS: [(&str, Getter); 19] = [
    ("Title", |it| &it.title),
    ("Condition", |it| &it.condition),
    ("Link", |it| &it.listing_url),
    ("Seller", |it| &it.seller),
    ("CPU", |it| &it.cpu),
    ("Graphics card", |it| &it.gpu),
    ("Manufacturer", |it| &it.manufacturer),
    ("Model", |it| &it.model),
    ("Form factor", |it| &it.form_factor),
    ("RAM", |it| &it.ram_gb),
    ("RAM type", |it| &it.ram_type),
    ("RAM speed", |it| &it.ram_speed_mhz),
    ("First drive", |it| &it.primary_storage_gb),
    ("Kind of the first drive", |it| &it.primary_storage_medium),
    ("Second drive", |it| &it.secondary_storage_gb),
    ("Kind of the second drive", |it| {
        &it.secondary_storage_medium
    }),
    ("Licence", |it| &it.os_license),
    ("Notes", |it| &it.notes),
    ("Scoring profile", |it| &it.profile_id),
];

/// Where what was typed and what is there say something else.
fn differences(mine: &ListingDraft, theirs: &ListingDraft) -> Vec<Difference> {
    let text = |text: &Option<String>| text.as_deref().unwrap_or_default().trim().to_owned();
    let said = |draft: &ListingDraft| draft.clone().so_far();
    let (my_details, their_details) = (said(mine), said(theirs));
    let price = |draft: &ListingDraft, details: &Details| {
        let typed = text(&draft.price_usd);
        details
            .price_usd
            .map_or(typed, |price: Usd| price.to_string())
    };
    let has = |details: &Details, flag| if details.has(flag) { "yes" } else { "no" }.to_owned();
    let priced = Difference {
        label: "Price",
        mine: price(mine, &my_details),
        theirs: price(theirs, &their_details),
    };
    let fields = FIELDS.into_iter().map(|(label, field)| Difference {
        label,
        mine: text(field(mine)),
        theirs: text(field(theirs)),
    });
    let flags = Flag::ALL.into_iter().map(|flag| Difference {
        label: flag.label(),
        mine: has(&my_details, flag),
        theirs: has(&their_details, flag),
    });
    std::iter::once(priced)
        .chain(fields)
        .chain(flags)
        .filter(|row| row.mine != row.theirs)
        .collect()
}

#[cfg(test)]
mod tests {
    use serde_json::{Value, json};

    use super::*;

    fn draft(fields: Value) -> ListingDraft {
        serde_json::from_value(fields).unwrap()
    }

    #[test]
    fn only_what_differs_is_told() {
        let mine = draft(json!({"title": "x ", "price_usd": "250", "attrs": {"usb4": "on"}}));
        let theirs = draft(json!({"title": "x", "price_usd": "250.00", "attrs": {"usb4": true}}));
        assert_eq!(differences(&mine, &theirs), []);

        let theirs = draft(json!({"title": "y", "price_usd": "", "seller": "Ada"}));
        let labels: Vec<&str> = differences(&mine, &theirs)
            .iter()
            .map(|row| row.label)
            .collect();
        assert_eq!(labels, ["Price", "Title", "Seller", "USB4 or Thunderbolt"]);
    }
}
