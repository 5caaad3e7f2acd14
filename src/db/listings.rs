//! Offers.

use rust_decimal::{Decimal, RoundingStrategy};
use sqlx::{AssertSqlSafe, types::Json};
use time::OffsetDateTime;

use super::{DbError, SystemTx, UserTx, market};
use crate::domain::{
    listing::{
        Condition, Cursor, Derived, Details, Direction, Facets, Listing, ListingId, ListingQuery,
        NewListing, Part, RamType, SortKey, SortKind, Status, StorageMedium,
    },
    money::Usd,
    rating::{Market, Span},
    user::UserId,
};

/// What [`ListingRow`] is made of.
pub(super) const COLUMNS: &str = "l.id, l.user_id, l.title, l.listing_url, l.seller, l.price_usd, l.condition, l.status, l.notes
    , l.manufacturer, l.model, l.form_factor, l.cpu_id, l.gpu_id, l.ram_gb, l.ram_type, l.ram_speed_mhz
    , l.primary_storage_gb, l.primary_storage_medium, l.secondary_storage_gb, l.secondary_storage_medium
    , l.os_license, l.attrs, l.ruleset_id, l.disabled_ruleset_ids, l.profile_id, l.source_listing_id, l.is_sample
    , l.last_seen_at, l.adjusted_price_usd, l.usd_per_multi, l.usd_per_single, l.usd_per_multi_adj
    , l.usd_per_single_adj, l.perf_per_watt, l.score_composite, l.valued_at, l.created_at, l.updated_at
    , c.name as cpu_name, c.manufacturer as cpu_manufacturer, g.name as gpu_name, g.manufacturer as gpu_manufacturer";
pub(super) const TABLES: &str =
    "listing l left join cpu c on c.id = l.cpu_id left join gpu g on g.id = l.gpu_id";

#[derive(sqlx::FromRow)]
pub(super) struct ListingRow {
    id: i64,
    user_id: Option<i64>,
    title: String,
    listing_url: Option<String>,
    seller: Option<String>,
    price_usd: Option<Decimal>,
    condition: String,
    status: String,
    notes: Option<String>,
    manufacturer: Option<String>,
    model: Option<String>,
    form_factor: Option<String>,
    cpu_id: Option<i64>,
    gpu_id: Option<i64>,
    ram_gb: i32,
    ram_type: Option<String>,
    ram_speed_mhz: Option<i32>,
    primary_storage_gb: i32,
    primary_storage_medium: Option<String>,
    secondary_storage_gb: i32,
    secondary_storage_medium: Option<String>,
    os_license: Option<String>,
    attrs: Json<std::collections::BTreeMap<String, serde_json::Value>>,
    ruleset_id: Option<i64>,
    disabled_ruleset_ids: Vec<i64>,
    profile_id: Option<i64>,
    source_listing_id: Option<i64>,
    is_sample: bool,
    last_seen_at: Option<OffsetDateTime>,
    adjusted_price_usd: Option<Decimal>,
    usd_per_multi: Option<Decimal>,
    usd_per_single: Option<Decimal>,
    usd_per_multi_adj: Option<Decimal>,
    usd_per_single_adj: Option<Decimal>,
    perf_per_watt: Option<Decimal>,
    score_composite: Option<Decimal>,
    valued_at: Option<OffsetDateTime>,
    created_at: OffsetDateTime,
    updated_at: OffsetDateTime,
    cpu_name: Option<String>,
    cpu_manufacturer: Option<String>,
    gpu_name: Option<String>,
    gpu_manufacturer: Option<String>,
}

