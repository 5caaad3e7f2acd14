use leptos::prelude::*;
use time::OffsetDateTime;

use super::filters::PEOPLE;
use crate::{
    components::{Avatar, Badge, Icon, IconName, Moment, Tone},
    domain::{
        admin::{PeopleAsked, PeopleSort, Person, PersonState},
        listing::Direction,
        user::Role,
    },
};

/// People: a table on wide screens, cards on phones.
#[component]
pub(super) fn PeopleTable(
    people: Vec<Person>,
    asked: PeopleAsked,
    as_of: OffsetDateTime,
) -> impl IntoView {
    let rows = people
        .into_iter()
        .map(|person| view! { <Row person=person as_of=as_of/> })
        .collect_view();
    let by_name = view! { <Heading sort=PeopleSort::Name label="Person" asked=asked.clone()/> };
    let by_login =
        view! { <Heading sort=PeopleSort::Login label="Last sign-in" asked=asked.clone()/> };
    let by_created = view! { <Heading sort=PeopleSort::Created label="Since" asked=asked/> };
    view! {
        <div class="table-frame">
            <table class="table table--cards table--people" role="table">
                <caption class="visually-hidden">"People"</caption>
                <thead role="rowgroup">
                    <tr role="row">
                        {by_name}
                        <th scope="col" role="columnheader">"Role"</th>
                        <th scope="col" role="columnheader">"Plan"</th>
                        <th scope="col" role="columnheader">"State"</th>
                        {by_login}
                        {by_created}
                    </tr>
                </thead>
                <tbody role="rowgroup">{rows}</tbody>
            </table>
        </div>
    }
    .into_any()
}

/// The head of a column that sorts: a link to the same list in that order, or in the other
/// direction when it is in that order already.
#[component]
fn Heading(sort: PeopleSort, label: &'static str, asked: PeopleAsked) -> impl IntoView {
    let current = asked.check().map(|query| (query.sort, query.dir)).ok();
    let dir = current.filter(|(by, _)| *by == sort).map(|(_, dir)| dir);
    let wanted = dir.map_or(sort.natural(), Direction::reversed);
    let href = PeopleAsked {
        sort: sort.name().to_owned(),
        dir: wanted.name().to_owned(),
        cursor: String::new(),
        ..asked
    }
    .href(PEOPLE);
    let state = dir.map(Direction::label);
    view! {
        <th scope="col" role="columnheader" aria-sort=state>
            <a class="sort" href=href>
                {label}
                {state.map(|_| view! { <Icon name=IconName::Chevron/> })}
            </a>
        </th>
    }
    .into_any()
}

#[component]
fn Row(person: Person, as_of: OffsetDateTime) -> impl IntoView {
    let href = format!("{PEOPLE}/{}", person.id.0);
    view! {
        <tr role="row">
            <th scope="row" role="rowheader" class="cell--person">
                <div class="person">
                    <Avatar name=person.name.clone() url=person.avatar_url/>
                    <div class="person__who">
                        // The person's page has clerk-js loaded with its components.
                        <a class="person__name" href=href rel="external">{person.name}</a>
                        {person.email.map(|email| view! { <span class="person__email">{email}</span> })}
                    </div>
                </div>
            </th>
            <td role="cell" class="cell--role"><RoleBadge role=person.role/></td>
            <td role="cell" class="cell--plan">{person.plan.label()}</td>
            <td role="cell" class="cell--state"><StateBadge state=person.state/></td>
            <td role="cell" class="cell--quiet cell--login">
                {match person.last_login_at {
                    Some(at) => view! { <Moment at=at as_of=as_of/> }.into_any(),
                    None => "never".into_any(),
                }}
            </td>
            <td role="cell" class="cell--quiet cell--since"><Moment at=person.created_at as_of=as_of/></td>
        </tr>
    }
    .into_any()
}

/// What somebody may do.
#[component]
pub(super) fn RoleBadge(role: Role) -> impl IntoView {
    match role {
        Role::User => view! { <span>{role.label()}</span> }.into_any(),
        Role::Admin => view! { <Badge tone=Tone::Warn>{role.label()}</Badge> }.into_any(),
    }
}

/// Whether somebody may come in.
#[component]
pub(super) fn StateBadge(state: PersonState) -> impl IntoView {
    let tone = match state {
        PersonState::Active => Tone::Good,
        PersonState::Deactivated => Tone::Bad,
        PersonState::Deleted => Tone::Neutral,
    };
    view! { <Badge tone=tone>{state.label()}</Badge> }
}
