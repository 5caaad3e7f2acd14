use leptos::{form::ActionForm, prelude::*};
use leptos_meta::Title;
use time::OffsetDateTime;

use super::actions::{InboxFound, RetryMessages, get_inbox};
use crate::{
    admin::{
        failure::{Failure, failure_of},
        loaded::Loaded,
    },
    components::{
        Button, ButtonKind, Column, EmptyState, Moment, PageHeader, Table, tell_when_done,
    },
    domain::admin::{FailedMessage, MessageType, RetryOutcome},
};

const OF_FAILURES: [Column; 5] = [
    Column::Words("Message"),
    Column::Words("Why"),
    Column::Words("Tries"),
    Column::Words("Came"),
    Column::Unseen("Retry"),
];

const OF_TYPES: [Column; 6] = [
    Column::Words("Type"),
    Column::Figures("Done"),
    Column::Figures("Ignored"),
    Column::Figures("Failed"),
    Column::Figures("Median lag"),
    Column::Figures("Longest lag"),
];

/// How Clerk's messages fare, and what has failed.
#[component]
pub fn WebhooksPage() -> impl IntoView {
    let retry = ServerAction::<RetryMessages>::new();
    let data = Resource::new(move || retry.version().get(), |_| get_inbox());
    let failure = failure_of(retry.value());
    tell_when_done(retry.into(), told);
    view! {
        <Title text="Webhooks"/>
        <div class="page">
            <PageHeader title="Webhooks" lead="What Clerk has told us in the last seven days, and what came of it."/>
            <div class="stack">
                <Failure failure=failure title="Nothing was tried again"/>
                <Loaded
                    loading="Loading messages" failed="Messages could not be loaded" data=data
                    let(found)
                >
                    <Known found=found retry=retry/>
                </Loaded>
            </div>
        </div>
    }
    .into_any()
}

fn told(outcome: &RetryOutcome) -> String {
    match (outcome.done, outcome.failed) {
        (done, 0) => format!("{done} carried out"),
        (done, failed) => format!("{done} carried out, {failed} failed again"),
    }
}

#[component]
fn Known(found: InboxFound, retry: ServerAction<RetryMessages>) -> impl IntoView {
    let InboxFound { inbox, as_of } = found;
    let failures = if inbox.failures.is_empty() {
        view! { <p class="muted">"None: every message was carried out."</p> }.into_any()
    } else {
        view! { <Failures failures=inbox.failures as_of=as_of retry=retry/> }.into_any()
    };
    let types = if inbox.types.is_empty() {
        view! {
            <EmptyState
                title="No messages lately"
                text="Clerk tells us of people and sessions here. If that should have happened, look at \
                      the endpoint in Clerk's dashboard."
            />
        }
        .into_any()
    } else {
        view! { <Types types=inbox.types/> }.into_any()
    };
    view! {
        <div class="stack">
            <section class="stack stack--tight" aria-labelledby="failed-title">
                <h2 id="failed-title">"Failed"</h2>
                {failures}
            </section>
            <section class="stack stack--tight" aria-labelledby="types-title">
                <h2 id="types-title">"By type"</h2>
                {types}
            </section>
        </div>
    }
    .into_any()
}

#[component]
fn Failures(
    failures: Vec<FailedMessage>,
    as_of: OffsetDateTime,
    retry: ServerAction<RetryMessages>,
) -> impl IntoView {
    let rows = failures
        .into_iter()
        .map(|failed| {
            let label = format!("Retry {} of {}", failed.event_type, failed.message_id);
            view! {
                <tr role="row">
                    <th scope="row" role="rowheader">
                        {failed.event_type}
                        <span class="cell__below"><code>{failed.message_id.clone()}</code></span>
                    </th>
                    <td role="cell" class="cell--details">{failed.error.unwrap_or_default()}</td>
                    <td role="cell" class="cell--quiet" data-label="Tries">{failed.attempts}</td>
                    <td role="cell" class="cell--quiet"><Moment at=failed.received_at as_of=as_of/></td>
                    <td role="cell">
                        <ActionForm action=retry attr:aria-label=label>
                            <input type="hidden" name="message" value=failed.message_id/>
                            <Button kind=ButtonKind::Quiet submit=true busy=retry.pending()>"Retry"</Button>
                        </ActionForm>
                    </td>
                </tr>
            }
        })
        .collect_view();
    view! {
        <ActionForm action=retry>
            <Button kind=ButtonKind::Plain submit=true busy=retry.pending()>"Retry all"</Button>
        </ActionForm>
        <Table
            look="table--stacked" caption="Messages that failed, the newest first"
            columns=OF_FAILURES
        >
            {rows}
        </Table>
    }
    .into_any()
}

#[component]
fn Types(types: Vec<MessageType>) -> impl IntoView {
    let rows = types
        .into_iter()
        .map(|it| {
            view! {
                <tr role="row">
                    <th scope="row" role="rowheader">{it.event_type}</th>
                    <td role="cell" class="cell--num" data-label="Done">{it.done}</td>
                    <td role="cell" class="cell--num" data-label="Ignored">{it.ignored}</td>
                    <td role="cell" class="cell--num" data-label="Failed">{it.failed}</td>
                    <td role="cell" class="cell--num" data-label="Median lag">{lag(it.lag_half_ms)}</td>
                    <td role="cell" class="cell--num" data-label="Longest lag">{lag(it.lag_most_ms)}</td>
                </tr>
            }
        })
        .collect_view();
    view! {
        <Table look="table--stacked" caption="Messages by type" columns=OF_TYPES>
            {rows}
        </Table>
    }
}

/// A length of time in the unit that fits.
fn lag(milliseconds: Option<f64>) -> String {
    match milliseconds {
        None => "unknown".to_owned(),
        Some(ms) if ms < 1000.0 => format!("{ms:.0} ms"),
        Some(ms) if ms < 120_000.0 => format!("{:.1} s", ms / 1000.0),
        Some(ms) => format!("{:.0} min", ms / 60_000.0),
    }
}

#[cfg(test)]
mod tests {
    use super::lag;

    #[test]
    fn a_lag_is_told_in_the_unit_that_fits() {
        for (ms, told) in [
            (None, "unknown"),
            (Some(12.4), "12 ms"),
            (Some(2500.0), "2.5 s"),
            (Some(600_000.0), "10 min"),
        ] {
            assert_eq!(lag(ms), told);
        }
    }
}
