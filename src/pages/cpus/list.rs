use leptos::prelude::*;
use leptos_meta::Title;
use leptos_router::{hooks::use_query_map, params::ParamsMap};

use super::{
    CPU, CPUS, NEW_CPU,
    actions::{CpusFound, find_cpus},
    cpu_path,
};
use crate::{
    components::{
        ButtonKind, Choice, LinkButton, ListSkeleton, PageHeader, Paging, SelectField, or_dash,
    },
    domain::{
        address::href,
        cpu::{CpuAsked, CpuEntry, CpuId, CpuSort},
    },
    error::Error,
    pages::parts::{
        NoParts, OfferCells, PartName, PartSearch, PartTable, PartsNotShown, figure, sorted_columns,
    },
};

/// The catalogue, to be looked through.
#[component]
pub fn CpusPage() -> impl IntoView {
    let query = use_query_map();
    let asked = Memo::new(move |_| query.with(asked));
    let data = Resource::new(
        move || asked.get(),
        |(asked, after)| find_cpus(asked, after),
    );
    view! {
        <Title text="CPUs"/>
        <div class="page">
            <PageHeader
                title="CPUs"
                lead="What offers can be built on. Marks that come with Deal Brain are approximate; check cpubenchmark.net."
            >
                <LinkButton href=NEW_CPU kind=ButtonKind::Primary>"Add CPU"</LinkButton>
            </PageHeader>
            <Transition fallback=|| view! { <ListSkeleton label="Loading the catalogue"/> }>
                <div class="stack">
                    {move || Suspend::new(async move {
                        let outcome = data.await;
                        let (asked, after) = asked.get_untracked();
                        let makers = outcome.as_ref().map(|found| found.makers.clone()).unwrap_or_default();
                        view! {
                            <Filters asked=asked.clone() makers=makers/>
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
fn asked(query: &ParamsMap) -> (CpuAsked, Option<CpuId>) {
    let text = |name: &str| query.get(name).unwrap_or_default();
    let asked = CpuAsked {
        q: text("q"),
        maker: text("maker"),
        sort: text("sort"),
        dir: text("dir"),
    };
    (asked, text("cursor").parse().ok().map(CpuId))
}

#[component]
fn Filters(asked: CpuAsked, makers: Vec<String>) -> impl IntoView {
    let makers = makers
        .into_iter()
        .map(|maker| Choice::new(maker.clone(), maker));
    let makers = Choice::any_or(makers);
    let narrows = asked.narrows();
    let CpuAsked {
        q,
        maker,
        sort,
        dir,
    } = asked;
    view! {
        <PartSearch what=CPU all=CPUS words=q sort=sort dir=dir narrows=narrows>
            <SelectField id="maker" label="Maker" selected=maker choices=makers/>
        </PartSearch>
    }
}

#[component]
fn Found(
    asked: CpuAsked,
    after: Option<CpuId>,
    outcome: Result<CpusFound, Error>,
) -> impl IntoView {
    match outcome {
        Err(error) => view! { <PartsNotShown error=error/> }.into_any(),
        Ok(found) if found.cpus.is_empty() => {
            let add = href(NEW_CPU, &[("name", asked.q.as_str())]);
            view! { <NoParts what=CPU all=CPUS add=add/> }.into_any()
        }
        Ok(found) => {
            let first = after.map(|_| asked.href(CPUS, None));
            let next = found.next.map(|id| asked.href(CPUS, Some(id)));
            view! {
                <CpuTable cpus=found.cpus asked=asked/>
                <Paging label="Pages of CPUs" first=first next=next/>
            }
            .into_any()
        }
    }
}

#[component]
fn CpuTable(cpus: Vec<CpuEntry>, asked: CpuAsked) -> impl IntoView {
    let now = asked.check().ok().map(|it| (it.sort, it.direction));
    let head = |it: CpuSort| (it.label(), it.natural());
    let columns = sorted_columns(CpuSort::ALL, now, head, |sort, direction| {
        CpuAsked {
            sort: sort.name().to_owned(),
            dir: direction.name().to_owned(),
            ..asked.clone()
        }
        .href(CPUS, None)
    });
    let rows = cpus
        .into_iter()
        .map(|entry| view! { <Row entry=entry/> })
        .collect_view();
    view! {
        <PartTable label="CPUs" columns=columns>{rows}</PartTable>
    }
}

#[component]
fn Row(entry: CpuEntry) -> impl IntoView {
    let CpuEntry {
        cpu,
        offers,
        lowest_adjusted_usd,
    } = entry;
    let spec = cpu.spec;
    let cores = match (spec.cores, spec.threads) {
        (Some(cores), Some(threads)) => format!("{cores} / {threads}"),
        (Some(cores), None) => cores.to_string(),
        _ => "–".to_owned(),
    };
    let number = |number: Option<i32>| or_dash(figure(number));
    let year = or_dash(spec.release_year.map(|it| it.to_string()));
    view! {
        <tr role="row">
            <PartName name=spec.name href=cpu_path(cpu.id) source=cpu.source/>
            <td role="cell" class="cell--num" data-label="Cores / threads">{cores}</td>
            <td role="cell" class="cell--num" data-label="TDP, W">{number(spec.tdp_w)}</td>
            <td role="cell" class="cell--num" data-label="Multi-core mark">{number(spec.mark_multi)}</td>
            <td role="cell" class="cell--num" data-label="Single-core mark">{number(spec.mark_single)}</td>
            <td role="cell" class="cell--num" data-label="Year">{year}</td>
            <OfferCells offers=offers lowest=lowest_adjusted_usd/>
        </tr>
    }
    .into_any()
}
