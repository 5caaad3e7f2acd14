use leptos::{form::ActionForm, prelude::*};

use super::{DISCOVER, actions::WithdrawCollection};
use crate::{
    components::{Button, ButtonKind, Confirm, Field},
    domain::{admin::REASON_MAX, collection::CollectionId},
    pages::told::{NotDone, error, failure, field_errors, leave_when_done},
    serverfn::typed,
};

/// Takes a collection of somebody else's off the discover page: for administrators, whom the server
/// asks again.
#[component]
pub(super) fn Moderation(id: CollectionId, name: String) -> impl IntoView {
    let action = ServerAction::<WithdrawCollection>::new();
    let failed = failure(action.into());
    leave_when_done(
        action.into(),
        format!("{name} is off Discover"),
        DISCOVER.to_owned(),
    );
    let kept = (action.version().get_untracked() == 0)
        .then(|| typed::<WithdrawCollection>("reason"))
        .flatten();
    let text = format!(
        "{name} becomes private: nobody but its owner sees it, and its links end for good. Its owner keeps \
         what is in it, and is told why."
    );
    view! {
        <section class="panel" aria-labelledby="moderation-title">
            <h2 class="panel__title" id="moderation-title">"Moderation"</h2>
            <div class="stack">
                <p class="muted">"Only administrators see this."</p>
                <Confirm
                    label="Take off Discover" text=text
                    open=Signal::derive(move || failed.get().is_some())
                >
                    <NotDone title="The collection was not taken off" failure=failed/>
                    <ActionForm action=action attr:class="stack" attr:novalidate=true>
                        <input type="hidden" name="id" value=id.0.to_string()/>
                        <Field
                            id="moderation-reason" name="reason" label="Reason"
                            hint="Its owner reads it, and it goes into the audit log."
                            value=kept.unwrap_or_default()
                            error=error(field_errors(failed), "reason", "The reason")
                            max_length=REASON_MAX
                        />
                        <div class="form-actions">
                            <Button kind=ButtonKind::Danger submit=true busy=action.pending()>"Take it off"</Button>
                        </div>
                    </ActionForm>
                </Confirm>
            </div>
        </section>
    }
    .into_any()
}
