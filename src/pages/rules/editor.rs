use leptos::{form::ActionForm, html, prelude::*};
use leptos_meta::Title;
use leptos_router::{
    NavigateOptions,
    hooks::{use_navigate, use_params_map, use_query_map},
};

use super::{
    actions::{DeleteRule, RuleEditor, SaveRule, open_rule},
    edit::{Conditions, DefaultSubmit},
    kept::{self, EDIT, KEPT},
    live::Live,
    rule_path,
    ruleset::NotShown,
    ruleset_path,
};
use crate::{
    components::{
        ActionRows, Button, ButtonKind, CheckField, Choice, Confirm, Field, LinkButton,
        ListSkeleton, PageHeader, RulePreviewPanel, SelectField, TextAreaField, use_toasts,
    },
    domain::{
        listing::FieldError,
        preview::Place,
        profile::{DESCRIPTION_MAX, NAME_MAX},
        rule_form::RuleForm,
        ruleset::{Category, RuleGroupId, RuleId, RulesetId},
    },
    error::Error,
    pages::told::{NotDone, error, failure, field_errors, leave_when_done},
};

/// The editor of a rule, new or not.
#[component]
pub fn RulePage() -> impl IntoView {
    let params = use_params_map();
    let query = use_query_map();
    let number = move |name: &'static str| {
        params.with(|params| params.get(name).and_then(|text| text.parse::<i64>().ok()))
    };
    // Only the path: what the address holds of the form is read once.
    let asked = Memo::new(move |_| {
        let is_new = params.with(|params| params.get("rule").is_none());
        (number("ruleset"), number("rule"), is_new)
    });
    let data = Resource::new(
        move || asked.get(),
        move |(ruleset, rule, is_new)| {
            let (group, form) = query.with_untracked(|query| {
                let group = query.get("group").and_then(|text| text.parse().ok());
                (group.map(RuleGroupId), kept::rule(query))
            });
            async move {
                let ruleset = ruleset.map(RulesetId).ok_or(Error::NotFound)?;
                if rule.is_none() && !is_new {
                    return Err(Error::NotFound);
                }
                open_rule(ruleset, rule.map(RuleId), group, form).await
            }
        },
    );
    view! {
        <div class="page">
            <Suspense fallback=|| view! { <ListSkeleton label="Loading the rule"/> }>
                {move || Suspend::new(async move {
                    match data.await {
                        Ok(editor) => view! { <Editor editor=editor/> }.into_any(),
                        Err(error) => view! { <NotShown error=error what="rule"/> }.into_any(),
                    }
                })}
            </Suspense>
        </div>
    }
    .into_any()
}

#[component]
fn Editor(editor: RuleEditor) -> impl IntoView {
    let ruleset = editor.ruleset.clone();
    let title = match &editor.rule {
        Some(_) => "Edit rule",
        None => "New rule",
    };
    let rule = editor.rule.map(|(id, _)| id);
    let name = editor.form.name.clone();
    let delete = rule.map(|id| view! { <DeleteForm ruleset=ruleset.id id=id name=name.clone()/> });
    view! {
        <Title text=if name.is_empty() { title.to_owned() } else { name }/>
        <p class="crumb"><a href=ruleset_path(ruleset.id)>{ruleset.name.clone()}</a></p>
        <PageHeader title=title/>
        <div class="stack">
            {view! { <RuleEditorForm editor=editor/> }.into_any()}
            {delete}
        </div>
    }
    .into_any()
}

#[component]
fn RuleEditorForm(editor: RuleEditor) -> impl IntoView {
    let RuleEditor {
        ruleset,
        groups,
        rule,
        seen,
        form,
        preview,
        place,
    } = editor;
    let here = rule_path(ruleset.id, rule.map(|(id, _)| id));
    let action = ServerAction::<SaveRule>::new();
    let failure = failure(action.into());
    let errors = field_errors(failure);
    let toasts = use_toasts();
    let navigate = use_navigate();
    Effect::new(move || {
        if let Some(Ok(_)) = action.value().get() {
            toasts.done("Rule saved. Your offers are valued by it.");
            navigate(&ruleset_path(ruleset.id), NavigateOptions::default());
        }
    });

    let element = NodeRef::<html::Form>::new();
    let live = Live::new(form.clone(), preview, place);
    let read = move || {
        if let Some(typed) = element.get_untracked().and_then(|form| kept::typed(&form)) {
            live.typed.set(typed);
        }
    };
    // What has just come or gone is in the page after the next frame.
    let read_soon = Callback::new(move |()| request_animation_frame(read));
    let group = view! { <GroupField groups=groups chosen=chosen_group(rule.map(|(_, group)| group), place) errors=errors/> }
        .into_any();
    let fields = view! { <Fields form=form group=group errors=errors here=here.clone() on_change=read_soon/> }.into_any();
    view! {
        <ActionForm action=action node_ref=element attr:class="rule-editor" attr:novalidate=true>
            <DefaultSubmit/>
            <div class="stack" on:input=move |_| read() on:change=move |_| read()>
                <NotDone title="The rule was not saved" failure=failure here=here.clone()/>
                <input type="hidden" name=KEPT value="1"/>
                <input type="hidden" name="seen" value=seen/>
                <input type="hidden" name="ruleset" value=ruleset.id.0.to_string()/>
                {rule.map(|(id, _)| view! { <input type="hidden" name="rule" value=id.0.to_string()/> })}
                {fields}
            </div>
            <RulePreviewPanel sentence=live.sentence() preview=live.preview()>
                <button
                    type="submit" class="button only-without-script"
                    formmethod="get" formaction=here name=EDIT value="preview"
                >
                    "Update preview"
                </button>
            </RulePreviewPanel>
            <div class="form-actions">
                <Button kind=ButtonKind::Primary submit=true busy=action.pending()>"Save rule"</Button>
                <LinkButton href=ruleset_path(ruleset.id) kind=ButtonKind::Quiet>"Cancel"</LinkButton>
            </div>
        </ActionForm>
    }
    .into_any()
}

