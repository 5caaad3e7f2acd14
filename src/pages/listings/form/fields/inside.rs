use leptos::prelude::*;

use super::{FieldErrors, name, optional_choices, part_error, text};
use crate::{
    components::{Field, SelectField},
    domain::{
        appraisal::Catalogue,
        listing::{ListingDraft, RamType, StorageMedium},
    },
    pages::{listings::form::part::GpuField, told::error},
};

#[component]
pub(super) fn Inside(
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
