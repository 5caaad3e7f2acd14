use leptos::prelude::*;

use crate::{
    components::{LinkButton, Notice},
    domain::plan::Room,
};

/// How many offers the plan holds, for somebody who is about to keep a copy of one; when there is
/// no room for it, what to do about that.
#[component]
pub(in crate::pages) fn OfferRoom(room: Room) -> impl IntoView {
    if room.is_left() {
        return room
            .limit
            .map(|_| {
                let told = format!("{} active offers in use.", room.words());
                view! { <p class="small muted">{told}</p> }
            })
            .into_any();
    }
    view! {
        <Notice title="No room for another offer">
            {format!("Your plan holds {} active offers. Archive one to keep another.", room.words())}
            <p><LinkButton href="/listings">"Archive some of yours"</LinkButton></p>
        </Notice>
    }
    .into_any()
}
