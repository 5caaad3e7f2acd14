use leptos::{form::ActionForm, prelude::*};

use super::{
    actions::{DeleteGroup, SaveGroup, Switchable},
    new_rule_path, rule_path,
    toggle::Toggle,
};
use crate::{
    components::{
        Badge, Button, ButtonKind, Choice, Confirm, EmptyState, Field, Icon, IconName, LinkButton,
        SelectField, Tone,
    },
    domain::{
        profile::NAME_MAX,
        ruleset::{Category, Rule, RuleGroup, Ruleset, RulesetId},
    },
};

/// The groups of a ruleset, each with its rules.
#[component]
pub(super) fn Groups(
    ruleset: Ruleset,
    save: ServerAction<SaveGroup>,
    delete: ServerAction<DeleteGroup>,
) -> impl IntoView {
    let (id, is_own) = (ruleset.id, ruleset.is_own);
    if ruleset.groups.is_empty() {
        return view! {
            <EmptyState
                title="No rules yet"
                text="A rule says what to take off a price, or to add to it, and for which offers."
            >
                {is_own.then(|| view! {
                    <LinkButton href=rule_path(id, None) kind=ButtonKind::Primary>"Add the first rule"</LinkButton>
                })}
            </EmptyState>
        }
        .into_any();
    }
    ruleset
        .groups
        .into_iter()
        .map(|group| {
            view! { <Group ruleset=id group=group is_own=is_own save=save delete=delete/> }
        })
        .collect_view()
        .into_any()
}

#[component]
fn Group(
    ruleset: RulesetId,
    group: RuleGroup,
    is_own: bool,
    save: ServerAction<SaveGroup>,
    delete: ServerAction<DeleteGroup>,
) -> impl IntoView {
    let on = RwSignal::new(group.is_active);
    let title_id = format!("group-{}", group.id.0);
    let state = if is_own {
        view! { <Toggle what=Switchable::Group id=group.id.0 name=format!("The group {}", group.name) on=on/> }
            .into_any()
    } else {
        (!group.is_active)
            .then(|| view! { <Badge>"Off"</Badge> })
            .into_any()
    };
    let rules = group.rules.clone();
    let rows = rules
        .into_iter()
        .map(|rule| view! { <RuleRow ruleset=ruleset rule=rule is_own=is_own/> })
        .collect_view();
    let none = group
        .rules
        .is_empty()
        .then(|| view! { <p class="muted rule-list__none">"No rules in this group yet."</p> });
    let own = is_own.then(|| {
        view! { <GroupForms ruleset=ruleset group=group.clone() save=save delete=delete/> }
    });
    view! {
        <section
            class=move || if on.get() { "rule-group" } else { "rule-group rule-group--off" }
            aria-labelledby=title_id
        >
            <header class="rule-group__head">
                <h2 id=title_id.clone()>{group.name.clone()}</h2>
                <Badge>{group.category.label()}</Badge>
                <span class="rule-group__state">{state}</span>
            </header>
            {none}
            <ul class="rule-list">{rows}</ul>
            {own}
        </section>
    }
    .into_any()
}

/// A rule as a sentence.
#[component]
fn RuleRow(ruleset: RulesetId, rule: Rule, is_own: bool) -> impl IntoView {
    let on = RwSignal::new(rule.is_active);
    let sentence = rule.sentence();
    let name = if is_own {
        let href = rule_path(ruleset, Some(rule.id));
        view! { <a class="rule__name" href=href>{rule.name.clone()}</a> }.into_any()
    } else {
        view! { <span class="rule__name">{rule.name.clone()}</span> }.into_any()
    };
    let state = if is_own {
        view! { <Toggle what=Switchable::Rule id=rule.id.0 name=format!("The rule {}", rule.name) on=on/> }
            .into_any()
    } else {
        (!rule.is_active)
            .then(|| view! { <Badge tone=Tone::Neutral>"Off"</Badge> })
            .into_any()
    };
    view! {
        <li class=move || if on.get() { "rule" } else { "rule rule--off" }>
            <span class="rule__order num" title="Order: lower numbers are applied first">
                <span class="visually-hidden">"Order "</span>{rule.evaluation_order}
            </span>
            <div class="rule__what">
                {name}
                <p class="rule__sentence">{sentence}</p>
                {rule.description.map(|text| view! { <p class="rule__text">{text}</p> })}
            </div>
            <span class="rule__state">{state}</span>
        </li>
    }
    .into_any()
}

/// What can be done with a group: a rule more, another name, no group.
#[component]
fn GroupForms(
    ruleset: RulesetId,
    group: RuleGroup,
    save: ServerAction<SaveGroup>,
    delete: ServerAction<DeleteGroup>,
) -> impl IntoView {
    let id = group.id.0;
    let name = group.name.clone();
    let (to, of) = (format!(" to {name}"), format!(" {name}"));
    let text = format!(
        "{name} and its {} rule{} will be gone.",
        group.rules.len(),
        if group.rules.len() == 1 { "" } else { "s" }
    );
    view! {
        <div class="rule-group__acts">
            <LinkButton href=new_rule_path(ruleset, group.id) kind=ButtonKind::Quiet>
                "Add rule" <span class="visually-hidden">{to}</span>
            </LinkButton>
            <details class="unfold">
                <summary class="button button--quiet unfold__summary">
                    "Edit group" <span class="visually-hidden">{of}</span>
                </summary>
                <div class="unfold__body">
                    <ActionForm action=save attr:class="group-form" attr:novalidate=true>
                        <input type="hidden" name="ruleset" value=ruleset.0.to_string()/>
                        <input type="hidden" name="group" value=id.to_string()/>
                        <Field
                            id=format!("group-{id}-name") name="name" label="Name" value=name.clone()
                            max_length=NAME_MAX
                        />
                        <SelectField
                            id=format!("group-{id}-category") name="category" label="Part"
                            choices=categories() selected=group.category.name()
                        />
                        <Field
                            id=format!("group-{id}-order") name="display_order" label="Order" numeric=true
                            value=group.display_order.to_string()
                        />
                        <Button submit=true busy=save.pending()>"Save group"</Button>
                    </ActionForm>
                </div>
            </details>
            <Confirm label="Delete group" text=text>
                <ActionForm action=delete>
                    <input type="hidden" name="id" value=id.to_string()/>
                    <Button kind=ButtonKind::Danger submit=true busy=delete.pending()>"Delete for good"</Button>
                </ActionForm>
            </Confirm>
        </div>
    }
    .into_any()
}

/// Makes a group.
#[component]
pub(super) fn NewGroup(ruleset: RulesetId, action: ServerAction<SaveGroup>) -> impl IntoView {
    view! {
        <details class="composer">
            <summary class="composer__summary">
                <Icon name=IconName::Plus/>
                "Add a group"
                <Icon name=IconName::Chevron/>
            </summary>
            <div class="composer__body">
                <ActionForm action=action attr:class="group-form" attr:novalidate=true>
                    <input type="hidden" name="ruleset" value=ruleset.0.to_string()/>
                    <Field id="new-group-name" name="name" label="Name" max_length=NAME_MAX/>
                    <SelectField
                        id="new-group-category" name="category" label="Part"
                        choices=categories() selected=Category::default().name()
                    />
                    <Button submit=true busy=action.pending()>"Add group"</Button>
                </ActionForm>
            </div>
        </details>
    }
    .into_any()
}

fn categories() -> Vec<Choice> {
    Category::ALL
        .map(|it| Choice::new(it.name(), it.label()))
        .to_vec()
}
