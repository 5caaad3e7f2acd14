use leptos::{form::ActionForm, prelude::*};
use leptos_meta::Title;
use leptos_router::hooks::use_query_map;

use super::{
    BEGUN, SYNC,
    actions::{StartSync, SyncFound, get_sync},
};
use crate::{
    admin::{
        failure::{Failure, failure_of},
        loaded::Loaded,
    },
    components::{
        Badge, Button, ButtonKind, Column, EmptyState, LinkButton, Moment, Notice, PageHeader,
        Table, TableFrame, Tone, tell_when_done,
    },
    domain::admin::{Run, SyncHealth},
    error::Error,
};

const COLUMNS: [Column; 8] = [
    Column::Words("Began"),
    Column::Words("State"),
    Column::Figures("Seen"),
    Column::Figures("Made"),
    Column::Figures("Updated"),
    Column::Figures("Deactivated"),
    Column::Figures("Drifted"),
    Column::Figures("Failed"),
];

/// Comparing everybody with Clerk: what the last runs found, and a new one.
#[component]
pub fn SyncPage() -> impl IntoView {
    let start = ServerAction::<StartSync>::new();
    let failure = failure_of(start.value());
    let data = Resource::new(move || start.version().get(), |_| get_sync());
    tell_when_done(start.into(), |()| "The comparison has begun".to_owned());
    view! {
        <Title text="Sync"/>
        <div class="page">
            <PageHeader
                title="Sync"
                lead="Everybody here is compared with Clerk once in a while, for messages that never came."
            />
            <div class="stack">
                <Failure failure=failure title="The comparison was not begun"/>
                <Begun failure=failure/>
                <Loaded
                    loading="Loading comparisons" failed="Comparisons could not be loaded" data=data
                    let(found)
                >
                    <Known found=found start=start look_again=move || data.refetch()/>
                </Loaded>
            </div>
        </div>
    }
    .into_any()
}

/// Says that it has begun, after a form without a script: with one, a toast does.
#[component]
fn Begun(
    /// Why another one was not begun after that, if it was not.
    failure: Signal<Option<Error>>,
) -> impl IntoView {
    let query = use_query_map();
    let has_begun = move || {
        let is_said = query.with(|query| query.get_str(BEGUN).is_some());
        is_said && failure.get().is_none()
    };
    move || {
        has_begun().then(|| {
            view! {
                <Notice tone=Tone::Good title="The comparison has begun">
                    "It takes a while. Look again to see what it has found."
                </Notice>
            }
        })
    }
}

#[component]
fn Known(
    found: SyncFound,
    start: ServerAction<StartSync>,
    look_again: impl Fn() + 'static,
) -> impl IntoView {
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
                <LinkButton href=SYNC kind=ButtonKind::Quiet on:click=move |_| look_again()>
                    "Look again"
                </LinkButton>
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
    view! {
        <Table
            look="table--stacked" caption="Comparisons, the latest first" columns=COLUMNS
            frame=TableFrame::Scrolls("Comparisons".to_owned())
        >
            {rows}
        </Table>
    }
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
