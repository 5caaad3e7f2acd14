use leptos::prelude::*;

use crate::{
    components::{LinkButton, Notice},
    domain::plan::{Limit, Room},
};

/// How many offers the plan holds, for somebody who is about to keep a copy of one; when there is
/// no room for it, what to do about that.
#[component]
pub(in crate::pages) fn OfferRoom(room: Room) -> impl IntoView {
    let Some(full) = room.full(Limit::ActiveListings, "you have") else {
        return room
            .limit
            .map(|_| {
                let told = format!("{} active offers in use.", room.words());
                view! { <p class="small muted">{told}</p> }
            })
            .into_any();
    };
    view! {
        <Notice title="No room for another offer">
            {format!("{full} Archive one to keep another.")}
            <p><LinkButton href="/listings">"Archive some of yours"</LinkButton></p>
        </Notice>
    }
    .into_any()
}
