use leptos::{form::ActionForm, prelude::*};
use leptos_meta::Title;

use super::actions::{StartSync, SyncFound, get_sync};
use crate::{
    admin::failure::{Failure, failure_of},
    components::{
        Badge, Button, ButtonKind, EmptyState, LinkButton, ListSkeleton, Moment, NotLoaded,
        PageHeader, Tone, use_toasts,
    },
    domain::admin::{Run, SyncHealth},
};

/// Comparing everybody with Clerk: what the last runs found, and a new one.
#[component]
pub fn SyncPage() -> impl IntoView {
    let start = ServerAction::<StartSync>::new();
    let failure = failure_of(start.value());
    let data = Resource::new(move || start.version().get(), |_| get_sync());
    let toasts = use_toasts();
    Effect::new(move || {
        if let Some(Ok(())) = start.value().get() {
            toasts.done("The comparison has begun");
        }
    });
    view! {
        <Title text="Sync"/>
        <div class="page">
            <PageHeader
                title="Sync"
                lead="Everybody here is compared with Clerk once in a while, for messages that never came."
            />
            <div class="stack">
                <Failure failure=failure title="The comparison was not begun"/>
                <Transition fallback=|| view! { <ListSkeleton label="Loading comparisons"/> }>
                    {move || data.get().map(|outcome| match outcome {
                        Err(error) => view! {
                            <NotLoaded title="Comparisons could not be loaded" message=error.to_string()/>
                        }
                        .into_any(),
                        Ok(found) => view! { <Known found=found start=start/> }.into_any(),
                    })}
                </Transition>
            </div>
        </div>
    }
    .into_any()
}

#[component]
fn Known(found: SyncFound, start: ServerAction<StartSync>) -> impl IntoView {
    let SyncFound { health, as_of } = found;
    let runs = if health.runs.is_empty() {
        view! {
            <EmptyState title="Never compared" text="The first comparison shows how far the two are apart."/>
        }
        .into_any()
    } else {
        view! { <Runs health=health as_of=as_of/> }.into_any()
    };
    view! {
        <div class="stack">
            <div class="cluster">
                <ActionForm action=start>
                    <Button kind=ButtonKind::Plain submit=true busy=start.pending()>"Compare now"</Button>
                </ActionForm>
                <LinkButton href="/admin/sync" kind=ButtonKind::Quiet>"Look again"</LinkButton>
            </div>
            {runs}
        </div>
    }
    .into_any()
}

#[component]
fn Runs(health: SyncHealth, as_of: time::OffsetDateTime) -> impl IntoView {
    let rows = health
        .runs
        .into_iter()
        .map(|run| view! { <Row run=run as_of=as_of/> })
        .collect_view();
    let figures = [
        "Seen",
        "Made",
        "Updated",
        "Deactivated",
        "Drifted",
        "Failed",
    ]
    .map(|name| view! { <th scope="col" role="columnheader" class="cell--num">{name}</th> })
    .collect_view();
    view! {
        <div class="table-frame">
            <table class="table table--stacked" role="table">
                <caption class="visually-hidden">"Comparisons, the latest first"</caption>
                <thead role="rowgroup">
                    <tr role="row">
                        <th scope="col" role="columnheader">"Began"</th>
                        <th scope="col" role="columnheader">"State"</th>
                        {figures}
                    </tr>
                </thead>
                <tbody role="rowgroup">{rows}</tbody>
            </table>
        </div>
    }
    .into_any()
}

#[component]
fn Row(run: Run, as_of: time::OffsetDateTime) -> impl IntoView {
    let state = match (run.finished_at, run.failed) {
        (None, _) => view! { <Badge tone=Tone::Neutral>"Under way"</Badge> },
        (Some(_), 0) => view! { <Badge tone=Tone::Good>"Done"</Badge> },
        (Some(_), _) => view! { <Badge tone=Tone::Warn>"Done, in part"</Badge> },
    };
    let figures = [
        ("Seen", run.seen),
        ("Made", run.created),
        ("Updated", run.updated),
        ("Deactivated", run.deactivated),
        ("Drifted", run.drifted),
        ("Failed", run.failed),
    ]
    .map(|(name, count)| view! { <td role="cell" class="cell--num" data-label=name>{count}</td> })
    .collect_view();
    view! {
        <tr role="row">
            <th scope="row" role="rowheader"><Moment at=run.started_at as_of=as_of/></th>
            <td role="cell">{state}</td>
            {figures}
        </tr>
    }
    .into_any()
}
