use leptos::{form::ActionForm, prelude::*};
use leptos_meta::Title;
use leptos_router::hooks::{use_params_map, use_query_map};

use super::{
    CPU, CPUS,
    actions::{ChangeCpu, DeleteCpu, get_cpu},
    cpu_path,
    fields::{CpuFields, of_address},
};
use crate::{
    components::{Button, ButtonKind, Figure, Figures, PageHeader, grouped, tell_when_done},
    domain::{
        cpu::{Cpu, CpuDetail, CpuDraft, CpuId},
        target::Targets,
    },
    error::Error,
    pages::{
        parts::{
            DeletePart, ManagePart, PartFacts, PartOffers, PartPage, changed_at, figure,
            name_errors, origin_of, version, viewer_is_admin,
        },
        told::{NotDone, failure, leave_when_done},
    },
    serverfn::typed,
};

/// One processor, and the person's offers with it.
#[component]
pub fn CpuPage() -> impl IntoView {
    let params = use_params_map();
    let id = Memo::new(move |_| params.with(|params| params.get("id")?.parse().ok().map(CpuId)));
    let change = ServerAction::<ChangeCpu>::new();
    let changed_at = changed_at(change.into(), |cpu: &Cpu| cpu.updated_at);
    let data = Resource::new(
        move || (id.get(), changed_at.get()),
        |(id, _)| async move { get_cpu(id.ok_or(Error::NotFound)?).await },
    );
    tell_when_done(change.into(), |cpu: &Cpu| {
        format!("Changed {}", cpu.spec.name)
    });
    view! {
        <PartPage what=CPU others=CPUS data=data let(found)>
            <Known found=found change=change/>
        </PartPage>
    }
}

#[component]
fn Known(found: CpuDetail, change: ServerAction<ChangeCpu>) -> impl IntoView {
    let CpuDetail {
        cpu,
        offers,
        targets,
    } = found;
    let lead = origin_of(&cpu.source, "cpubenchmark.net");
    let manage = viewer_is_admin().then(|| view! { <Manage cpu=cpu.clone() change=change/> });
    view! {
        <Title text=cpu.spec.name.clone()/>
        <p class="crumb"><a href=CPUS>"CPUs"</a></p>
        <PageHeader title=cpu.spec.name.clone() lead=lead/>
        <div class="stack stack--loose">
            <PartFacts facts=facts(cpu)/>
            <section class="stack">
                <h2>"Your offers"</h2>
                <Aims targets=targets/>
                <PartOffers what=CPU offers=offers/>
            </section>
            {manage}
        </div>
    }
    .into_any()
}

fn facts(cpu: Cpu) -> Vec<(&'static str, Option<String>)> {
    let spec = cpu.spec;
    vec![
        ("Maker", spec.manufacturer),
        ("Cores", figure(spec.cores)),
        ("Threads", figure(spec.threads)),
        ("TDP", figure(spec.tdp_w).map(|watts| format!("{watts} W"))),
        ("Multi-core mark", figure(spec.mark_multi)),
        ("Single-core mark", figure(spec.mark_single)),
        ("Graphics mark", figure(spec.igpu_mark)),
        ("Year", spec.release_year.map(|year| year.to_string())),
    ]
}

/// What to aim for, by what there is.
#[component]
fn Aims(targets: Option<Targets>) -> impl IntoView {
    targets.map(|targets| {
        let figure = |label: &str, amount: rust_decimal::Decimal| Figure {
            label: label.to_owned(),
            value: grouped(&amount.to_string()),
            unit: Some("USD"),
            ..Figure::default()
        };
        let figures = vec![
            figure("Great price", targets.great),
            figure("Good price", targets.good),
            figure("Fair price", targets.fair),
        ];
        let from = format!(
            "Adjusted prices, by your {} offers with it; confidence {}.",
            targets.offers,
            targets.confidence.label()
        );
        view! {
            <Figures figures=figures/>
            <p class="small muted">{from}</p>
        }
    })
}

#[component]
fn Manage(cpu: Cpu, change: ServerAction<ChangeCpu>) -> impl IntoView {
    let failed = failure(change.into());
    let id = cpu.id;
    // What was typed belongs to the CPU as it was then: to save it over a later change is refused.
    let kept = (change.version().get_untracked() == 0)
        .then(|| typed::<ChangeCpu>("cpu[if_updated_at]"))
        .flatten();
    let (draft, seen) = match kept {
        Some(seen) => (use_query_map().with_untracked(of_address), seen),
        None => (CpuDraft::from(&cpu.spec), version(cpu.updated_at)),
    };
    let edit = view! {
        <ActionForm action=change attr:class="stack" attr:novalidate=true>
            <NotDone title="The CPU was not changed" failure=failed here=cpu_path(id)/>
            <input type="hidden" name="id" value=id.0.to_string()/>
            <input type="hidden" name="cpu[if_updated_at]" value=seen/>
            <CpuFields draft=draft errors=name_errors(failed)/>
            <div class="form-actions">
                <Button kind=ButtonKind::Primary submit=true busy=change.pending()>"Save CPU"</Button>
            </div>
        </ActionForm>
    };
    let name = cpu.spec.name;
    let delete = ServerAction::<DeleteCpu>::new();
    leave_when_done(delete.into(), format!("Deleted {name}"), CPUS.to_owned());
    let delete = view! {
        <DeletePart what=CPU name=name failed=failure(delete.into())>
            <ActionForm action=delete>
                <input type="hidden" name="id" value=id.0.to_string()/>
                <Button kind=ButtonKind::Danger submit=true busy=delete.pending()>"Delete for good"</Button>
            </ActionForm>
        </DeletePart>
    };
    view! { <ManagePart what=CPU failed=failed edit=edit.into_any() delete=delete.into_any()/> }
        .into_any()
}
