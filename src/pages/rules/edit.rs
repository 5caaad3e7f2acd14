use leptos::{form::ActionForm, prelude::*};
use leptos_meta::Title;
use leptos_router::{
    NavigateOptions,
    hooks::{use_navigate, use_params_map, use_query_map},
};

use super::{
    NEW_RULESET, RULES,
    actions::{SaveRuleset, get_ruleset, list_rulesets, written},
    kept::{self, KEPT},
    list::Room,
    ruleset::NotShown,
    ruleset_edit_path, ruleset_path,
};
use crate::{
    components::{
        Button, ButtonKind, CheckField, ConditionRows, Field, LinkButton, ListSkeleton, PageHeader,
        TextAreaField, use_toasts,
    },
    domain::{
        listing::FieldError,
        profile::{DESCRIPTION_MAX, NAME_MAX},
        rule_form::RulesetForm,
        ruleset::RulesetId,
    },
    error::Error,
    pages::told::{NotDone, error, failure, field_errors},
};

/// Makes a ruleset.
#[component]
pub fn NewRulesetPage() -> impl IntoView {
    let data = Resource::new(|| (), |()| list_rulesets());
    let query = use_query_map();
    view! {
        <Title text="New ruleset"/>
        <div class="page page--narrow">
            <p class="crumb"><a href=RULES>"Valuation rules"</a></p>
            <PageHeader title="New ruleset" lead="Rules of your own, beside those of Deal Brain or instead of them."/>
            <Suspense fallback=|| view! { <ListSkeleton label="Loading"/> }>
                {move || Suspend::new(async move {
                    let form = query.with_untracked(kept::ruleset).unwrap_or_else(RulesetForm::blank);
                    let room = data.await.ok().map(|loaded| {
                        let own = loaded.rulesets.iter().filter(|set| set.is_own).count();
                        view! { <Room own=own limit=loaded.limit/> }
                    });
                    view! {
                        <div class="stack">
                            {room}
                            <RulesetEditor form=form ruleset=None seen=None/>
                        </div>
                    }
                    .into_any()
                })}
            </Suspense>
        </div>
    }
    .into_any()
}

/// Changes what a ruleset is, its rules aside.
#[component]
pub fn EditRulesetPage() -> impl IntoView {
    let params = use_params_map();
    let query = use_query_map();
    let id = Memo::new(move |_| {
        params.with(|params| params.get("ruleset")?.parse().ok().map(RulesetId))
    });
    let data = Resource::new(
        move || id.get(),
        |id| async move { get_ruleset(id.ok_or(Error::NotFound)?).await },
    );
    view! {
        <div class="page page--narrow">
            <Suspense fallback=|| view! { <ListSkeleton label="Loading the ruleset"/> }>
                {move || Suspend::new(async move {
                    match data.await {
                        Ok(found) if found.ruleset.is_own => {
                            let set = found.ruleset;
                            let form = query
                                .with_untracked(kept::ruleset)
                                .unwrap_or_else(|| RulesetForm::from(&set));
                            let seen = written(set.updated_at);
                            view! {
                                <Title text=format!("Edit {}", set.name)/>
                                <p class="crumb"><a href=ruleset_path(set.id)>{set.name.clone()}</a></p>
                                <PageHeader title="Edit ruleset"/>
                                <RulesetEditor form=form ruleset=Some(set.id) seen=seen/>
                            }
                            .into_any()
                        }
                        Ok(_) => view! { <NotShown error=Error::Forbidden(crate::error::Refusal::ReadOnly) what="ruleset"/> }
                            .into_any(),
                        Err(error) => view! { <NotShown error=error what="ruleset"/> }.into_any(),
                    }
                })}
            </Suspense>
        </div>
    }
    .into_any()
}