impl ListingRow {
    /// As the caller sees it, whose own active offers are the market.
    pub(super) fn seen_by(self, caller: i64, market: Option<Market>) -> Result<Listing, DbError> {
        let derived = self.derived()?;
        let rating = market
            .zip(self.usd_per_multi_adj)
            .map(|(market, value)| market.rate(value));
        let listing = Listing {
            id: ListingId(self.id),
            is_mine: self.user_id == Some(caller),
            is_sample: self.is_sample,
            cpu: part(self.cpu_id, self.cpu_name, self.cpu_manufacturer),
            gpu: part(self.gpu_id, self.gpu_name, self.gpu_manufacturer),
            derived,
            rating,
            ruleset_id: self.ruleset_id,
            disabled_ruleset_ids: self.disabled_ruleset_ids,
            source_listing_id: self.source_listing_id,
            last_seen_at: self.last_seen_at,
            created_at: self.created_at,
            updated_at: self.updated_at,
            details: Details {
                title: self.title,
                price_usd: price(self.price_usd)?,
                condition: word(Condition::from_name, &self.condition)?,
                status: word(Status::from_name, &self.status)?,
                listing_url: self.listing_url,
                seller: self.seller,
                notes: self.notes,
                manufacturer: self.manufacturer,
                model: self.model,
                form_factor: self.form_factor,
                cpu_id: self.cpu_id,
                gpu_id: self.gpu_id,
                ram_gb: self.ram_gb,
                ram_type: maybe_word(RamType::from_name, self.ram_type)?,
                ram_speed_mhz: self.ram_speed_mhz,
                primary_storage_gb: self.primary_storage_gb,
                primary_storage_medium: maybe_word(
                    StorageMedium::from_name,
                    self.primary_storage_medium,
                )?,
                secondary_storage_gb: self.secondary_storage_gb,
                secondary_storage_medium: maybe_word(
                    StorageMedium::from_name,
                    self.secondary_storage_medium,
                )?,
                os_license: self.os_license,
                attrs: self.attrs.0,
                profile_id: self.profile_id,
            },
        };
        Ok(if listing.is_mine {
            listing
        } else {
            listing.for_reader()
        })
    }

    fn derived(&self) -> Result<Derived, DbError> {
        let deducted = match (self.price_usd, self.adjusted_price_usd) {
            (Some(price), Some(adjusted)) if !price.is_zero() => {
                Some((price - adjusted) / price * Decimal::ONE_HUNDRED)
            }
            _ => None,
        };
        Ok(Derived {
            adjusted_price_usd: price(self.adjusted_price_usd)?,
            deducted_percent: rounded(deducted, 1),
            usd_per_multi: rounded(self.usd_per_multi, 4),
            usd_per_single: rounded(self.usd_per_single, 4),
            usd_per_multi_adj: rounded(self.usd_per_multi_adj, 4),
            usd_per_single_adj: rounded(self.usd_per_single_adj, 4),
            perf_per_watt: rounded(self.perf_per_watt, 1),
            score_composite: rounded(self.score_composite, 2),
            valued_at: self.valued_at,
        })
    }
}

fn part(id: Option<i64>, name: Option<String>, manufacturer: Option<String>) -> Option<Part> {
    Some(Part {
        id: id?,
        name: name?,
        manufacturer,
    })
}

fn word<T>(from_name: fn(&str) -> Option<T>, name: &str) -> Result<T, DbError> {
    from_name(name).ok_or(DbError::Inconsistent {
        table: "listing",
        what: "an unknown word",
    })
}

fn maybe_word<T>(
    from_name: fn(&str) -> Option<T>,
    name: Option<String>,
) -> Result<Option<T>, DbError> {
    name.map(|name| word(from_name, &name)).transpose()
}

pub(super) fn price(amount: Option<Decimal>) -> Result<Option<Usd>, DbError> {
    amount
        .map(Usd::new)
        .transpose()
        .map_err(|_| DbError::Inconsistent {
            table: "listing",
            what: "a price that no offer can have",
        })
}

/// Half away from zero, with exactly so many decimals.
fn rounded(figure: Option<Decimal>, decimals: u32) -> Option<Decimal> {
    figure.map(|figure| {
        let mut figure =
            figure.round_dp_with_strategy(decimals, RoundingStrategy::MidpointAwayFromZero);
        figure.rescale(decimals);
        figure
    })
}

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

/// Which of the caller's offers a list is of.
const FILTER: &str = "l.user_id = $1
    and ($2::text is null or l.status = $2)
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

/// Binds what [`FILTER`] names, in its order.
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

/// A page of the caller's offers, and where the next one starts, if there is one. They are rated
/// against `market`.
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
          where {FILTER} and {behind}
          order by {key} {order} nulls last, l.id {order}
          limit $14"
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
    let sql =
        format!("select count(*) from listing l left join cpu c on c.id = l.cpu_id where {FILTER}");
    let query = sqlx::query_scalar::<_, i64>(AssertSqlSafe(sql));
    Ok(bind_filter!(query, user, asked, rated)
        .fetch_one(tx.conn())
        .await?)
}

/// An offer that the caller may read; of another's, only what readers may see.
///
/// # Errors
/// When the query fails.
pub async fn by_id(tx: &mut UserTx, id: ListingId) -> Result<Option<Listing>, DbError> {
    Ok(by_ids(tx, &[id.0]).await?.pop())
}

