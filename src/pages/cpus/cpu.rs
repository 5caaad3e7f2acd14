use leptos::{form::ActionForm, prelude::*};
use leptos_meta::Title;
use leptos_router::{
    NavigateOptions,
    hooks::{use_navigate, use_params_map},
};

use super::{
    CPUS,
    actions::{ChangeCpu, DeleteCpu, get_cpu},
    fields::CpuFields,
    new::name_errors,
};
use crate::{
    components::{
        Button, ButtonKind, Confirm, EmptyState, ErrorState, Figure, Figures, Icon, IconName,
        LinkButton, ListSkeleton, Notice, PageHeader, Price, Tone, grouped, use_toasts,
    },
    domain::{
        cpu::{Cpu, CpuDetail, CpuDraft, CpuId, CpuOffer},
        target::Targets,
    },
    error::{Conflict, Error},
    pages::told::{NotDone, failure},
    serverfn::Viewer,
};

/// One processor, and the person's offers with it.
#[component]
pub fn CpuPage() -> impl IntoView {
    let params = use_params_map();
    let id = Memo::new(move |_| params.with(|params| params.get("id")?.parse().ok().map(CpuId)));
    let change = ServerAction::<ChangeCpu>::new();
    let data = Resource::new(
        move || (id.get(), change.version().get()),
        |(id, _)| async move { get_cpu(id.ok_or(Error::NotFound)?).await },
    );
    let toasts = use_toasts();
    Effect::new(move || {
        if let Some(Ok(cpu)) = change.value().get() {
            toasts.done(format!("Changed {}", cpu.spec.name));
        }
    });
    view! {
        <div class="page">
            <Transition fallback=|| view! { <ListSkeleton label="Loading the CPU"/> }>
                {move || Suspend::new(async move {
                    match data.await {
                        Ok(found) => view! { <Known found=found change=change/> }.into_any(),
                        Err(error) => view! { <NotShown error=error/> }.into_any(),
                    }
                })}
            </Transition>
        </div>
    }
    .into_any()
}

#[component]
fn NotShown(error: Error) -> impl IntoView {
    #[cfg(feature = "ssr")]
    crate::serverfn::answer_with(&error);
    let title = if error == Error::NotFound {
        "There is no such CPU"
    } else {
        "The CPU could not be loaded"
    };
    view! {
        <Title text=title/>
        <PageHeader title=title/>
        <ErrorState title="Not shown" message=error.to_string()>
            <LinkButton href=CPUS>"All CPUs"</LinkButton>
        </ErrorState>
    }
    .into_any()
}

#[component]
fn Known(found: CpuDetail, change: ServerAction<ChangeCpu>) -> impl IntoView {
    let CpuDetail {
        cpu,
        offers,
        targets,
    } = found;
    let viewer = use_context::<Option<Viewer>>().flatten();
    let is_admin = viewer.is_some_and(|viewer| viewer.is_admin);
    let lead = match cpu.source.as_str() {
        "user" => "Added by a person who uses Deal Brain.",
        _ => "Its marks are approximate; check cpubenchmark.net.",
    };
    let manage = is_admin.then(|| view! { <Manage cpu=cpu.clone() change=change/> });
    view! {
        <Title text=cpu.spec.name.clone()/>
        <p class="crumb"><a href=CPUS>"CPUs"</a></p>
        <PageHeader title=cpu.spec.name.clone() lead=lead/>
        <div class="stack stack--loose">
            <Facts cpu=cpu/>
            <section class="stack">
                <h2>"Your offers"</h2>
                <Aims targets=targets/>
                <Offers offers=offers/>
            </section>
            {manage}
        </div>
    }
    .into_any()
}

#[component]
fn Facts(cpu: Cpu) -> impl IntoView {
    let spec = cpu.spec;
    let number = |number: Option<i32>| number.map(|it| grouped(&it.to_string()));
    let facts = [
        ("Maker", spec.manufacturer),
        ("Cores", number(spec.cores)),
        ("Threads", number(spec.threads)),
        ("TDP", number(spec.tdp_w).map(|watts| format!("{watts} W"))),
        ("Multi-core mark", number(spec.mark_multi)),
        ("Single-core mark", number(spec.mark_single)),
        ("Graphics mark", number(spec.igpu_mark)),
        ("Year", spec.release_year.map(|year| year.to_string())),
    ];
    let facts = facts
        .into_iter()
        .map(|(name, fact)| {
            let fact = fact.unwrap_or_else(|| "not known".to_owned());
            view! { <dt>{name}</dt> <dd>{fact}</dd> }
        })
        .collect_view();
    view! { <dl class="facts facts--wide">{facts}</dl> }.into_any()
}

