//! The fields that name a part of the catalogue, which suggest what is in it and lead to where what
//! is missing is added.

use leptos::prelude::*;

use super::actions::{SuggestCpus, SuggestGpus};
use crate::{
    components::{Combobox, Suggestion},
    domain::{address::href, appraisal::Catalogue, cpu::Cpu, gpu::Gpu, part::NAME_MAX},
    pages::{cpus::NEW_CPU, gpus::NEW_GPU},
};

/// What [`PartField`] is about.
#[derive(Clone, Copy)]
struct Kind {
    id: &'static str,
    label: &'static str,
    hint: &'static str,
    /// Where one is added.
    add: &'static str,
    /// The link to there.
    add_label: &'static str,
}

const CPU: Kind = Kind {
    id: "cpu",
    label: "CPU",
    hint: "Begin with its number, for example 8500T.",
    add: NEW_CPU,
    add_label: "Add this CPU",
};

const GPU: Kind = Kind {
    id: "gpu",
    label: "Graphics card",
    hint: "Only one that is not part of the CPU.",
    add: NEW_GPU,
    add_label: "Add this card",
};

/// The field of a processor, for forms that know what the catalogue holds.
#[component]
pub(super) fn CpuField(
    name: String,
    value: String,
    error: MaybeProp<String>,
    catalogue: RwSignal<Catalogue>,
    /// Whether there are more than `catalogue` holds.
    has_more: bool,
    /// Hears that the field has changed by itself.
    read: Callback<()>,
) -> impl IntoView {
    let search = ServerAction::<SuggestCpus>::new();
    let known = Memo::new(move |_| {
        catalogue.with(|all| all.cpus.iter().map(about_cpu).collect::<Vec<_>>())
    });
    Effect::new(move || {
        if let Some(Ok(found)) = search.value().get() {
            catalogue.update(|all| merge(&mut all.cpus, found, |cpu| cpu.id.0));
        }
    });
    let on_type = Callback::new(move |words: String| {
        if has_more && is_worth_asking(&words) {
            search.dispatch(SuggestCpus { words });
        }
    });
    view! {
        <PartField
            kind=CPU name=name value=value error=error suggestions=known.into() on_type=on_type on_pick=read
        />
    }
    .into_any()
}

/// The field of a processor, for forms that know names only. Other processors are asked for.
#[component]
pub(in crate::pages::listings) fn CpuNameField(
    name: String,
    value: String,
    error: MaybeProp<String>,
    /// The names that are known at first.
    names: Vec<String>,
) -> impl IntoView {
    let search = ServerAction::<SuggestCpus>::new();
    let known = RwSignal::new(names.into_iter().map(only_name).collect::<Vec<_>>());
    Effect::new(move || {
        if let Some(Ok(found)) = search.value().get() {
            let found = found.iter().map(about_cpu).collect();
            known.update(|all| merge(all, found, |it| it.value.clone()));
        }
    });
    let on_type = Callback::new(move |words: String| {
        let text = words.trim().to_lowercase();
        let is_known = known
            .with_untracked(|all| all.iter().any(|it| it.value.to_lowercase().contains(&text)));
        if !is_known && is_worth_asking(&words) {
            search.dispatch(SuggestCpus { words });
        }
    });
    view! {
        <PartField
            kind=CPU name=name value=value error=error suggestions=known.into() on_type=on_type
            on_pick=Callback::new(|()| ())
        />
    }
    .into_any()
}

/// The field of a graphics card, for forms that know what the catalogue holds.
#[component]
pub(super) fn GpuField(
    name: String,
    value: String,
    error: MaybeProp<String>,
    catalogue: RwSignal<Catalogue>,
    /// Whether there are more than `catalogue` holds.
    has_more: bool,
    /// Hears that the field has changed by itself.
    read: Callback<()>,
) -> impl IntoView {
    let search = ServerAction::<SuggestGpus>::new();
    let known = Memo::new(move |_| {
        catalogue.with(|all| all.gpus.iter().map(about_gpu).collect::<Vec<_>>())
    });
    Effect::new(move || {
        if let Some(Ok(found)) = search.value().get() {
            catalogue.update(|all| merge(&mut all.gpus, found, |gpu| gpu.id.0));
        }
    });
    let on_type = Callback::new(move |words: String| {
        if has_more && is_worth_asking(&words) {
            search.dispatch(SuggestGpus { words });
        }
    });
    view! {
        <PartField
            kind=GPU name=name value=value error=error suggestions=known.into() on_type=on_type on_pick=read
        />
    }
    .into_any()
}

/// A field that suggests names, and leads to where a name that is none of them is added.
#[component]
fn PartField(
    kind: Kind,
    name: String,
    value: String,
    error: MaybeProp<String>,
    suggestions: Signal<Vec<Suggestion>>,
    on_type: Callback<String>,
    on_pick: Callback<()>,
) -> impl IntoView {
    let typed = RwSignal::new(value.clone());
    let on_type = Callback::new(move |text: String| {
        on_type.run(text.clone());
        typed.set(text);
    });
    let on_pick = Callback::new(move |()| {
        typed.set(String::new());
        on_pick.run(());
    });
    let unknown = move || {
        let name = typed.get().trim().to_owned();
        let lower = name.to_lowercase();
        let is_known =
            suggestions.with(|all| all.iter().any(|it| it.value.to_lowercase() == lower));
        (!name.is_empty() && !is_known).then_some(name)
    };
    view! {
        <div class="part-field stack stack--tight">
            <Combobox
                id=kind.id name=name label=kind.label value=value suggestions=suggestions error=error
                max_length=NAME_MAX hint=kind.hint on_type=on_type on_pick=on_pick
            />
            {move || unknown().map(|name| view! {
                <p class="small">
                    "Not in the catalogue? "
                    <a href=href(kind.add, &[("name", name.as_str())]) target="_blank" rel="opener">
                        {kind.add_label}<span class="visually-hidden">" (opens in a new tab)"</span>
                    </a>
                </p>
            })}
        </div>
    }
    .into_any()
}

/// One letter finds nearly everything.
fn is_worth_asking(words: &str) -> bool {
    words.trim().chars().count() > 1
}

/// Adds those that are not there yet.
fn merge<T, K: PartialEq>(known: &mut Vec<T>, found: Vec<T>, key: fn(&T) -> K) {
    for part in found {
        if !known.iter().any(|there| key(there) == key(&part)) {
            known.push(part);
        }
    }
}

fn only_name(name: String) -> Suggestion {
    Suggestion {
        value: name,
        detail: String::new(),
    }
}

fn about_cpu(cpu: &Cpu) -> Suggestion {
    let spec = &cpu.spec;
    let cores = spec.cores.map(|cores| format!("{cores} cores"));
    Suggestion {
        value: spec.name.clone(),
        detail: [marks(spec.mark_multi), cores]
            .into_iter()
            .flatten()
            .collect::<Vec<_>>()
            .join(", "),
    }
}

fn about_gpu(gpu: &Gpu) -> Suggestion {
    let spec = &gpu.spec;
    Suggestion {
        value: spec.name.clone(),
        detail: marks(spec.gpu_mark).unwrap_or_default(),
    }
}

fn marks(marks: Option<i32>) -> Option<String> {
    marks.map(|marks| format!("{marks} marks"))
}