#[component]
fn RulesetEditor(
    form: RulesetForm,
    ruleset: Option<RulesetId>,
    seen: Option<String>,
) -> impl IntoView {
    let here = ruleset.map_or_else(|| NEW_RULESET.to_owned(), ruleset_edit_path);
    let action = ServerAction::<SaveRuleset>::new();
    let failure = failure(action.into());
    let errors = field_errors(failure);
    let toasts = use_toasts();
    let navigate = use_navigate();
    Effect::new(move || {
        if let Some(Ok(id)) = action.value().get() {
            toasts.done("Ruleset saved");
            navigate(&ruleset_path(id), NavigateOptions::default());
        }
    });
    let back = ruleset.map_or_else(|| RULES.to_owned(), ruleset_path);
    let label = if ruleset.is_some() {
        "Save ruleset"
    } else {
        "Create ruleset"
    };
    view! {
        <ActionForm action=action attr:class="stack" attr:novalidate=true>
            <DefaultSubmit/>
            <NotDone title="The ruleset was not saved" failure=failure here=here.clone()/>
            <input type="hidden" name=KEPT value="1"/>
            <input type="hidden" name="seen" value=seen/>
            {ruleset.map(|id| view! { <input type="hidden" name="ruleset" value=id.0.to_string()/> })}
            {view! { <Fields form=form errors=errors here=here/> }.into_any()}
            <div class="form-actions">
                <Button kind=ButtonKind::Primary submit=true busy=action.pending()>{label}</Button>
                <LinkButton href=back kind=ButtonKind::Quiet>"Cancel"</LinkButton>
            </div>
        </ActionForm>
    }
    .into_any()
}

#[component]
fn Fields(form: RulesetForm, errors: Signal<Vec<FieldError>>, here: String) -> impl IntoView {
    let is_active = form.is_on();
    view! {
        <Field
            id="name" name="form[name]" label="Name" value=form.name
            error=error(errors, "name", "The name") max_length=NAME_MAX
        />
        <TextAreaField
            id="description" name="form[description]" label="What it is for" value=form.description
            error=error(errors, "description", "The description") optional=true max_length=DESCRIPTION_MAX
        />
        <Field
            id="priority" name="form[priority]" label="Priority" value=form.priority numeric=true
            error=error(errors, "priority", "The priority")
            hint="Lower numbers are applied first. Deal Brain's own baseline has 5."
        />
        <CheckField
            id="is_active" name="form[is_active]" label="Switched on" checked=is_active
            hint="Switched off, it changes no price."
        />
        <section class="rule-editor__part stack stack--tight" aria-labelledby="applies-title">
            <h2 id="applies-title">"Which offers it is for"</h2>
            <p class="small muted">"No condition: all of them. \"or\" joins a condition to the one before it."</p>
            <Conditions rows=form.conditions json=form.conditions_json errors=errors here=here/>
        </section>
    }
}

/// Conditions as rows, or as JSON where they do not fit into rows.
#[component]
pub(super) fn Conditions(
    rows: Vec<crate::domain::rule_form::ConditionRow>,
    json: String,
    errors: Signal<Vec<FieldError>>,
    here: String,
    #[prop(optional)] on_change: Option<Callback<()>>,
) -> impl IntoView {
    if json.trim().is_empty() {
        let on_change = on_change.unwrap_or_else(|| Callback::new(|()| ()));
        view! { <ConditionRows rows=rows errors=errors here=here on_change=on_change/> }.into_any()
    } else {
        view! {
            <TextAreaField
                id="conditions_json" name="form[conditions_json]" label="Conditions as JSON" value=json rows=8
                error=error(errors, "conditions_json", "The JSON")
                hint="These conditions lie deeper than rows can show. Empty the field to begin with rows."
            />
        }
        .into_any()
    }
}

/// What pressing Enter in a field does: the first button of a form is pressed, and that must not be
/// one that takes a row away.
#[component]
pub(super) fn DefaultSubmit() -> impl IntoView {
    view! { <button type="submit" class="visually-hidden" tabindex="-1" aria-hidden="true">"Save"</button> }
}
