use leptos::prelude::*;

use super::{
    ARGUMENT,
    part::{CpuField, GpuField},
};
use crate::{
    components::{CheckField, Choice, Field, FieldGroup, SelectField, TextAreaField},
    domain::{
        appraisal::Catalogue,
        listing::{
            Condition, FieldError, Flag, FormFactor, ListingDraft, NAME_MAX, NOTES_MAX, RamType,
            StorageMedium, TITLE_MAX, URL_MAX, WORD_MAX,
        },
        profile::Profile,
    },
    pages::told::error,
};

/// What is wrong with what was sent.
pub type FieldErrors = Signal<Vec<FieldError>>;

const MAKERS: [&str; 9] = [
    "Acer",
    "Apple",
    "ASUS",
    "Beelink",
    "Dell",
    "GMKtec",
    "HP",
    "Lenovo",
    "Minisforum",
];
const LICENCES: [&str; 4] = [
    "Windows 11 Pro",
    "Windows 11 Home",
    "Windows 10 Pro",
    "None",
];

/// All fields of an offer, the ones that matter most first.
#[component]
pub fn Fields(
    start: ListingDraft,
    errors: FieldErrors,
    catalogue: RwSignal<Catalogue>,
    /// Whether there are more parts than `catalogue` holds.
    has_more: bool,
    profiles: Vec<Choice>,
    /// Reads the form anew.
    read: Callback<()>,
) -> impl IntoView {
    let start = StoredValue::new(start);
    let (offer, machine) = (start.get_value(), start.get_value());
    let (inside, around) = (start.get_value(), start.get_value());
    view! {
        {view! { <Offer start=offer errors=errors catalogue=catalogue has_more=has_more read=read/> }.into_any()}
        {view! { <Inside start=inside errors=errors catalogue=catalogue has_more=has_more read=read/> }.into_any()}
        {view! { <Machine start=machine errors=errors/> }.into_any()}
        {view! { <Around start=around errors=errors profiles=profiles/> }.into_any()}
    }
}

/// The scoring profiles to choose from, the usual one first.
pub fn profiles(all: &[Profile]) -> Vec<Choice> {
    let named = all
        .iter()
        .map(|profile| Choice::new(profile.id.0.to_string(), profile.name.clone()));
    std::iter::once(Choice::new("", "My default"))
        .chain(named)
        .collect()
}

#[component]
fn Offer(
    start: ListingDraft,
    errors: FieldErrors,
    catalogue: RwSignal<Catalogue>,
    has_more: bool,
    read: Callback<()>,
) -> impl IntoView {
    let conditions = Condition::ALL.map(|it| Choice::new(it.name(), it.label()));
    let condition = given(start.condition, Condition::default().name());
    view! {
        <section class="offer-form__section">
            <h2>"Offer"</h2>
            <div class="offer-form__grid">
                <Field
                    id="title" name=name("title") label="Title" value=text(start.title)
                    error=error(errors, "title", "The title") max_length=TITLE_MAX
                    placeholder="ThinkCentre M75q Gen 2"
                />
                <Field
                    id="price_usd" name=name("price_usd") label="Price" value=text(start.price_usd)
                    error=error(errors, "price_usd", "The price") optional=true numeric=true unit="USD"
                />
                <SelectField
                    id="condition" name=name("condition") label="Condition" choices=conditions.to_vec()
                    selected=condition error=error(errors, "condition", "The condition")
                />
                {view! {
                    <CpuField
                        name=name("cpu") value=text(start.cpu) error=part_error(errors, ["cpu", "cpu_id"], "The CPU")
                        catalogue=catalogue has_more=has_more read=read
                    />
                }
                .into_any()}
                <Field
                    id="listing_url" name=name("listing_url") label="Link" kind="url" value=text(start.listing_url)
                    error=error(errors, "listing_url", "The link") optional=true max_length=URL_MAX
                />
                <Field
                    id="seller" name=name("seller") label="Seller" value=text(start.seller)
                    error=error(errors, "seller", "The seller") optional=true max_length=NAME_MAX
                />
            </div>
        </section>
    }
    .into_any()
}

#[component]
fn Inside(
    start: ListingDraft,
    errors: FieldErrors,
    catalogue: RwSignal<Catalogue>,
    has_more: bool,
    read: Callback<()>,
) -> impl IntoView {
    let types = optional_choices(
        RamType::ALL.map(|it| (it.name(), it.label())),
        &start.ram_type,
    );
    let media = StorageMedium::ALL.map(|it| (it.name(), it.label()));
    let first = optional_choices(media, &start.primary_storage_medium);
    let second = optional_choices(media, &start.secondary_storage_medium);
    view! {
        <section class="offer-form__section">
            <h2>"Inside"</h2>
            <div class="offer-form__grid offer-form__grid--thirds">
                <Field
                    id="ram_gb" name=name("ram_gb") label="RAM" value=text(start.ram_gb)
                    error=error(errors, "ram_gb", "The RAM") optional=true numeric=true unit="GB"
                />
                <SelectField
                    id="ram_type" name=name("ram_type") label="RAM type" choices=types
                    selected=text(start.ram_type) error=error(errors, "ram_type", "The RAM type")
                />
                <Field
                    id="ram_speed_mhz" name=name("ram_speed_mhz") label="RAM speed" value=text(start.ram_speed_mhz)
                    error=error(errors, "ram_speed_mhz", "The RAM speed") optional=true numeric=true unit="MHz"
                />
            </div>
            <div class="offer-form__grid">
                <Field
                    id="primary_storage_gb" name=name("primary_storage_gb") label="First drive"
                    value=text(start.primary_storage_gb) optional=true numeric=true unit="GB"
                    error=error(errors, "primary_storage_gb", "The first drive")
                />
                <SelectField
                    id="primary_storage_medium" name=name("primary_storage_medium") label="Kind of the first drive"
                    choices=first selected=text(start.primary_storage_medium)
                    error=error(errors, "primary_storage_medium", "The kind")
                />
                <Field
                    id="secondary_storage_gb" name=name("secondary_storage_gb") label="Second drive"
                    value=text(start.secondary_storage_gb) optional=true numeric=true unit="GB"
                    error=error(errors, "secondary_storage_gb", "The second drive")
                />
                <SelectField
                    id="secondary_storage_medium" name=name("secondary_storage_medium")
                    label="Kind of the second drive" choices=second
                    selected=text(start.secondary_storage_medium)
                    error=error(errors, "secondary_storage_medium", "The kind")
                />
                {view! {
                    <GpuField
                        name=name("gpu") value=text(start.gpu)
                        error=part_error(errors, ["gpu", "gpu_id"], "The graphics card")
                        catalogue=catalogue has_more=has_more read=read
                    />
                }
                .into_any()}
            </div>
        </section>
    }
    .into_any()
}

