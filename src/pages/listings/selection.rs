use leptos::{form::ActionForm, prelude::*};

use super::{
    actions::{Act, Acted},
    list::Actions,
};
use crate::{
    components::{Notice, Tone, use_toasts},
    domain::listing::{ListingFilter, Status},
    error::Error,
};

/// The form that the boxes of the table belong to.
pub(super) const SELECTION: &str = "selection";
/// The form that moves one offer out of the way, by a button that names it.
pub(super) const ARCHIVE_ONE: &str = "archive-one";
/// The form that brings one offer back.
pub(super) const RESTORE_ONE: &str = "restore-one";

/// What can be done with the offers that are ticked. The boxes stand in the table and name this
/// form, so that rows can have forms of their own.
#[component]
pub(super) fn Selection(actions: Actions, asked: ListingFilter) -> impl IntoView {
    let toasts = use_toasts();
    Effect::new(move || {
        if let Some(Ok(acted)) = actions.act.value().get()
            && let Some(text) = told(acted)
        {
            toasts.done(text);
        }
    });
    let status = asked.status.as_deref().unwrap_or(Status::Active.name());
    // What is nobody's stays where it is.
    let is_own = !asked.is_shared_library();
    let has_archived = is_own && status != Status::Active.name();
    let has_others = is_own && status != Status::Archived.name();
    view! {
        <div class="selection" role="group" aria-label="With the ticked offers">
            <ActionForm action=actions.act attr:id=SELECTION attr:class="cluster">
                <span class="small muted">"With the ticked ones:"</span>
                <ActButton act="compare" label="Compare"/>
                <ActButton act="collect" label="Add to collection"/>
                {has_others.then(|| view! { <ActButton act="archive" label="Archive"/> })}
                {has_archived.then(|| view! { <ActButton act="restore" label="Restore"/> })}
            </ActionForm>
            <ActionForm action=actions.act attr:id=ARCHIVE_ONE>
                <input type="hidden" name="act" value="archive"/>
            </ActionForm>
            <ActionForm action=actions.act attr:id=RESTORE_ONE>
                <input type="hidden" name="act" value="restore"/>
            </ActionForm>
        </div>
    }
    .into_any()
}

#[component]
fn ActButton(act: &'static str, label: &'static str) -> impl IntoView {
    view! { <button type="submit" class="button button--small" name="act" value=act>{label}</button> }
}

fn told(acted: Acted) -> Option<String> {
    let offers = match acted.count {
        1 => "1 offer".to_owned(),
        count => format!("{count} offers"),
    };
    match acted.act {
        Act::Archive => Some(format!("{offers} archived.")),
        Act::Restore => Some(format!("{offers} restored.")),
        Act::Compare | Act::Collect => None,
    }
}

/// Says why nothing was done with the offers that were ticked.
pub(super) fn selection_failed(actions: Actions) -> impl IntoView {
    move || {
        let error = actions.act.value().get().and_then(Result::err)?;
        let text = match error.reason_for("offers") {
            Some(reason) => format!("The ticked offers {reason}."),
            None if error == Error::Invalid(Vec::new()) => "Tick an offer first.".to_owned(),
            None => error.to_string(),
        };
        Some(view! { <Notice tone=Tone::Bad title="Nothing was changed">{text}</Notice> })
    }
}
