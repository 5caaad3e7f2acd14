//! Rulesets from files.

use clerk_leptos::ClerkClient;
use leptos::{form::ActionForm, html::Textarea, prelude::*};
use leptos_router::{NavigateOptions, hooks::use_navigate};

use super::{actions::RulesetSummary, ruleset_path};
use crate::{
    components::{
        Button, ButtonKind, Composer, Notice, TextAreaField, TextFileField, Tone, use_toasts,
    },
    error::Error,
    pages::told::failure,
};

/// Where the form is, on the page of all rulesets.
const ID: &str = "import";
/// How much of what is wrong with a file is told at once.
#[cfg(feature = "ssr")]
const FAULTS_MAX: usize = 10;

/// Makes a ruleset of the caller's of the text of a file, switched off.
#[server(prefix = "/fn", client = ClerkClient)]
pub async fn import_ruleset(
    /// The file's text.
    #[server(default)]
    text: String,
) -> Result<RulesetSummary, Error> {
    let made = write_down(&text).await.map_err(first_faults)?;
    crate::serverfn::lead_to(&ruleset_path(made.id));
    Ok(made)
}

#[cfg(feature = "ssr")]
async fn write_down(text: &str) -> Result<RulesetSummary, Error> {
    use crate::service::ruleset_files;

    let file = ruleset_files::read(text)?;
    let mut tx = crate::serverfn::begin().await?;
    let set = ruleset_files::import(&mut tx, file).await?;
    tx.commit().await?;
    Ok(RulesetSummary::from(&set))
}

/// Without a script they return in an address, which may not be long.
#[cfg(feature = "ssr")]
fn first_faults(error: Error) -> Error {
    match error {
        Error::Invalid(mut faults) => {
            faults.truncate(FAULTS_MAX);
            Error::Invalid(faults)
        }
        other => other,
    }
}

/// Takes the text of a file. Where a script runs, the file itself can be chosen.
#[component]
pub(super) fn ImportForm() -> impl IntoView {
    let action = ServerAction::<ImportRuleset>::new();
    let failure = failure(action.into());
    let text = NodeRef::<Textarea>::new();
    let toasts = use_toasts();
    let navigate = use_navigate();
    Effect::new(move || {
        if let Some(Ok(made)) = action.value().get() {
            toasts.done(format!("Imported {}. It is switched off.", made.name));
            navigate(&ruleset_path(made.id), NavigateOptions::default());
        }
    });
    let open = Signal::derive(move || failure.get().is_some());
    view! {
        <Composer id=ID title="Import a ruleset" open=open>
            <ActionForm action=action attr:class="stack" attr:novalidate=true>
                {move || failure.get().map(|error| view! { <NotTaken error=error/> })}
                <TextFileField id="ruleset-file" accept=".json,application/json" field=text/>
                <TextAreaField
                    id="ruleset-text" name="text" label="Its text" rows=8 node_ref=text
                    hint="JSON, as a ruleset's page exports it. It comes in switched off, and under another name if you have one of its name."
                />
                <div class="form-actions">
                    <Button kind=ButtonKind::Primary submit=true busy=action.pending()>"Import ruleset"</Button>
                </div>
            </ActionForm>
        </Composer>
    }
    .into_any()
}

#[component]
fn NotTaken(error: Error) -> impl IntoView {
    let text = match error {
        Error::Invalid(faults) => {
            let faults = faults
                .into_iter()
                .map(|fault| {
                    view! { <li><code>{fault.field}</code> " " {fault.reason} "."</li> }
                })
                .collect_view();
            view! { <ul>{faults}</ul> }.into_any()
        }
        Error::TooLarge => "It is larger than 256 KB.".into_any(),
        other => other.to_string().into_any(),
    };
    view! { <Notice tone=Tone::Bad title="The file was not taken">{text}</Notice> }.into_any()
}
