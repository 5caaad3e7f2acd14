use leptos::prelude::*;
use leptos_router::params::ParamsMap;

use crate::{
    components::Field,
    domain::{cpu::CpuDraft, listing::FieldError},
    pages::{parts::NameAndMaker, told::error},
};

/// The fields of a processor, for the forms that add and change one.
#[component]
pub(super) fn CpuFields(draft: CpuDraft, errors: Signal<Vec<FieldError>>) -> impl IntoView {
    let text = |text: Option<String>| text.unwrap_or_default();
    view! {
        <NameAndMaker
            prefix="cpu" name=draft.name maker=draft.manufacturer errors=errors
            like=("Intel Core i5-8500T", "Intel")
        />
        <div class="form-grid">
            <Field
                id="mark_multi" name="cpu[mark_multi]" label="Multi-core mark" value=text(draft.mark_multi)
                error=error(errors, "mark_multi", "The mark") optional=true numeric=true
            />
            <Field
                id="mark_single" name="cpu[mark_single]" label="Single-core mark" value=text(draft.mark_single)
                error=error(errors, "mark_single", "The mark") optional=true numeric=true
            />
            <Field
                id="cores" name="cpu[cores]" label="Cores" value=text(draft.cores)
                error=error(errors, "cores", "The number of cores") optional=true numeric=true
            />
            <Field
                id="threads" name="cpu[threads]" label="Threads" value=text(draft.threads)
                error=error(errors, "threads", "The number of threads") optional=true numeric=true
            />
            <Field
                id="tdp_w" name="cpu[tdp_w]" label="TDP" value=text(draft.tdp_w) unit="W"
                error=error(errors, "tdp_w", "The TDP") optional=true numeric=true
            />
            <Field
                id="release_year" name="cpu[release_year]" label="Year" value=text(draft.release_year)
                error=error(errors, "release_year", "The year") optional=true numeric=true
            />
            <Field
                id="igpu_mark" name="cpu[igpu_mark]" label="Graphics mark"
                value=text(draft.igpu_mark)
                error=error(errors, "igpu_mark", "The mark") optional=true numeric=true
            />
        </div>
    }
    .into_any()
}

/// What an address fills in: `?name=` of a link from elsewhere, or the whole form as it was left.
pub(super) fn of_address(query: &ParamsMap) -> CpuDraft {
    let typed = |field: &str| query.get(&format!("cpu[{field}]"));
    CpuDraft {
        name: typed("name").or_else(|| query.get("name")),
        manufacturer: typed("manufacturer"),
        cores: typed("cores"),
        threads: typed("threads"),
        tdp_w: typed("tdp_w"),
        mark_multi: typed("mark_multi"),
        mark_single: typed("mark_single"),
        igpu_mark: typed("igpu_mark"),
        release_year: typed("release_year"),
        if_updated_at: None,
    }
}

/// The page at `path` with the form as it was left.
#[cfg(feature = "ssr")]
pub(super) fn address(path: &str, draft: &CpuDraft) -> String {
    crate::pages::parts::with_form(path, "cpu", draft)
}