#[component]
fn Machine(start: ListingDraft, errors: FieldErrors) -> impl IntoView {
    let builds = FormFactor::ALL.map(|it| (it.name(), it.label()));
    let builds = optional_choices(builds, &start.form_factor);
    view! {
        <section class="offer-form__section">
            <h2>"Machine"</h2>
            <div class="offer-form__grid">
                <Field
                    id="manufacturer" name=name("manufacturer") label="Manufacturer" value=text(start.manufacturer)
                    error=error(errors, "manufacturer", "The manufacturer") optional=true
                    max_length=NAME_MAX list="makers"
                />
                {words("makers", &MAKERS)}
                <Field
                    id="model" name=name("model") label="Model" value=text(start.model)
                    error=error(errors, "model", "The model") optional=true max_length=NAME_MAX
                />
                <SelectField
                    id="form_factor" name=name("form_factor") label="Form factor" choices=builds
                    selected=text(start.form_factor) error=error(errors, "form_factor", "The form factor")
                />
                <Field
                    id="os_license" name=name("os_license") label="Windows licence" value=text(start.os_license)
                    error=error(errors, "os_license", "The licence") optional=true
                    max_length=WORD_MAX list="licences"
                />
                {words("licences", &LICENCES)}
                <div class="offer-form__wide">
                    <Flags attrs=start.attrs/>
                </div>
            </div>
        </section>
    }
    .into_any()
}

#[component]
fn Flags(attrs: std::collections::BTreeMap<String, serde_json::Value>) -> impl IntoView {
    let is_set = ListingDraft {
        attrs,
        ..ListingDraft::default()
    }
    .so_far();
    let boxes = Flag::ALL
        .map(|flag| {
            view! {
                <CheckField
                    id=flag.name() name=format!("{ARGUMENT}[attrs][{}]", flag.name()) label=flag.label()
                    checked=is_set.has(flag)
                />
            }
        })
        .collect_view();
    view! { <FieldGroup legend="It has, or lacks"><div class="offer-form__flags">{boxes}</div></FieldGroup> }
        .into_any()
}

#[component]
fn Around(start: ListingDraft, errors: FieldErrors, profiles: Vec<Choice>) -> impl IntoView {
    view! {
        <section class="offer-form__section">
            <h2>"For yourself"</h2>
            <TextAreaField
                id="notes" name=name("notes") label="Notes" value=text(start.notes)
                hint="Only you can read them." error=error(errors, "notes", "The notes") optional=true
                rows=4 max_length=NOTES_MAX
            />
            <SelectField
                id="profile_id" name=name("profile_id") label="Scoring profile" choices=profiles
                selected=text(start.profile_id) error=error(errors, "profile_id", "The scoring profile")
            />
        </section>
    }
    .into_any()
}

fn name(field: &str) -> String {
    format!("{ARGUMENT}[{field}]")
}

fn text(value: Option<String>) -> String {
    value.unwrap_or_default()
}

fn given(value: Option<String>, otherwise: &str) -> String {
    value
        .filter(|value| !value.is_empty())
        .unwrap_or_else(|| otherwise.to_owned())
}

/// Nothing first, then what there is, and what stands there already, even if it is another word.
fn optional_choices<const N: usize>(
    all: [(&'static str, &'static str); N],
    chosen: &Option<String>,
) -> Vec<Choice> {
    let other = chosen
        .as_deref()
        .filter(|chosen| !chosen.is_empty() && all.iter().all(|(name, _)| name != chosen))
        .map(|chosen| Choice::new(chosen, chosen));
    // "Not said" is what nothing means, unless it was chosen.
    let shown = all
        .into_iter()
        .filter(|(name, _)| *name != "unknown" || chosen.as_deref() == Some("unknown"));
    std::iter::once(Choice::new("", "Not said"))
        .chain(shown.map(|(name, label)| Choice::new(name, label)))
        .chain(other)
        .collect()
}

fn words(id: &'static str, words: &[&'static str]) -> impl IntoView + use<> {
    let options = words
        .iter()
        .map(|word| view! { <option value=*word></option> })
        .collect_view();
    view! { <datalist id=id>{options}</datalist> }.into_any()
}

/// What is wrong with a part, which is sent by its name or its number.
fn part_error(
    errors: FieldErrors,
    fields: [&'static str; 2],
    label: &'static str,
) -> MaybeProp<String> {
    MaybeProp::derive(move || {
        errors.with(|errors| {
            let error = errors.iter().find(|it| fields.contains(&&*it.field))?;
            Some(format!("{label} {}.", error.reason))
        })
    })
}
