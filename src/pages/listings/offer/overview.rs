use leptos::prelude::*;
use time::OffsetDateTime;

use super::{
    Actions,
    price::{PriceForm, PriceHistory},
};
use crate::{
    components::{LinkButton, grouped},
    domain::{
        cpu::CpuSpec,
        gpu::GpuSpec,
        listing::{Flag, FormFactor, Listing, PricePoint, RamType, StorageMedium},
    },
};

/// What it is made of, and what it cost.
#[component]
pub fn Overview(
    listing: Listing,
    cpu: Option<CpuSpec>,
    gpu: Option<GpuSpec>,
    history: Vec<PricePoint>,
    as_of: OffsetDateTime,
    actions: Actions,
) -> impl IntoView {
    let (id, is_mine) = (listing.id, listing.is_mine);
    let has_price = listing.details.price_usd.is_some();
    let missing = missing(has_price, cpu.is_some());
    let edit = format!("/listings/{}/edit", id.0);
    let facts = facts(&listing, cpu.as_ref(), gpu.as_ref());
    view! {
        {missing.filter(|_| is_mine).map(|text| view! {
            <p class="offer-missing">
                {text} " "
                {has_price.then(|| view! { <LinkButton href=edit>"Edit offer"</LinkButton> })}
            </p>
        })}
        <div class="offer-columns">
            <section aria-labelledby="parts">
                <h2 id="parts">"What it is"</h2>
                <dl class="facts">
                    {facts
                        .into_iter()
                        .map(|(label, value)| view! { <dt>{label}</dt> <dd>{value}</dd> })
                        .collect_view()}
                </dl>
            </section>
            <section class="stack" aria-labelledby="prices">
                <h2 id="prices">"What it cost"</h2>
                {view! { <PriceHistory history=history as_of=as_of/> }.into_any()}
                {is_mine.then(|| view! { <PriceForm id=id action=actions.price/> })}
            </section>
        </div>
    }
    .into_any()
}

/// What keeps the offer from being compared.
fn missing(has_price: bool, has_cpu: bool) -> Option<&'static str> {
    match (has_price, has_cpu) {
        (false, _) => Some("Add a price to value this offer."),
        (true, false) => Some("Pick a CPU to see $/mark."),
        (true, true) => None,
    }
}

/// What is known; nothing is said of what is not.
fn facts(
    listing: &Listing,
    cpu: Option<&CpuSpec>,
    gpu: Option<&GpuSpec>,
) -> Vec<(&'static str, String)> {
    let details = &listing.details;
    let form_factor = details.form_factor.as_ref().map(|name| {
        FormFactor::from_name(name)
            .map_or_else(|| name.replace('_', " "), |it| it.label().to_owned())
    });
    let flags: Vec<&str> = Flag::ALL
        .into_iter()
        .filter(|flag| details.has(*flag))
        .map(Flag::label)
        .collect();
    let ram = (details.ram_gb > 0).then(|| {
        let kind = details.ram_type.filter(|it| *it != RamType::Unknown);
        let kind = kind
            .map(|it| format!(" {}", it.label()))
            .unwrap_or_default();
        let speed = details.ram_speed_mhz.map(|mhz| format!(", {mhz}\u{a0}MHz"));
        format!(
            "{}\u{a0}GB{kind}{}",
            details.ram_gb,
            speed.unwrap_or_default()
        )
    });
    [
        ("CPU", cpu.map(|cpu| cpu.name.clone())),
        ("Marks", cpu.and_then(marks)),
        ("Cores", cpu.and_then(cores)),
        ("Graphics card", gpu.map(|gpu| gpu.name.clone())),
        ("RAM", ram),
        (
            "First drive",
            drive(details.primary_storage_gb, details.primary_storage_medium),
        ),
        (
            "Second drive",
            drive(
                details.secondary_storage_gb,
                details.secondary_storage_medium,
            ),
        ),
        ("Windows licence", details.os_license.clone()),
        ("Form factor", form_factor),
        ("Manufacturer", details.manufacturer.clone()),
        ("Model", details.model.clone()),
        (
            "It has, or lacks",
            (!flags.is_empty()).then(|| flags.join(", ")),
        ),
        ("Seller", details.seller.clone()),
    ]
    .into_iter()
    .filter_map(|(label, value)| Some((label, value?)))
    .collect()
}

fn marks(cpu: &CpuSpec) -> Option<String> {
    let of = |marks: Option<i32>, kind: &str| {
        marks.map(|marks| format!("{} {kind}", grouped(&marks.to_string())))
    };
    let known = [
        of(cpu.mark_multi, "multi-core"),
        of(cpu.mark_single, "single-core"),
    ];
    let known: Vec<String> = known.into_iter().flatten().collect();
    (!known.is_empty()).then(|| known.join(", "))
}

fn cores(cpu: &CpuSpec) -> Option<String> {
    let known = [
        cpu.cores.map(|it| format!("{it}\u{a0}cores")),
        cpu.threads.map(|it| format!("{it}\u{a0}threads")),
        cpu.tdp_w.map(|it| format!("{it}\u{a0}W")),
        cpu.release_year.map(|it| format!("from {it}")),
    ];
    let known: Vec<String> = known.into_iter().flatten().collect();
    (!known.is_empty()).then(|| known.join(", "))
}

fn drive(gb: i32, medium: Option<StorageMedium>) -> Option<String> {
    let kind = medium.filter(|it| *it != StorageMedium::Unknown);
    let kind = kind
        .map(|it| format!(" {}", it.label()))
        .unwrap_or_default();
    (gb > 0).then(|| format!("{}\u{a0}GB{kind}", grouped(&gb.to_string())))
}
