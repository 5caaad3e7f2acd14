//! Lists of offers: narrowed down, sorted, a page at a time.

use sqlx::AssertSqlSafe;

use super::{COLUMNS, ListingRow, TABLES};
use crate::{
    db::{DbError, UserTx},
    domain::{
        listing::{Condition, Cursor, Direction, Listing, ListingQuery, SortKey, SortKind, Status},
        money::Usd,
        rating::{Market, Span},
    },
};

/// What a key sorts by. Our own words only: nothing of what a caller sends gets in here.
fn expression(key: SortKey) -> &'static str {
    match key {
        SortKey::Created => "extract(epoch from l.created_at)",
        SortKey::Updated => "extract(epoch from l.updated_at)",
        SortKey::Title => "lower(l.title)",
        SortKey::Condition => "l.condition",
        SortKey::Status => "l.status",
        SortKey::Price => "l.price_usd",
        SortKey::Adjusted => "l.adjusted_price_usd",
        SortKey::Deducted => "(l.price_usd - l.adjusted_price_usd) / nullif(l.price_usd, 0)",
        SortKey::Cpu => "lower(c.name)",
        SortKey::Ram => "l.ram_gb",
        SortKey::UsdPerMulti | SortKey::Rating => "l.usd_per_multi_adj",
        SortKey::UsdPerSingle => "l.usd_per_single_adj",
        SortKey::PerfPerWatt => "l.perf_per_watt",
        SortKey::Composite => "l.score_composite",
    }
}

/// Whose offers a list is of. Whether those of nobody's can be read, their policy says.
fn whose(asked: &ListingQuery) -> &'static str {
    if asked.shared_library {
        "l.user_id is null and $1::bigint is not null"
    } else {
        "l.user_id = $1"
    }
}

/// Which of them.
const FILTER: &str = "($2::text is null or l.status = $2)
    and ($3::text is null or l.condition = $3)
    and ($4::text is null or l.form_factor = $4)
    and ($5::text is null or lower(c.manufacturer) = lower($5))
    and ($6::numeric is null or l.price_usd >= $6)
    and ($7::numeric is null or l.price_usd <= $7)
    and ($8::text is null
         or strpos(lower(concat_ws(' ', l.title, l.manufacturer, l.model, l.seller, c.name)), lower($8)) > 0)
    and ($9::boolean is null
         or $9 and l.usd_per_multi_adj is not null
               and ($10::numeric is null or l.usd_per_multi_adj > $10)
               and ($11::numeric is null or l.usd_per_multi_adj <= $11))";

/// Of which dollars a mark a list is. Without a market no offer is called anything.
struct Rated {
    /// Whether there are such offers at all; `None` when any will do.
    possible: Option<bool>,
    span: Span,
}

impl Rated {
    fn new(asked: &ListingQuery, market: Option<Market>) -> Self {
        let span = asked
            .rating
            .zip(market)
            .map(|(rating, market)| market.span(rating));
        Self {
            possible: asked.rating.map(|_| span.is_some()),
            span: span.unwrap_or(Span {
                above: None,
                up_to: None,
            }),
        }
    }
}

/// Binds what [`whose`] and [`FILTER`] name, in their order.
macro_rules! bind_filter {
    ($query:expr, $user:expr, $asked:expr, $rated:expr) => {
        $query
            .bind($user)
            .bind($asked.status.map(Status::name))
            .bind($asked.condition.map(Condition::name))
            .bind($asked.form_factor.as_deref())
            .bind($asked.cpu_maker.as_deref())
            .bind($asked.min_price.map(Usd::amount))
            .bind($asked.max_price.map(Usd::amount))
            .bind($asked.text.as_deref())
            .bind($rated.possible)
            .bind($rated.span.above)
            .bind($rated.span.up_to)
    };
}

#[derive(sqlx::FromRow)]
struct SortedRow {
    #[sqlx(flatten)]
    listing: ListingRow,
    sorted_by: Option<String>,
}

/// A page of the caller's offers, or of the shared library, and where the next one starts, if there
/// is one. They are rated against `market`.
///
/// # Errors
/// When the query fails.
pub async fn list(
    tx: &mut UserTx,
    asked: &ListingQuery,
    market: Option<Market>,
) -> Result<(Vec<Listing>, Option<Cursor>), DbError> {
    let user = tx.user().0;
    let rated = Rated::new(asked, market);
    let key = expression(asked.sort);
    let (order, beyond) = match asked.direction {
        Direction::Ascending => ("asc", ">"),
        Direction::Descending => ("desc", "<"),
    };
    let kind = match asked.sort.kind() {
        SortKind::Number => "numeric",
        SortKind::Text => "text",
    };
    // Rows without a value stand at the end, whichever way the list runs.
    let behind = match &asked.after {
        None => "$12::text is null and $13::bigint is null".to_owned(),
        Some(Cursor { value: None, .. }) => {
            format!("$12::text is null and {key} is null and l.id {beyond} $13")
        }
        Some(Cursor { value: Some(_), .. }) => format!(
            "({key} {beyond} $12::text::{kind} or ({key} = $12::text::{kind} and l.id {beyond} $13) or {key} is null)"
        ),
    };
    let sql = format!(
        "select {COLUMNS}, ({key})::text as sorted_by
           from {TABLES}
          where {whose} and {FILTER} and {behind}
          order by {key} {order} nulls last, l.id {order}
          limit $14",
        whose = whose(asked),
    );
    let query = sqlx::query_as::<_, SortedRow>(AssertSqlSafe(sql));
    let mut rows = bind_filter!(query, user, asked, rated)
        .bind(
            asked
                .after
                .as_ref()
                .and_then(|cursor| cursor.value.as_deref()),
        )
        .bind(asked.after.as_ref().map(|cursor| cursor.id))
        // One more tells whether there is a next page.
        .bind(asked.limit + 1)
        .fetch_all(tx.conn())
        .await?;
    let more = rows.len() > usize::try_from(asked.limit).unwrap_or(usize::MAX);
    if more {
        rows.pop();
    }
    let next = rows.last().filter(|_| more).map(|row| Cursor {
        id: row.listing.id,
        value: row.sorted_by.clone(),
    });
    let listings = rows
        .into_iter()
        .map(|row| row.listing.seen_by(user, market))
        .collect::<Result<_, _>>()?;
    Ok((listings, next))
}

/// How many offers all pages of a list hold.
///
/// # Errors
/// When the query fails.
pub async fn count(
    tx: &mut UserTx,
    asked: &ListingQuery,
    market: Option<Market>,
) -> Result<i64, DbError> {
    let user = tx.user().0;
    let rated = Rated::new(asked, market);
    let sql = format!(
        "select count(*) from listing l left join cpu c on c.id = l.cpu_id where {whose} and {FILTER}",
        whose = whose(asked),
    );
    let query = sqlx::query_scalar::<_, i64>(AssertSqlSafe(sql));
    Ok(bind_filter!(query, user, asked, rated)
        .fetch_one(tx.conn())
        .await?)
}
