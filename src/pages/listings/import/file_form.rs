use leptos::{form::ActionForm, html::Textarea, prelude::*};

use super::Actions;
use crate::{
    components::{Button, ButtonKind, Notice, TextAreaField, TextFileField, Tone},
    error::Error,
    pages::listings::EXPORT,
};

/// Takes the text of a file. Where a script runs, the file itself can be chosen.
#[component]
pub(super) fn FileForm(
    /// How many rows of a file the plan takes, where that is known and limited.
    rows: Option<i64>,
    actions: Actions,
) -> impl IntoView {
    let text = NodeRef::<Textarea>::new();
    let failure = Signal::derive(move || actions.preview.value().get().and_then(Result::err));
    let wrong = MaybeProp::derive(move || {
        failure.get().and_then(|error| {
            error
                .reason_for("file")
                .map(|reason| format!("The file {reason}."))
        })
    });
    view! {
        <ActionForm action=actions.preview attr:class="panel stack" attr:novalidate=true>
            {move || failure.get().map(|error| view! { <NotRead error=error/> })}
            <TextFileField id="file" accept=".csv,text/csv,text/plain" field=text/>
            <TextAreaField
                id="text" label="Its text" rows=10 error=wrong node_ref=text hint=hint(rows)
            />
            <div class="form-actions">
                <Button kind=ButtonKind::Primary submit=true busy=actions.preview.pending()>"Show what would happen"</Button>
                <a class="small" href=EXPORT rel="external" download="">"An export has all columns"</a>
            </div>
        </ActionForm>
    }
    .into_any()
}

fn hint(rows: Option<i64>) -> String {
    let columns = "The first line names the columns: title, and whatever else is known, such as price_usd, condition, cpu, ram_gb, primary_storage_gb, notes.";
    rows.map_or_else(
        || columns.to_owned(),
        |rows| format!("{columns} Your plan takes up to {rows} rows in a file."),
    )
}

#[component]
fn NotRead(error: Error) -> impl IntoView {
    let text = match &error {
        Error::Invalid(fields) => match fields.first() {
            Some(wrong) => format!("The file {}.", wrong.reason),
            None => "It could not be read.".to_owned(),
        },
        Error::TooLarge => "It is larger than 2 MB.".to_owned(),
        other => other.to_string(),
    };
    view! { <Notice tone=Tone::Bad title="The file was not taken">{text}</Notice> }
}
