use leptos::{form::ActionForm, prelude::*};
use leptos_meta::Title;
use leptos_router::hooks::{use_params_map, use_query_map};

use super::{
    GPU, GPUS,
    actions::{ChangeGpu, DeleteGpu, get_gpu},
    fields::{GpuFields, of_address},
    gpu_path,
};
use crate::{
    components::{Button, ButtonKind, PageHeader, grouped, tell_when_done},
    domain::{
        gpu::{Gpu, GpuDetail, GpuDraft, GpuId},
        scoring::Metric,
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

/// One graphics card, what it counts in a score, and the person's offers with it.
#[component]
pub fn GpuPage() -> impl IntoView {
    let params = use_params_map();
    let id = Memo::new(move |_| params.with(|params| params.get("id")?.parse().ok().map(GpuId)));
    let change = ServerAction::<ChangeGpu>::new();
    let changed_at = changed_at(change.into(), |gpu: &Gpu| gpu.updated_at);
    let data = Resource::new(
        move || (id.get(), changed_at.get()),
        |(id, _)| async move { get_gpu(id.ok_or(Error::NotFound)?).await },
    );
    tell_when_done(change.into(), |gpu: &Gpu| {
        format!("Changed {}", gpu.spec.name)
    });
    view! {
        <PartPage what=GPU others=GPUS data=data let(found)>
            <Known found=found change=change/>
        </PartPage>
    }
}

#[component]
fn Known(found: GpuDetail, change: ServerAction<ChangeGpu>) -> impl IntoView {
    let counts = in_a_score(&found);
    let GpuDetail { gpu, offers, .. } = found;
    let lead = origin_of(&gpu.source, "videocardbenchmark.net");
    let manage = viewer_is_admin().then(|| view! { <Manage gpu=gpu.clone() change=change/> });
    view! {
        <Title text=gpu.spec.name.clone()/>
        <p class="crumb"><a href=GPUS>"Graphics cards"</a></p>
        <PageHeader title=gpu.spec.name.clone() lead=lead/>
        <div class="stack stack--loose">
            <PartFacts facts=facts(gpu)/>
            <section class="stack stack--tight">
                <h2>"In a score"</h2>
                <p>{counts} " How much the metric weighs is up to a " <a href="/profiles">"scoring profile"</a> "."</p>
            </section>
            <section class="stack">
                <h2>"Your offers"</h2>
                <PartOffers what=GPU offers=offers/>
            </section>
            {manage}
        </div>
    }
    .into_any()
}

fn facts(gpu: Gpu) -> Vec<(&'static str, Option<String>)> {
    let spec = gpu.spec;
    vec![
        ("Maker", spec.manufacturer),
        ("Graphics mark", figure(spec.gpu_mark)),
        ("Metal score", figure(spec.metal_score)),
    ]
}

/// What the metric makes of the card, in sentences.
fn in_a_score(found: &GpuDetail) -> String {
    let metric = Metric::GpuScore;
    let Some(score) = found.score else {
        return format!(
            "Without a mark it counts nothing for the metric \u{201c}{}\u{201d}.",
            metric.label()
        );
    };
    let from = match (found.gpu.spec.is_apple(), found.gpu.spec.metal_score) {
        (true, Some(_)) => " They are four fifths Metal score and one fifth graphics mark.",
        _ => "",
    };
    format!(
        "It counts {} points for the metric \u{201c}{}\u{201d}; {} are full marks.{from}",
        grouped(&score.to_string()),
        metric.label(),
        grouped(&metric.reference().to_string())
    )
}

#[component]
fn Manage(gpu: Gpu, change: ServerAction<ChangeGpu>) -> impl IntoView {
    let failed = failure(change.into());
    let id = gpu.id;
    // What was typed belongs to the graphics card as it was then: to save it over a later change is refused.
    let kept = (change.version().get_untracked() == 0)
        .then(|| typed::<ChangeGpu>("gpu[if_updated_at]"))
        .flatten();
    let (draft, seen) = match kept {
        Some(seen) => (use_query_map().with_untracked(of_address), seen),
        None => (GpuDraft::from(&gpu.spec), version(gpu.updated_at)),
    };
    let edit = view! {
        <ActionForm action=change attr:class="stack" attr:novalidate=true>
            <NotDone title="The graphics card was not changed" failure=failed here=gpu_path(id)/>
            <input type="hidden" name="id" value=id.0.to_string()/>
            <input type="hidden" name="gpu[if_updated_at]" value=seen/>
            <GpuFields draft=draft errors=name_errors(failed)/>
            <div class="form-actions">
                <Button kind=ButtonKind::Primary submit=true busy=change.pending()>"Save graphics card"</Button>
            </div>
        </ActionForm>
    };
    let name = gpu.spec.name;
    let delete = ServerAction::<DeleteGpu>::new();
    leave_when_done(delete.into(), format!("Deleted {name}"), GPUS.to_owned());
    let delete = view! {
        <DeletePart what=GPU name=name failed=failure(delete.into())>
            <ActionForm action=delete>
                <input type="hidden" name="id" value=id.0.to_string()/>
                <Button kind=ButtonKind::Danger submit=true busy=delete.pending()>"Delete for good"</Button>
            </ActionForm>
        </DeletePart>
    };
    view! { <ManagePart what=GPU failed=failed edit=edit.into_any() delete=delete.into_any()/> }
        .into_any()
}
