use leptos::{form::ActionForm, prelude::*};
use rust_decimal::prelude::ToPrimitive;
use time::OffsetDateTime;

use super::{actions::NotePrice, ask};
use crate::{
    components::{
        Button, ButtonKind, Column, Field, Moment, Notice, Sparkline, Table, Tone, amount, grouped,
    },
    domain::{
        listing::{ListingId, PRICE_NOTE_MAX, PricePoint},
        notification::is_drop,
        term,
    },
    error::Error,
};

const COLUMNS: [Column; 3] = [
    Column::Words("Seen"),
    Column::Figures(term::PRICE_USD),
    Column::Figures("Change"),
];

/// What it cost, newest first, as a line and as a table.
#[component]
pub fn PriceHistory(history: Vec<PricePoint>, as_of: OffsetDateTime) -> impl IntoView {
    if history.is_empty() {
        return view! { <p class="muted">"No price was seen yet."</p> }.into_any();
    }
    let line = line(&history, as_of);
    let label = told(&history);
    // Each with the one before it in time.
    let before: Vec<Option<PricePoint>> = history.iter().skip(1).cloned().map(Some).collect();
    let rows = history
        .into_iter()
        .zip(before.into_iter().chain([None]))
        .map(|(point, before)| view! { <PriceRow point=point before=before as_of=as_of/> })
        .collect_view();
    view! {
        {(line.len() > 2).then(|| view! { <Sparkline points=line label=label/> })}
        <Table caption="Prices, newest first" columns=COLUMNS>{rows}</Table>
    }
    .into_any()
}

#[component]
fn PriceRow(point: PricePoint, before: Option<PricePoint>, as_of: OffsetDateTime) -> impl IntoView {
    let change = before.map(|before| {
        let (was, is) = (before.price_usd, point.price_usd);
        let difference = is.amount() - was.amount();
        let word = if is_drop(was, is) { " (drop)" } else { "" };
        let sign = if difference.is_sign_positive() && !difference.is_zero() {
            "+"
        } else {
            ""
        };
        format!("{sign}{}{word}", grouped(&difference.to_string()))
    });
    view! {
        <tr>
            <td>
                <Moment at=point.seen_at as_of=as_of/>
            </td>
            <td class="cell--num">{grouped(&point.price_usd.to_string())}</td>
            <td class="cell--num">{change}</td>
        </tr>
        {point.note.map(|note| view! {
            <tr class="price-note"><td colspan="3" class="small muted wrap-anywhere">{note}</td></tr>
        })}
    }
    .into_any()
}

/// Oldest first; the newest price holds until now.
fn line(history: &[PricePoint], as_of: OffsetDateTime) -> Vec<(f64, f64)> {
    let place = |at: OffsetDateTime, point: &PricePoint| {
        let seconds = i32::try_from(at.unix_timestamp() / 60).unwrap_or(i32::MAX);
        (
            f64::from(seconds),
            point.price_usd.amount().to_f64().unwrap_or_default(),
        )
    };
    let mut points: Vec<(f64, f64)> = history
        .iter()
        .rev()
        .map(|it| place(it.seen_at, it))
        .collect();
    points.extend(
        history
            .first()
            .map(|newest| place(as_of.max(newest.seen_at), newest)),
    );
    points
}

fn told(history: &[PricePoint]) -> String {
    let (Some(newest), Some(oldest)) = (history.first(), history.last()) else {
        return String::new();
    };
    let lowest = history.iter().map(|it| it.price_usd).min();
    format!(
        "From {} to {} over {} prices, the lowest {}.",
        amount(oldest.price_usd),
        amount(newest.price_usd),
        history.len(),
        amount(lowest.unwrap_or(newest.price_usd)),
    )
}

/// Notes a price that was seen just now.
#[component]
pub fn PriceForm(id: ListingId, action: ServerAction<NotePrice>) -> impl IntoView {
    let failure = move || ask::failure(action).filter(|error| !matches!(error, Error::Invalid(_)));
    view! {
        <ActionForm action=action attr:class="stack price-form" attr:novalidate=true>
            {move || failure().map(|error| view! {
                <Notice tone=Tone::Bad title="The price was not noted">{error.to_string()}</Notice>
            })}
            <input type="hidden" name="id" value=id.0/>
            <Field
                id="new_price" name="price[price_usd]" label="Price now"
                value=ask::typed("price[price_usd]").unwrap_or_default()
                error=ask::wrong(action, "price_usd", "The price") numeric=true unit="USD"
            />
            <Field
                id="price_note" name="price[note]" label="Note"
                value=ask::typed("price[note]").unwrap_or_default()
                error=ask::wrong(action, "note", "The note") optional=true max_length=PRICE_NOTE_MAX
            />
            <div><Button kind=ButtonKind::Primary submit=true busy=action.pending()>"Note the price"</Button></div>
        </ActionForm>
    }
    .into_any()
}
