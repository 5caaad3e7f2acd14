//! What people are told in the application.

use super::Page;
use crate::{
    db::{self, UserTx, notifications::News},
    domain::{
        listing::ListingId,
        money::Usd,
        notification::{Notification, NotificationId, NotificationKind, Unread, is_drop},
        preferences::{CurrencyFormat, NumberFormat},
    },
    error::Error,
};

/// The most that one answer holds.
pub const PAGE: i64 = 200;
/// Longest title, in characters.
const TITLE_MAX: usize = 255;

/// What the caller was told, the newest first, after `after`; only what is unread, or only what is read,
/// if asked for.
///
/// # Errors
/// When the database cannot be asked.
pub async fn list(
    tx: &mut UserTx,
    unread: Option<bool>,
    after: Option<NotificationId>,
    limit: i64,
) -> Result<Page<Notification>, Error> {
    let limit = limit.clamp(1, PAGE);
    let found = db::notifications::page(tx, unread, after, limit + 1).await?;
    Ok(Page::of(found, limit, |it| it.id.0))
}

/// How much the caller has not looked at yet.
///
/// # Errors
/// When the database cannot be asked.
pub async fn unread(tx: &mut UserTx) -> Result<Unread, Error> {
    Ok(db::notifications::unread(tx).await?)
}

/// Notes that the caller has read something.
///
/// # Errors
/// [`Error::NotFound`].
pub async fn mark_read(tx: &mut UserTx, id: NotificationId) -> Result<Notification, Error> {
    db::notifications::mark_read(tx, id)
        .await?
        .ok_or(Error::NotFound)
}

/// Notes that the caller has read everything; tells how much was unread.
///
/// # Errors
/// When the database cannot be asked.
pub async fn mark_all_read(tx: &mut UserTx) -> Result<u64, Error> {
    Ok(db::notifications::mark_all_read(tx).await?)
}

/// Takes a notification away.
///
/// # Errors
/// [`Error::NotFound`].
pub async fn delete(tx: &mut UserTx, id: NotificationId) -> Result<(), Error> {
    super::found(db::notifications::delete(tx, id).await?)
}

/// Tells the caller that an offer of theirs has become cheaper, if that is worth telling (by at
/// least 2 percent or one dollar) and they wait for it: it stands in one of their collections and
/// is neither rejected nor bought there. To be called by whatever changes a price, in the same
/// scope.
///
/// # Errors
/// When the database cannot be asked.
pub async fn price_dropped(
    tx: &mut UserTx,
    listing: ListingId,
    before: Usd,
    after: Usd,
) -> Result<(), Error> {
    if !is_drop(before, after) {
        return Ok(());
    }
    let Some(title) = db::notifications::awaited_title(tx, listing).await? else {
        return Ok(());
    };
    let settings = db::preferences::of_caller(tx).await?;
    let (numbers, currency) = settings.map_or_else(Default::default, |settings| {
        let chosen = settings.preferences;
        (chosen.numbers, chosen.currency)
    });
    let message = drop_in_words(before, after, numbers, currency);
    let news = News {
        person: tx.user(),
        kind: NotificationKind::PriceDrop,
        title: &short(&format!("Cheaper now: {title}")),
        message: Some(&message),
        link: &format!("/listings/{}", listing.0),
        share: None,
    };
    Ok(db::notifications::tell(tx, &news).await?)
}

/// "199.00 USD, 40.00 less than before (239.00).", in figures as the person reads them.
fn drop_in_words(
    before: Usd,
    after: Usd,
    numbers: NumberFormat,
    currency: CurrencyFormat,
) -> String {
    let less = before.amount() - after.amount();
    format!(
        "{}, {} less than before ({}).",
        currency.show(after, numbers),
        numbers.show(&format!("{less:.2}")),
        numbers.show(&before.to_string())
    )
}

/// As long as a title may be.
pub(super) fn short(title: &str) -> String {
    if title.chars().count() <= TITLE_MAX {
        return title.to_owned();
    }
    let mut short: String = title.chars().take(TITLE_MAX - 1).collect();
    short.push('…');
    short
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_drop_is_told_in_figures_as_the_person_reads_them() {
        let usd = |text: &str| text.parse::<Usd>().unwrap();
        let (before, after) = (usd("1239"), usd("1199.5"));
        let said = |numbers, currency| drop_in_words(before, after, numbers, currency);
        assert_eq!(
            said(NumberFormat::CommaDot, CurrencyFormat::Code),
            "1,199.50\u{a0}USD, 39.50 less than before (1,239.00)."
        );
        assert_eq!(
            said(NumberFormat::DotComma, CurrencyFormat::Symbol),
            "$1.199,50, 39,50 less than before (1.239,00)."
        );
    }

    #[test]
    fn a_title_is_cut_where_the_column_ends() {
        assert_eq!(short("as it is"), "as it is");
        let cut = short(&"ü".repeat(300));
        assert_eq!(cut.chars().count(), TITLE_MAX);
        assert!(cut.ends_with('…'));
    }
}
