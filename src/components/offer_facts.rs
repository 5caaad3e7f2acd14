use leptos::prelude::*;

use super::{Figure, Figures, Icon, IconName, grouped};
use crate::domain::{
    listing::{Flag, FormFactor, RamType, StorageMedium},
    share::{PublicCpu, PublicListing},
    term,
};

/// What somebody may see of another's offer: its price, its parts, its marks.
#[component]
pub fn OfferFacts(
    /// The offer.
    offer: PublicListing,
) -> impl IntoView {
    let figures = figures(&offer);
    let url = offer.listing_url.clone();
    let seller = offer.seller.clone();
    let parts = parts(&offer)
        .into_iter()
        .map(|(name, value)| view! { <dt>{name}</dt> <dd>{value}</dd> })
        .collect_view();
    view! {
        <div class="stack stack--loose offer-facts">
            {(!figures.is_empty()).then(|| view! { <Figures figures=figures/> })}
            <section aria-labelledby="parts">
                <h2 class="offer-facts__title" id="parts">"The machine"</h2>
                <dl class="facts">{parts}</dl>
            </section>
            {url.map(|url| view! {
                <p>
                    <a class="offer__link" href=url rel="noopener noreferrer nofollow ugc">
                        {match seller {
                            Some(seller) => format!("See the offer at {seller}"),
                            None => "See the offer itself".to_owned(),
                        }}
                        <Icon name=IconName::External/>
                    </a>
                </p>
            })}
        </div>
    }
    .into_any()
}

fn figures(offer: &PublicListing) -> Vec<Figure> {
    let figure = |label: &str, value: Option<String>, unit, hint: &str| {
        value.map(|value| Figure {
            label: label.to_owned(),
            value: grouped(&value),
            unit,
            hint: Some(hint.to_owned()),
            ..Figure::default()
        })
    };
    [
        figure(
            term::ADJUSTED_PRICE,
            offer.adjusted_price_usd.map(|it| it.to_string()),
            Some("USD"),
            "without its extras",
        ),
        figure(
            term::ASKING_PRICE,
            offer.price_usd.map(|it| it.to_string()),
            Some("USD"),
            "as offered",
        ),
        figure(
            term::USD_PER_MARK,
            offer.usd_per_multi_adj.clone(),
            None,
            "adjusted, multi-core",
        ),
        figure(
            term::SCORE,
            offer.score_composite.clone(),
            None,
            "of 100, by its owner",
        ),
    ]
    .into_iter()
    .flatten()
    .collect()
}

/// What is known of the machine, name by name. What is not known is left out.
fn parts(offer: &PublicListing) -> Vec<(&'static str, String)> {
    let maker = [offer.manufacturer.as_deref(), offer.model.as_deref()]
        .into_iter()
        .flatten()
        .collect::<Vec<_>>()
        .join(" ");
    let cpu = offer.cpu.as_ref();
    let marks = cpu.and_then(marks);
    let gpu = offer.gpu.as_ref().map(|gpu| match gpu.gpu_mark {
        Some(mark) => format!("{}, {} marks", gpu.name, grouped(&mark.to_string())),
        None => gpu.name.clone(),
    });
    let form = offer.form_factor.as_deref().map(|name| {
        FormFactor::from_name(name).map_or_else(|| name.to_owned(), |it| it.label().to_owned())
    });
    let flags: Vec<&str> = offer.flags.iter().copied().map(Flag::label).collect();
    let per_watt = offer.perf_per_watt.as_deref().map(grouped);
    [
        ("Condition", Some(offer.condition.label().to_owned())),
        (
            if offer.model.is_some() {
                "Model"
            } else {
                "Manufacturer"
            },
            Some(maker).filter(|it| !it.is_empty()),
        ),
        ("Form factor", form),
        ("CPU", cpu.map(processor)),
        ("Marks", marks),
        (term::MARKS_PER_WATT, per_watt),
        ("Graphics card", gpu),
        ("RAM", memory(offer)),
        (
            "First drive",
            drive(
                offer.primary_storage_gb,
                offer.primary_storage_medium.as_deref(),
            ),
        ),
        (
            "Second drive",
            drive(
                offer.secondary_storage_gb,
                offer.secondary_storage_medium.as_deref(),
            ),
        ),
        ("Windows licence", offer.os_license.clone()),
        (
            "It has, or lacks",
            (!flags.is_empty()).then(|| flags.join(", ")),
        ),
        ("Seller", offer.seller.clone()),
    ]
    .into_iter()
    .filter_map(|(name, value)| Some((name, value?)))
    .collect()
}

fn processor(cpu: &PublicCpu) -> String {
    let counted =
        |count: Option<i32>, unit: &str| count.map(|count| format!("{count}\u{a0}{unit}"));
    let details = [
        counted(cpu.cores, "cores"),
        counted(cpu.threads, "threads"),
        counted(cpu.tdp_w, "W"),
    ]
    .into_iter()
    .flatten()
    .collect::<Vec<_>>()
    .join(", ");
    if details.is_empty() {
        cpu.name.clone()
    } else {
        format!("{} ({details})", cpu.name)
    }
}

