use leptos::{form::ActionForm, prelude::*};

use super::actions::CreateCollection;
use crate::{
    components::{
        Button, ButtonKind, Choice, Composer, Field, Notice, SelectField, TextAreaField, Tone,
    },
    domain::{
        collection::{DESCRIPTION_MAX, NAME_MAX, Visibility},
        plan::{Limit, Room},
    },
    error::Error,
    serverfn::typed,
};

/// The id that links to the form name.
pub(super) const NEW: &str = "new-collection";

/// The form that makes a collection, or why there can be no more.
#[component]
pub(super) fn NewCollection(room: Room) -> impl IntoView {
    let action = ServerAction::<CreateCollection>::new();
    let failure = Signal::derive(move || action.value().get().and_then(Result::err));
    let wrong = move |field: &'static str, label: &'static str| {
        MaybeProp::derive(move || {
            let error = failure.get()?;
            Some(format!("{label} {}.", error.reason_for(field)?))
        })
    };
    let open = Memo::new(move |was: Option<&bool>| {
        was.copied().unwrap_or(room.used == 0) || failure.get().is_some()
    });
    if let Some(full) = room.full(Limit::Collections, "you have") {
        return view! {
            <Notice title="No room for another collection">
                {format!("{full} Delete one to make another.")}
            </Notice>
        }
        .into_any();
    }
    let kept = |field: &str| typed::<CreateCollection>(&format!("collection[{field}]"));
    let visibility = kept("visibility").unwrap_or_else(|| Visibility::Private.name().to_owned());
    let visibilities = Visibility::ALL.map(|it| {
        let label = format!("{}: {}", it.label(), it.audience());
        Choice::new(it.name(), label)
    });
    view! {
        <Composer id=NEW title="New collection" open=open>
            <ActionForm action=action attr:class="stack measure" attr:novalidate=true>
                {move || failure.get().map(|error| view! { <NotMade error=error/> })}
                <Field
                    id="name" name="collection[name]" label="Name" max_length=NAME_MAX
                    value=kept("name").unwrap_or_default() placeholder="Quiet desk PC" error=wrong("name", "The name")
                />
                <TextAreaField
                    id="description" name="collection[description]" label="What it is for"
                    optional=true max_length=DESCRIPTION_MAX value=kept("description").unwrap_or_default()
                    error=wrong("description", "The description")
                    hint="Shown to people you show the collection to."
                />
                <SelectField
                    id="visibility" name="collection[visibility]" label="Who may look at it"
                    choices=visibilities.to_vec() selected=visibility
                    error=wrong("visibility", "The visibility")
                />
                <div class="form-actions">
                    <Button kind=ButtonKind::Primary submit=true busy=action.pending()>
                        "Create collection"
                    </Button>
                    <span class="small muted">"A name is enough."</span>
                </div>
            </ActionForm>
        </Composer>
    }
    .into_any()
}

#[component]
fn NotMade(error: Error) -> impl IntoView {
    let text = match &error {
        Error::Invalid(_) => "Have another look at what is marked.".to_owned(),
        other => other.to_string(),
    };
    view! { <Notice tone=Tone::Bad title="The collection was not made">{text}</Notice> }
}
