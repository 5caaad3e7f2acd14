use leptos::prelude::*;

use super::{FieldErrors, name, text};
use crate::{
    components::{Choice, SelectField, TextAreaField},
    domain::listing::{ListingDraft, NOTES_MAX},
    pages::told::error,
};

#[component]
pub(super) fn Around(
    start: ListingDraft,
    errors: FieldErrors,
    profiles: Vec<Choice>,
) -> impl IntoView {
    view! {
        <section class="offer-form__section">
            <h2>"For yourself"</h2>
            <TextAreaField
                id="notes" name=name("notes") label="Notes" value=text(start.notes)
                hint="Only you can read them." error=error(errors, "notes", "The notes") optional=true
                rows=4 max_length=NOTES_MAX
            />
            <SelectField
                id="profile_id" name=name("profile_id") label="Scoring profile" choices=profiles
                selected=text(start.profile_id) error=error(errors, "profile_id", "The scoring profile")
            />
        </section>
    }
    .into_any()
}