fn marks(cpu: &PublicCpu) -> Option<String> {
    let mark = |mark: Option<i32>, kind: &str| {
        mark.map(|mark| format!("{} {kind}", grouped(&mark.to_string())))
    };
    let both = [
        mark(cpu.mark_multi, "multi-core"),
        mark(cpu.mark_single, "single-core"),
    ]
    .into_iter()
    .flatten()
    .collect::<Vec<_>>()
    .join(", ");
    (!both.is_empty()).then_some(both)
}

fn memory(offer: &PublicListing) -> Option<String> {
    let kind = offer
        .ram_type
        .as_deref()
        .and_then(RamType::from_name)
        .filter(|it| *it != RamType::Unknown)
        .map(|it| format!(" {}", it.label()))
        .unwrap_or_default();
    let speed = offer
        .ram_speed_mhz
        .map(|mhz| format!(", {mhz}\u{a0}MHz"))
        .unwrap_or_default();
    (offer.ram_gb > 0).then(|| format!("{}\u{a0}GB{kind}{speed}", offer.ram_gb))
}

fn drive(gb: i32, medium: Option<&str>) -> Option<String> {
    let kind = medium
        .and_then(StorageMedium::from_name)
        .filter(|it| *it != StorageMedium::Unknown)
        .map(|it| format!(" {}", it.label()))
        .unwrap_or_default();
    (gb > 0).then(|| format!("{}\u{a0}GB{kind}", grouped(&gb.to_string())))
}

/// A machine in one line, for a list or a preview: "Used · i5-8500T · 16 GB DDR4 · 256 GB NVMe".
#[must_use]
pub fn offer_in_brief(offer: &PublicListing) -> String {
    [
        Some(offer.condition.label().to_owned()),
        offer.cpu.as_ref().map(|cpu| cpu.name.clone()),
        memory(offer),
        drive(
            offer.primary_storage_gb,
            offer.primary_storage_medium.as_deref(),
        ),
        drive(
            offer.secondary_storage_gb,
            offer.secondary_storage_medium.as_deref(),
        ),
    ]
    .into_iter()
    .flatten()
    .collect::<Vec<_>>()
    .join(" · ")
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::listing::{Condition, ListingId};

    fn bare() -> PublicListing {
        PublicListing {
            id: ListingId(1),
            title: "Beelink SER5".into(),
            listing_url: None,
            seller: None,
            price_usd: None,
            adjusted_price_usd: None,
            condition: Condition::Used,
            manufacturer: None,
            model: None,
            form_factor: None,
            cpu: None,
            gpu: None,
            ram_gb: 0,
            ram_type: None,
            ram_speed_mhz: None,
            primary_storage_gb: 0,
            primary_storage_medium: None,
            secondary_storage_gb: 0,
            secondary_storage_medium: None,
            os_license: None,
            flags: Vec::new(),
            usd_per_multi: None,
            usd_per_single: None,
            usd_per_multi_adj: None,
            usd_per_single_adj: None,
            perf_per_watt: None,
            score_composite: None,
            last_seen_at: None,
        }
    }

    #[test]
    fn what_is_not_known_is_left_out() {
        let names = |offer: &PublicListing| {
            parts(offer)
                .into_iter()
                .map(|(name, _)| name)
                .collect::<Vec<_>>()
        };
        assert_eq!(names(&bare()), ["Condition"]);
        assert_eq!(figures(&bare()), []);
        assert_eq!(offer_in_brief(&bare()), "Used");
    }

    #[test]
    fn what_it_has_or_lacks_is_one_line() {
        let offer = PublicListing {
            flags: vec![Flag::Usb4, Flag::MissingAdapter],
            ..bare()
        };
        let also = "USB4 or Thunderbolt, Power adapter missing".to_owned();
        assert_eq!(parts(&offer).pop(), Some(("It has, or lacks", also)));
    }

    #[test]
    fn a_machine_reads_in_one_line() {
        let offer = PublicListing {
            cpu: Some(PublicCpu {
                name: "i5-8500T".into(),
                cores: Some(6),
                threads: None,
                tdp_w: Some(35),
                mark_multi: Some(7712),
                mark_single: None,
            }),
            ram_gb: 16,
            ram_type: Some("ddr4".into()),
            primary_storage_gb: 1024,
            primary_storage_medium: Some("nvme".into()),
            secondary_storage_gb: 500,
            secondary_storage_medium: Some("unknown".into()),
            ..bare()
        };
        assert_eq!(
            offer_in_brief(&offer),
            "Used · i5-8500T · 16\u{a0}GB DDR4 · 1,024\u{a0}GB NVMe · 500\u{a0}GB"
        );
        let cpu = offer.cpu.as_ref().unwrap();
        assert_eq!(processor(cpu), "i5-8500T (6\u{a0}cores, 35\u{a0}W)");
        assert_eq!(marks(cpu).as_deref(), Some("7,712 multi-core"));
    }
}