/// What to aim for, by what there is.
#[component]
fn Aims(targets: Option<Targets>) -> impl IntoView {
    targets.map(|targets| {
        let figure = |label: &str, amount: rust_decimal::Decimal| Figure {
            label: label.to_owned(),
            value: grouped(&amount.to_string()),
            unit: Some("USD"),
            hint: None,
        };
        let figures = vec![
            figure("Great price, adjusted", targets.great),
            figure("Good price", targets.good),
            figure("Fair price", targets.fair),
        ];
        let from = format!(
            "By your {} offers with it; confidence {}.",
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
fn Offers(offers: Vec<CpuOffer>) -> impl IntoView {
    if offers.is_empty() {
        return view! {
            <EmptyState title="No offers with it" text="Active offers with this CPU are listed here, the cheapest first."/>
        }
        .into_any();
    }
    let rows = offers
        .into_iter()
        .map(|offer| {
            let asked = offer.price_usd.map(|price| price.to_string());
            let adjusted = offer.adjusted_price_usd.map(|price| price.to_string());
            let asked = asked.map_or("–".to_owned(), |price| grouped(&price));
            view! {
                <tr>
                    <th scope="row"><a href=format!("/listings/{}", offer.listing_id.0)>{offer.title}</a></th>
                    <td class="cell--num">{asked}</td>
                    <td class="cell--num"><Price amount=adjusted/></td>
                </tr>
            }
        })
        .collect_view();
    view! {
        <div class="table-frame">
            <table class="table">
                <caption class="visually-hidden">"Your active offers with this CPU, the cheapest first"</caption>
                <thead>
                    <tr>
                        <th scope="col">"Offer"</th>
                        <th scope="col" class="cell--num">"Asked, USD"</th>
                        <th scope="col" class="cell--num">"Adjusted, USD"</th>
                    </tr>
                </thead>
                <tbody>{rows}</tbody>
            </table>
        </div>
    }
    .into_any()
}

/// For administrators: the server asks again.
#[component]
fn Manage(cpu: Cpu, change: ServerAction<ChangeCpu>) -> impl IntoView {
    let failed = failure(change.into());
    let draft = CpuDraft::from(&cpu.spec);
    view! {
        <section class="stack" aria-labelledby="manage-title">
            <h2 id="manage-title">"For administrators"</h2>
            <details class="composer" open=move || failed.get().is_some()>
                <summary class="composer__summary">"Edit this CPU" <Icon name=IconName::Chevron/></summary>
                <div class="composer__body">
                    <ActionForm action=change attr:class="stack" attr:novalidate=true>
                        <NotDone title="The CPU was not changed" failure=failed/>
                        <input type="hidden" name="id" value=cpu.id.0.to_string()/>
                        <CpuFields draft=draft errors=name_errors(failed)/>
                        <div class="form-actions">
                            <Button kind=ButtonKind::Primary submit=true busy=change.pending()>"Save CPU"</Button>
                        </div>
                    </ActionForm>
                </div>
            </details>
            <DeleteForm cpu=cpu/>
        </section>
    }
    .into_any()
}

#[component]
fn DeleteForm(cpu: Cpu) -> impl IntoView {
    let action = ServerAction::<DeleteCpu>::new();
    let failed = failure(action.into());
    let toasts = use_toasts();
    let navigate = use_navigate();
    let name = cpu.spec.name.clone();
    Effect::new(move || {
        if let Some(Ok(())) = action.value().get() {
            toasts.done(format!("Deleted {name}"));
            navigate(CPUS, NavigateOptions::default());
        }
    });
    let told = move || {
        failed.get().map(|error| {
            let text = match error {
                Error::Conflict(Conflict::InUse) => {
                    "Somebody's offer names it. It stays while one does.".to_owned()
                }
                other => other.to_string(),
            };
            view! { <Notice tone=Tone::Bad title="The CPU was not deleted">{text}</Notice> }
        })
    };
    let text = format!("{} will be gone for everybody.", cpu.spec.name);
    view! {
        <Confirm label="Delete CPU" text=text>
            {told}
            <ActionForm action=action>
                <input type="hidden" name="id" value=cpu.id.0.to_string()/>
                <Button kind=ButtonKind::Danger submit=true busy=action.pending()>"Delete for good"</Button>
            </ActionForm>
        </Confirm>
    }
    .into_any()
}
