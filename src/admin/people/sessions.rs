use leptos::{form::ActionForm, html::Form, prelude::*};
use time::OffsetDateTime;

use super::acts::{RevokeSessions, SessionsFound};
use crate::{
    admin::failure::{Failure, ReasonField, failure_of, kept},
    components::{
        Button, ButtonKind, Choice, Column, LinkButton, ListSkeleton, Moment, NotLoaded,
        SelectField, Table,
    },
    domain::{session::OwnSession, user::UserId},
    error::Error,
};

/// What is known of somebody's sessions: nothing until it is asked for, because Clerk keeps them, and
/// may be slow or away.
pub(super) type SessionsData = Resource<Option<Result<SessionsFound, Error>>>;

/// What the address says where sessions are asked for.
pub(super) const ASKED: &str = "sessions";

const COLUMNS: [Column; 3] = [
    Column::Words("Device"),
    Column::Words("Place"),
    Column::Words("Last used"),
];

/// Where somebody is signed in, by Clerk's account.
#[component]
pub(super) fn Sessions(
    id: UserId,
    data: SessionsData,
    action: ServerAction<RevokeSessions>,
) -> impl IntoView {
    view! {
        <section class="panel" aria-labelledby="sessions-title">
            <h2 class="panel__title" id="sessions-title">"Sessions"</h2>
            <Transition fallback=|| view! { <ListSkeleton label="Loading sessions" rows=2/> }>
                {move || data.get().map(|outcome| match outcome {
                    None => view! {
                        <LinkButton href=format!("?{ASKED}=shown")>"Ask Clerk for their sessions"</LinkButton>
                    }
                    .into_any(),
                    Some(Err(error)) => view! {
                        <NotLoaded title="Sessions could not be loaded" message=error.to_string()/>
                    }
                    .into_any(),
                    Some(Ok(found)) if found.sessions.is_empty() => view! {
                        <p class="muted">"Not signed in anywhere."</p>
                    }
                    .into_any(),
                    Some(Ok(found)) => view! { <Known id=id found=found action=action/> }.into_any(),
                })}
            </Transition>
        </section>
    }
    .into_any()
}

#[component]
fn Known(id: UserId, found: SessionsFound, action: ServerAction<RevokeSessions>) -> impl IntoView {
    let failure = failure_of(action.value());
    let form_node = NodeRef::<Form>::new();
    let SessionsFound { sessions, as_of } = found;
    let chosen = kept(action, "session").unwrap_or_default();
    let all = Choice::new("", format!("All {}", sessions.len()));
    let choices = std::iter::once(all)
        .chain(
            sessions
                .iter()
                .map(|session| Choice::new(session.id.clone(), session.name())),
        )
        .collect::<Vec<_>>();
    let rows = sessions
        .into_iter()
        .map(|session| view! { <Row session=session as_of=as_of/> })
        .collect_view();
    view! {
        <div class="stack">
            <Table look="table--stacked" caption="Sessions" columns=COLUMNS>
                {rows}
            </Table>
            <ActionForm action=action node_ref=form_node attr:class="stack" attr:novalidate=true>
                <Failure failure=failure title="No session was ended" form=form_node/>
                <input type="hidden" name="id" value=id.0.to_string()/>
                <SelectField id="session" label="Which" selected=chosen choices=choices/>
                <ReasonField id="session-reason" failure=failure value=kept(action, "reason")/>
                <div class="form-actions">
                    <Button kind=ButtonKind::Plain submit=true busy=action.pending()>"End session"</Button>
                </div>
            </ActionForm>
        </div>
    }
    .into_any()
}

#[component]
fn Row(session: OwnSession, as_of: OffsetDateTime) -> impl IntoView {
    let name = session.name();
    let place = session.place.unwrap_or_else(|| "unknown".to_owned());
    view! {
        <tr role="row">
            <th scope="row" role="rowheader">{name}</th>
            <td role="cell" class="cell--quiet">{place}</td>
            <td role="cell" class="cell--quiet"><Moment at=session.last_active_at as_of=as_of/></td>
        </tr>
    }
    .into_any()
}
