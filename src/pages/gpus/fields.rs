use leptos::prelude::*;
use leptos_router::params::ParamsMap;

use crate::{
    components::Field,
    domain::{gpu::GpuDraft, listing::FieldError},
    pages::{parts::NameAndMaker, told::error},
};

/// The fields of a graphics card, for the forms that add and change one.
#[component]
pub(super) fn GpuFields(draft: GpuDraft, errors: Signal<Vec<FieldError>>) -> impl IntoView {
    let text = |text: Option<String>| text.unwrap_or_default();
    view! {
        <NameAndMaker
            prefix="gpu" name=draft.name maker=draft.manufacturer errors=errors
            like=("NVIDIA T600 LP", "NVIDIA")
        />
        <div class="form-grid">
            <Field
                id="gpu_mark" name="gpu[gpu_mark]" label="Graphics mark" value=text(draft.gpu_mark)
                error=error(errors, "gpu_mark", "The mark") optional=true numeric=true
            />
            <Field
                id="metal_score" name="gpu[metal_score]" label="Metal score" value=text(draft.metal_score)
                error=error(errors, "metal_score", "The Metal score") optional=true numeric=true
                hint="Counts for graphics by Apple only."
            />
        </div>
    }
    .into_any()
}

/// What an address fills in: `?name=` of a link from elsewhere, or the whole form as it was left.
pub(super) fn of_address(query: &ParamsMap) -> GpuDraft {
    let typed = |field: &str| query.get(&format!("gpu[{field}]"));
    GpuDraft {
        name: typed("name").or_else(|| query.get("name")),
        manufacturer: typed("manufacturer"),
        gpu_mark: typed("gpu_mark"),
        metal_score: typed("metal_score"),
        if_updated_at: None,
    }
}

/// The page at `path` with the form as it was left.
#[cfg(feature = "ssr")]
pub(super) fn address(path: &str, draft: &GpuDraft) -> String {
    crate::pages::parts::with_form(path, "gpu", draft)
}