/// Those of these offers that the caller may read, in no particular order.
///
/// # Errors
/// When the query fails.
pub async fn by_ids(tx: &mut UserTx, ids: &[i64]) -> Result<Vec<Listing>, DbError> {
    let user = tx.user().0;
    let market = market::of_caller(tx).await?;
    let sql = format!("select {COLUMNS} from {TABLES} where l.id = any($1)");
    sqlx::query_as::<_, ListingRow>(AssertSqlSafe(sql))
        .bind(ids)
        .fetch_all(tx.conn())
        .await?
        .into_iter()
        .map(|row| row.seen_by(user, market))
        .collect()
}

/// The caller's own offers of every status, oldest first, at most `limit`.
///
/// # Errors
/// When the query fails.
pub async fn all(tx: &mut UserTx, limit: i64) -> Result<Vec<Listing>, DbError> {
    let user = tx.user().0;
    let market = market::of_caller(tx).await?;
    let sql = format!(
        "select {COLUMNS} from {TABLES} where l.user_id = $1 order by l.created_at, l.id limit $2"
    );
    sqlx::query_as::<_, ListingRow>(AssertSqlSafe(sql))
        .bind(user)
        .bind(limit)
        .fetch_all(tx.conn())
        .await?
        .into_iter()
        .map(|row| row.seen_by(user, market))
        .collect()
}

/// What the caller's own offers have in common, at most fifty of each kind.
///
/// # Errors
/// When the query fails.
pub async fn facets(tx: &mut UserTx) -> Result<Facets, DbError> {
    let user = tx.user().0;
    let row = sqlx::query!(
        r#"select array(select distinct form_factor from listing
                         where user_id = $1 and form_factor is not null
                         order by form_factor limit 50) as "form_factors!"
                , array(select distinct c.manufacturer from listing l join cpu c on c.id = l.cpu_id
                         where l.user_id = $1 and c.manufacturer is not null
                         order by c.manufacturer limit 50) as "cpu_makers!""#,
        user
    )
    .fetch_one(tx.conn())
    .await?;
    Ok(Facets {
        form_factors: row.form_factors,
        cpu_makers: row.cpu_makers,
    })
}

/// Whose an offer is; `None` when it is nobody's.
///
/// # Errors
/// When the query fails.
pub async fn owner(tx: &mut SystemTx, id: ListingId) -> Result<Option<UserId>, DbError> {
    let owner = sqlx::query_scalar!("select app.owner_of_listing($1)", id.0)
        .fetch_one(tx.conn())
        .await?;
    Ok(owner.map(UserId))
}

/// One of the caller's own offers that nobody else changes until the scope ends.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Locked {
    /// When it was last changed.
    pub updated_at: OffsetDateTime,
    /// When the scope began, by the database's clock.
    pub now: OffsetDateTime,
}

/// Keeps others from changing one of the caller's own offers until the scope ends.
///
/// # Errors
/// When the query fails.
pub async fn lock(tx: &mut UserTx, id: ListingId) -> Result<Option<Locked>, DbError> {
    let user = tx.user().0;
    Ok(sqlx::query_as!(
        Locked,
        r#"select updated_at, now() as "now!" from listing where id = $1 and user_id = $2 for update"#,
        id.0,
        user
    )
    .fetch_optional(tx.conn())
    .await?)
}

/// Keeps an offer for the caller.
///
/// # Errors
/// When the query fails.
pub async fn insert(tx: &mut UserTx, new: &NewListing) -> Result<ListingId, DbError> {
    let user = tx.user().0;
    let id = sqlx::query_scalar!(
        r#"insert into listing (
               user_id, title, price_usd, condition, status, listing_url, seller, notes, manufacturer, model
             , form_factor, cpu_id, gpu_id, ram_gb, ram_type, ram_speed_mhz, primary_storage_gb
             , primary_storage_medium, secondary_storage_gb, secondary_storage_medium, os_license, attrs, profile_id
             , last_seen_at)
           values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16, $17, $18, $19, $20, $21, $22
                 , $23, now())
           returning id"#,
        user,
        new.title,
        new.price_usd.map(Usd::amount),
        new.condition.name(),
        new.status.name(),
        new.listing_url,
        new.seller,
        new.notes,
        new.manufacturer,
        new.model,
        new.form_factor,
        new.cpu_id,
        new.gpu_id,
        new.ram_gb,
        new.ram_type.map(RamType::name),
        new.ram_speed_mhz,
        new.primary_storage_gb,
        new.primary_storage_medium.map(StorageMedium::name),
        new.secondary_storage_gb,
        new.secondary_storage_medium.map(StorageMedium::name),
        new.os_license,
        Json(&new.attrs) as _,
        new.profile_id,
    )
    .fetch_one(tx.conn())
    .await?;
    Ok(ListingId(id))
}

