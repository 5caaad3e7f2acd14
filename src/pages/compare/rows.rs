//! The lines of a comparison, and which value of each is the best.

use rust_decimal::Decimal;

use crate::{
    components::grouped,
    domain::{
        compare::{Compared, best},
        listing::{Direction, Flag, FormFactor, RamType, StorageMedium},
        money::Usd,
        rating::Rating,
        term,
    },
};

/// One line: what it is, and each offer's value with whether it is the best.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Line {
    pub label: &'static str,
    pub is_figure: bool,
    pub cells: Vec<Cell>,
}

/// An offer's value of a line. Empty where it is not known.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct Cell {
    pub text: String,
    pub is_best: bool,
    /// What the value is rated as.
    pub rating: Option<Rating>,
}

/// The line that counts most.
pub(super) const ADJUSTED: &str = "Adjusted price, USD";

/// The line that the ratings are about, and stand in.
const PER_MARK: &str = "USD per multi-core mark";

/// What an offer has of something: for reading, and for comparing.
type Value = (String, Option<Decimal>);

/// A line of figures: its name, which way is better, and the figure.
type Figure = (&'static str, Direction, fn(&Compared) -> Value);

/// A line of words: its name, and the words.
type Words = (&'static str, fn(&Compared) -> String);

/// All lines in their order. One that nothing is known of is left out.
pub(super) fn lines(offers: &[Compared]) -> Vec<Line> {
    use Direction::{Ascending, Descending};
    let figures: [Figure; 12] = [
        ("Asking price, USD", Ascending, |it| {
            usd(it.listing.details.price_usd)
        }),
        (ADJUSTED, Ascending, |it| {
            usd(it.listing.derived.adjusted_price_usd)
        }),
        (PER_MARK, Ascending, |it| {
            number(it.listing.derived.usd_per_multi_adj)
        }),
        ("USD per single-core mark", Ascending, |it| {
            number(it.listing.derived.usd_per_single_adj)
        }),
        (term::MARKS_PER_WATT, Descending, |it| {
            number(it.listing.derived.perf_per_watt)
        }),
        (term::SCORE, Descending, |it| {
            number(it.listing.derived.score_composite)
        }),
        (term::MULTI_CORE_MARK, Descending, |it| {
            whole(it.cpu.as_ref().and_then(|cpu| cpu.mark_multi))
        }),
        (term::SINGLE_CORE_MARK, Descending, |it| {
            whole(it.cpu.as_ref().and_then(|cpu| cpu.mark_single))
        }),
        ("Cores", Descending, |it| {
            whole(it.cpu.as_ref().and_then(|cpu| cpu.cores))
        }),
        ("TDP, W", Ascending, |it| {
            whole(it.cpu.as_ref().and_then(|cpu| cpu.tdp_w))
        }),
        ("RAM, GB", Descending, |it| size(it.listing.details.ram_gb)),
        ("Drives, GB", Descending, |it| {
            let details = &it.listing.details;
            size(
                details
                    .primary_storage_gb
                    .saturating_add(details.secondary_storage_gb),
            )
        }),
    ];
    let words: [Words; 7] = [
        ("CPU", |it| {
            let cpu = it.listing.cpu.as_ref();
            cpu.map(|cpu| cpu.name.clone()).unwrap_or_default()
        }),
        ("Condition", |it| {
            it.listing.details.condition.label().to_owned()
        }),
        ("Form factor", form_factor),
        ("Kind of RAM", |it| {
            let kind = it.listing.details.ram_type;
            kind.map(RamType::label).unwrap_or_default().to_owned()
        }),
        ("Kind of drive", |it| {
            let kind = it.listing.details.primary_storage_medium;
            kind.map(StorageMedium::label)
                .unwrap_or_default()
                .to_owned()
        }),
        ("Operating system", |it| {
            it.listing.details.os_license.clone().unwrap_or_default()
        }),
        ("Also", |it| {
            let flags: Vec<&str> = Flag::ALL
                .into_iter()
                .filter(|flag| it.listing.details.has(*flag))
                .map(Flag::label)
                .collect();
            flags.join(", ")
        }),
    ];
    let figures = figures.into_iter().map(|(label, direction, value)| {
        let values: Vec<Value> = offers.iter().map(value).collect();
        let numbers: Vec<Option<Decimal>> = values.iter().map(|(_, number)| *number).collect();
        let marks = best(&numbers, direction);
        Line {
            label,
            is_figure: true,
            cells: values
                .into_iter()
                .zip(marks)
                .zip(offers)
                .map(|(((text, _), is_best), offer)| Cell {
                    text,
                    is_best,
                    rating: offer.listing.rating.filter(|_| label == PER_MARK),
                })
                .collect(),
        }
    });
    let words = words.into_iter().map(|(label, value)| Line {
        label,
        is_figure: false,
        cells: offers
            .iter()
            .map(|offer| Cell {
                text: value(offer),
                ..Cell::default()
            })
            .collect(),
    });
    let is_known = |line: &Line| {
        let mut cells = line.cells.iter();
        cells.any(|cell| !cell.text.is_empty() || cell.rating.is_some())
    };
    figures.chain(words).filter(is_known).collect()
}

fn usd(price: Option<Usd>) -> Value {
    number(price.map(Usd::amount))
}

fn number(number: Option<Decimal>) -> Value {
    let text = number.map(|number| grouped(&number.to_string()));
    (text.unwrap_or_default(), number)
}

fn whole(figure: Option<i32>) -> Value {
    number(figure.map(Decimal::from))
}

/// Nothing is no size.
fn size(gigabytes: i32) -> Value {
    whole((gigabytes > 0).then_some(gigabytes))
}

fn form_factor(offer: &Compared) -> String {
    let name = offer
        .listing
        .details
        .form_factor
        .clone()
        .unwrap_or_default();
    FormFactor::from_name(&name).map_or(name, |known| known.label().to_owned())
}
