use leptos::prelude::*;
use time::OffsetDateTime;

use super::filters::PEOPLE;
use crate::{
    components::{Avatar, Badge, Column, Moment, Table, TableFrame, Tone},
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
    let order = asked.check().map(|query| (query.sort, query.dir)).ok();
    let sorted = |sort: PeopleSort, name: &'static str| {
        let now = order.filter(|(by, _)| *by == sort).map(|(_, dir)| dir);
        Column::Sorted {
            name,
            is_figure: false,
            now,
            href: sorted_by(&asked, sort, now),
            stays: false,
        }
    };
    let columns = [
        sorted(PeopleSort::Name, "Person"),
        Column::Words("Role"),
        Column::Words("Plan"),
        Column::Words("State"),
        sorted(PeopleSort::Login, "Last sign-in"),
        sorted(PeopleSort::Created, "Since"),
    ];
    view! {
        <Table
            look="table--cards table--people" caption="People" columns=columns
            frame=TableFrame::Scrolls("People".to_owned())
        >
            {rows}
        </Table>
    }
    .into_any()
}

fn sorted_by(asked: &PeopleAsked, sort: PeopleSort, now: Option<Direction>) -> String {
    let wanted = now.map_or(sort.natural(), Direction::reversed);
    PeopleAsked {
        sort: sort.name().to_owned(),
        dir: wanted.name().to_owned(),
        cursor: String::new(),
        ..asked.clone()
    }
    .href(PEOPLE)
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
