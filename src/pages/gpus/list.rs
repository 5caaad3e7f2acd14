use leptos::prelude::*;
use leptos_meta::Title;
use leptos_router::{hooks::use_query_map, params::ParamsMap};

use super::{
    GPU, GPUS, NEW_GPU,
    actions::{GpusFound, find_gpus},
    gpu_path,
};
use crate::{
    components::{ButtonKind, LinkButton, ListSkeleton, PageHeader, Paging, or_dash},
    domain::{
        address::href,
        gpu::{GpuAsked, GpuEntry, GpuId, GpuSort},
    },
    error::Error,
    pages::parts::{
        NoParts, OfferCells, PartName, PartSearch, PartTable, PartsNotShown, figure, sorted_columns,
    },
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
                            <Filters asked=asked.clone()/>
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
    let asked = GpuAsked {
        q: text("q"),
        sort: text("sort"),
        dir: text("dir"),
    };
    (asked, text("cursor").parse().ok().map(GpuId))
}

#[component]
fn Filters(asked: GpuAsked) -> impl IntoView {
    let narrows = asked.narrows();
    let GpuAsked { q, sort, dir } = asked;
    view! { <PartSearch what=GPU all=GPUS words=q sort=sort dir=dir narrows=narrows/> }
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
                <GpuTable gpus=found.gpus asked=asked/>
                <Paging label="Pages of graphics cards" first=first next=next/>
            }
            .into_any()
        }
    }
}

#[component]
fn GpuTable(gpus: Vec<GpuEntry>, asked: GpuAsked) -> impl IntoView {
    let now = asked.check().ok().map(|it| (it.sort, it.direction));
    let head = |it: GpuSort| (it.label(), it.natural());
    let columns = sorted_columns(GpuSort::ALL, now, head, |sort, direction| {
        GpuAsked {
            sort: sort.name().to_owned(),
            dir: direction.name().to_owned(),
            ..asked.clone()
        }
        .href(GPUS, None)
    });
    let rows = gpus
        .into_iter()
        .map(|entry| view! { <Row entry=entry/> })
        .collect_view();
    view! {
        <PartTable label="Graphics cards" columns=columns>{rows}</PartTable>
    }
}

#[component]
fn Row(entry: GpuEntry) -> impl IntoView {
    let GpuEntry {
        gpu,
        offers,
        lowest_adjusted_usd,
    } = entry;
    let spec = gpu.spec;
    view! {
        <tr role="row">
            <PartName name=spec.name href=gpu_path(gpu.id) source=gpu.source/>
            <td role="cell" class="cell--num" data-label="Graphics mark">{or_dash(figure(spec.gpu_mark))}</td>
            <td role="cell" class="cell--num" data-label="Metal score">{or_dash(figure(spec.metal_score))}</td>
            <OfferCells offers=offers lowest=lowest_adjusted_usd/>
        </tr>
    }
    .into_any()
}