fn chosen_group(current: Option<RuleGroupId>, place: Place) -> Option<RuleGroupId> {
    current.or(match place {
        Place::Into(group) => Some(group),
        Place::Instead(_) | Place::IntoRuleset(_) => None,
    })
}

#[component]
fn GroupField(
    groups: Vec<(RuleGroupId, String)>,
    chosen: Option<RuleGroupId>,
    errors: Signal<Vec<FieldError>>,
) -> impl IntoView {
    let new = Category::ALL
        .into_iter()
        .filter(|category| groups.iter().all(|(_, name)| name != category.label()))
        .map(|category| Choice::new(category.name(), format!("New group: {}", category.label())));
    let there = groups
        .iter()
        .map(|(id, name)| Choice::new(id.0.to_string(), name.clone()));
    let choices: Vec<Choice> = there.chain(new).collect();
    let selected = chosen.map(|id| id.0.to_string()).unwrap_or_default();
    view! {
        <SelectField
            id="group" label="Group" choices=choices selected=selected
            error=error(errors, "group", "The group")
        />
    }
}

#[component]
fn Fields(
    form: RuleForm,
    group: AnyView,
    errors: Signal<Vec<FieldError>>,
    here: String,
    on_change: Callback<()>,
) -> impl IntoView {
    let is_active = form.is_on();
    let actions = if form.actions_json.trim().is_empty() {
        view! { <ActionRows rows=form.actions errors=errors here=here.clone() on_change=on_change/> }.into_any()
    } else {
        view! {
            <TextAreaField
                id="actions_json" name="form[actions_json]" label="Actions as JSON" value=form.actions_json rows=8
                error=error(errors, "actions_json", "The JSON")
                hint="These actions hold more than rows can show. Empty the field to begin with rows."
            />
        }
        .into_any()
    };
    view! {
        <div class="form-grid">
            <Field
                id="name" name="form[name]" label="Name" value=form.name
                error=error(errors, "name", "The name") max_length=NAME_MAX
            />
            {group}
        </div>
        <section class="rule-editor__part" aria-labelledby="conditions-title">
            <h2 id="conditions-title">"For which offers"</h2>
            <p class="small muted">"No condition: for all. \"or\" joins a condition to the one before it."</p>
            <Conditions
                rows=form.conditions json=form.conditions_json errors=errors here=here on_change=on_change
            />
        </section>
        <section class="rule-editor__part" aria-labelledby="actions-title">
            <h2 id="actions-title">"What it does to the price"</h2>
            {actions}
        </section>
        <section class="rule-editor__part stack" aria-labelledby="more-title">
            <h2 id="more-title">"More"</h2>
            <TextAreaField
                id="description" name="form[description]" label="Why it is there" value=form.description
                error=error(errors, "description", "The description") optional=true max_length=DESCRIPTION_MAX
            />
            <Field
                id="evaluation_order" name="form[evaluation_order]" label="Order" value=form.evaluation_order
                numeric=true error=error(errors, "evaluation_order", "The order")
                hint="Rules with lower numbers are applied first."
            />
            <CheckField
                id="is_active" name="form[is_active]" label="Switched on" checked=is_active
                hint="Switched off, it changes no price."
            />
        </section>
    }
    .into_any()
}

#[component]
fn DeleteForm(ruleset: RulesetId, id: RuleId, name: String) -> impl IntoView {
    let action = ServerAction::<DeleteRule>::new();
    leave_when_done(
        action.into(),
        format!("Deleted {name}"),
        ruleset_path(ruleset),
    );
    let text = format!("{name} will be gone, and your offers are valued without it.");
    view! {
        <Confirm label="Delete rule" text=text>
            <NotDone title="The rule was not deleted" failure=failure(action.into())/>
            <ActionForm action=action>
                <input type="hidden" name="ruleset" value=ruleset.0.to_string()/>
                <input type="hidden" name="id" value=id.0.to_string()/>
                <Button kind=ButtonKind::Danger submit=true busy=action.pending()>"Delete for good"</Button>
            </ActionForm>
        </Confirm>
    }
    .into_any()
}