/// Changes one of the caller's own offers; false when it is not theirs.
///
/// # Errors
/// When the query fails.
pub async fn update(tx: &mut UserTx, id: ListingId, new: &NewListing) -> Result<bool, DbError> {
    let user = tx.user().0;
    let done = sqlx::query!(
        r#"update listing
              set title = $3, price_usd = $4, condition = $5, status = $6, listing_url = $7, seller = $8, notes = $9
                , manufacturer = $10, model = $11, form_factor = $12, cpu_id = $13, gpu_id = $14, ram_gb = $15
                , ram_type = $16, ram_speed_mhz = $17, primary_storage_gb = $18, primary_storage_medium = $19
                , secondary_storage_gb = $20, secondary_storage_medium = $21, os_license = $22, attrs = $23
                , profile_id = $24, updated_at = clock_timestamp()
            where id = $1 and user_id = $2"#,
        id.0,
        user,
        new.title,
        new.price_usd.map(Usd::amount),
        new.condition.name(),
        new.status.name(),
        new.listing_url,
        new.seller,
        new.notes,
        new.manufacturer,
        new.model,
        new.form_factor,
        new.cpu_id,
        new.gpu_id,
        new.ram_gb,
        new.ram_type.map(RamType::name),
        new.ram_speed_mhz,
        new.primary_storage_gb,
        new.primary_storage_medium.map(StorageMedium::name),
        new.secondary_storage_gb,
        new.secondary_storage_medium.map(StorageMedium::name),
        new.os_license,
        Json(&new.attrs) as _,
        new.profile_id,
    )
    .execute(tx.conn())
    .await?;
    Ok(done.rows_affected() > 0)
}

/// Sets the price of one of the caller's own offers; false when it is not theirs.
///
/// # Errors
/// When the query fails.
pub async fn set_price(
    tx: &mut UserTx,
    id: ListingId,
    price: Usd,
    seen_at: OffsetDateTime,
) -> Result<bool, DbError> {
    let user = tx.user().0;
    let done = sqlx::query!(
        "update listing set price_usd = $3, last_seen_at = $4, updated_at = clock_timestamp()
          where id = $1 and user_id = $2",
        id.0,
        user,
        price.amount(),
        seen_at,
    )
    .execute(tx.conn())
    .await?;
    Ok(done.rows_affected() > 0)
}

/// Takes one of the caller's own offers away, with its history; false when it is not theirs.
///
/// # Errors
/// When the query fails.
pub async fn delete(tx: &mut UserTx, id: ListingId) -> Result<bool, DbError> {
    let user = tx.user().0;
    let done = sqlx::query!(
        "delete from listing where id = $1 and user_id = $2",
        id.0,
        user
    )
    .execute(tx.conn())
    .await?;
    Ok(done.rows_affected() > 0)
}

/// What an offer may name elsewhere, as far as the caller can see it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Known {
    /// The processor is in the catalogue.
    pub cpu: bool,
    /// The graphics card is.
    pub gpu: bool,
    /// The scoring profile is one that the caller may use.
    pub profile: bool,
}

/// Whether what an offer names is there.
///
/// # Errors
/// When the query fails.
pub async fn known(tx: &mut UserTx, details: &Details) -> Result<Known, DbError> {
    Ok(sqlx::query_as!(
        Known,
        r#"select $1::bigint is null or exists (select 1 from cpu where id = $1) as "cpu!"
                , $2::bigint is null or exists (select 1 from gpu where id = $2) as "gpu!"
                , $3::bigint is null or exists (select 1 from profile where id = $3) as "profile!""#,
        details.cpu_id,
        details.gpu_id,
        details.profile_id,
    )
    .fetch_one(tx.conn())
    .await?)
}

/// The numbers of a processor and a graphics card by their full names, whatever the case.
///
/// # Errors
/// When the query fails.
pub async fn parts_by_name(
    tx: &mut UserTx,
    cpu: Option<&str>,
    gpu: Option<&str>,
) -> Result<(Option<i64>, Option<i64>), DbError> {
    let row = sqlx::query!(
        r#"select (select id from cpu where lower(name) = lower($1) order by id limit 1) as cpu
                , (select id from gpu where lower(name) = lower($2) order by id limit 1) as gpu"#,
        cpu,
        gpu,
    )
    .fetch_one(tx.conn())
    .await?;
    Ok((row.cpu, row.gpu))
}
