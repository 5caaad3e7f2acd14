use leptos::prelude::*;

use super::{FieldErrors, name, optional_choices, text};
use crate::{
    components::{CheckField, Field, FieldGroup, SelectField},
    domain::listing::{Flag, FormFactor, ListingDraft, NAME_MAX, WORD_MAX},
    pages::{listings::form::ARGUMENT, told::error},
};

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

#[component]
pub(super) fn Machine(start: ListingDraft, errors: FieldErrors) -> impl IntoView {
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

fn words(id: &'static str, words: &[&'static str]) -> impl IntoView + use<> {
    let options = words
        .iter()
        .map(|word| view! { <option value=*word></option> })
        .collect_view();
    view! { <datalist id=id>{options}</datalist> }.into_any()
}
