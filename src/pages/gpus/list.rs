use leptos::prelude::*;
use leptos_meta::Title;
use leptos_router::{components::Form, hooks::use_query_map, params::ParamsMap};

use super::{
    GPU, GPUS, NEW_GPU,
    actions::{GpusFound, find_gpus},
    gpu_path,
};
use crate::{
    components::{
        Button, ButtonKind, Field, LinkButton, ListSkeleton, PageHeader, Paging, grouped,
    },
    domain::{
        address::href,
        gpu::{GpuAsked, GpuEntry, GpuId},
    },
    error::Error,
    pages::parts::{NoParts, PartName, PartsNotShown, figure, or_dash},
};

/// The graphics cards, to be looked through.
#[component]
pub fn GpusPage() -> impl IntoView {
    let query = use_query_map();
    let asked = Memo::new(move |_| query.with(asked));
    let data = Resource::new(
        move || asked.get(),
        |(asked, after)| find_gpus(asked, after),
    );
    view! {
        <Title text="Graphics cards"/>
        <div class="page">
            <PageHeader
                title="Graphics cards"
                lead="Those that are not part of a CPU. Marks that come with Deal Brain are approximate; check videocardbenchmark.net."
            >
                <LinkButton href=NEW_GPU kind=ButtonKind::Primary>"Add graphics card"</LinkButton>
            </PageHeader>
            <Transition fallback=|| view! { <ListSkeleton label="Loading the catalogue"/> }>
                <div class="stack">
                    {move || Suspend::new(async move {
                        let outcome = data.await;
                        let (asked, after) = asked.get_untracked();
                        view! {
                            <Search asked=asked.clone()/>
                            <Found asked=asked after=after outcome=outcome/>
                        }
                    })}
                </div>
            </Transition>
        </div>
    }
    .into_any()
}

/// The question that an address holds.
fn asked(query: &ParamsMap) -> (GpuAsked, Option<GpuId>) {
    let text = |name: &str| query.get(name).unwrap_or_default();
    let asked = GpuAsked { q: text("q") };
    (asked, text("cursor").parse().ok().map(GpuId))
}

/// The form that narrows the list. It only asks, so its answer is an address that can be kept.
#[component]
fn Search(asked: GpuAsked) -> impl IntoView {
    let clear = (!asked.q.trim().is_empty()).then(|| {
        view! { <LinkButton href=GPUS kind=ButtonKind::Quiet>"Clear filters"</LinkButton> }
    });
    view! {
        <Form method="GET" action=GPUS attr:class="filters" attr:role="search" attr:aria-label="Search graphics cards">
            <Field id="q" label="Search" kind="search" value=asked.q optional=true hint="Words of the name."/>
            <div class="filters__actions">
                <Button submit=true>"Show graphics cards"</Button>
                {clear}
            </div>
        </Form>
    }
    .into_any()
}

#[component]
fn Found(
    asked: GpuAsked,
    after: Option<GpuId>,
    outcome: Result<GpusFound, Error>,
) -> impl IntoView {
    match outcome {
        Err(error) => view! { <PartsNotShown error=error/> }.into_any(),
        Ok(found) if found.gpus.is_empty() => {
            let add = href(NEW_GPU, &[("name", asked.q.as_str())]);
            view! { <NoParts what=GPU all=GPUS add=add/> }.into_any()
        }
        Ok(found) => {
            let first = after.map(|_| asked.href(GPUS, None));
            let next = found.next.map(|id| asked.href(GPUS, Some(id)));
            view! {
                <GpuTable gpus=found.gpus/>
                <Paging label="Pages of graphics cards" first=first next=next/>
            }
            .into_any()
        }
    }
}

#[component]
fn GpuTable(gpus: Vec<GpuEntry>) -> impl IntoView {
    let rows = gpus
        .into_iter()
        .map(|entry| view! { <Row entry=entry/> })
        .collect_view();
    view! {
        <div class="table-frame table-frame--scroll" role="region" aria-label="Graphics cards" tabindex="0">
            <table class="table table--cards table--parts" role="table">
                <caption class="visually-hidden">"Graphics cards"</caption>
                <thead role="rowgroup">
                    <tr role="row">
                        <th scope="col" role="columnheader">"Graphics card"</th>
                        <th scope="col" role="columnheader" class="cell--num">"Graphics mark"</th>
                        <th scope="col" role="columnheader" class="cell--num">"Metal score"</th>
                        <th scope="col" role="columnheader" class="cell--num">"Your offers"</th>
                        <th scope="col" role="columnheader" class="cell--num">"Lowest adjusted, USD"</th>
                    </tr>
                </thead>
                <tbody role="rowgroup">{rows}</tbody>
            </table>
        </div>
    }
    .into_any()
}

#[component]
fn Row(entry: GpuEntry) -> impl IntoView {
    let GpuEntry {
        gpu,
        offers,
        lowest_adjusted_usd,
    } = entry;
    let spec = gpu.spec;
    let lowest = or_dash(lowest_adjusted_usd.map(|it| grouped(&it.to_string())));
    view! {
        <tr role="row">
            <PartName name=spec.name href=gpu_path(gpu.id) source=gpu.source/>
            <td role="cell" class="cell--num" data-label="Graphics mark">{or_dash(figure(spec.gpu_mark))}</td>
            <td role="cell" class="cell--num" data-label="Metal score">{or_dash(figure(spec.metal_score))}</td>
            <td role="cell" class="cell--num" data-label="Your offers">{offers}</td>
            <td role="cell" class="cell--num" data-label="Lowest adjusted, USD">{lowest}</td>
        </tr>
    }
    .into_any()
}
