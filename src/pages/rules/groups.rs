use leptos::{form::ActionForm, prelude::*, task::spawn_local};
use time::OffsetDateTime;

use super::{
    actions::{DeleteGroup, SaveGroup, Switchable, get_ruleset, written},
    new_rule_path, rule_path,
    saving::{GroupFields, Saving},
    toggle::Toggle,
};
use crate::{
    components::{
        Badge, Button, ButtonKind, Confirm, EmptyState, Field, Icon, IconName, LinkButton, Tone,
    },
    domain::ruleset::{Category, Rule, RuleGroup, RuleGroupId, Ruleset, RulesetId},
    pages::told::error,
    serverfn::typed,
};

/// The groups of a ruleset, each with its rules.
#[component]
pub(super) fn Groups(
    ruleset: Ruleset,
    /// Whether there may be a rule more.
    can_grow: bool,
    save: Saving,
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
            view! {
                <Group
                    ruleset=id group=group is_own=is_own can_grow=can_grow save=save delete=delete
                />
            }
        })
        .collect_view()
        .into_any()
}

#[component]
fn Group(
    ruleset: RulesetId,
    group: RuleGroup,
    is_own: bool,
    can_grow: bool,
    save: Saving,
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
    let part = Some(group.category.label()).filter(|part| group.name != *part);
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
        view! {
            <GroupForms
                ruleset=ruleset group=group.clone() on=on can_grow=can_grow save=save delete=delete
            />
        }
    });
    view! {
        <section
            class=move || if on.get() { "rule-group" } else { "rule-group rule-group--off" }
            aria-labelledby=title_id
        >
            <header class="rule-group__head">
                <h2 id=title_id.clone()>{group.name.clone()}</h2>
                {part.map(|part| view! { <Badge>{part}</Badge> })}
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
    /// Whether its rules count, by the switch beside the forms.
    on: RwSignal<bool>,
    can_grow: bool,
    save: Saving,
    delete: ServerAction<DeleteGroup>,
) -> impl IntoView {
    let id = group.id.0;
    let came_back = typed::<SaveGroup>("group").is_some_and(|group| group == id.to_string());
    let kept = move |field: &str| came_back.then(|| typed::<SaveGroup>(field)).flatten();
    let (seen, first_seen) = (seen(ruleset, &group, on), kept("seen"));
    let seen = move || {
        first_seen
            .clone()
            .or_else(|| written(seen.get()))
            .unwrap_or_default()
    };
    let name = group.name.clone();
    let typed_name = kept("name").unwrap_or_else(|| name.clone());
    let category = kept("category").unwrap_or_else(|| group.category.name().to_owned());
    let errors = save.errors(Some(group.id));
    let (to, of) = (format!(" to {name}"), format!(" {name}"));
    let text = format!(
        "{name} and its {} rule{} will be gone.",
        group.rules.len(),
        if group.rules.len() == 1 { "" } else { "s" }
    );
    let add = can_grow.then(|| {
        view! {
            <LinkButton href=new_rule_path(ruleset, group.id) kind=ButtonKind::Quiet>
                "Add rule" <span class="visually-hidden">{to}</span>
            </LinkButton>
        }
    });
    view! {
        <div class="rule-group__acts">
            {add}
            <details class="unfold" open=came_back>
                <summary class="button button--quiet unfold__summary">
                    "Edit group" <span class="visually-hidden">{of}</span>
                </summary>
                <div class="unfold__body">
                    <ActionForm action=save.action attr:class="group-form" attr:novalidate=true>
                        <input type="hidden" name="ruleset" value=ruleset.0.to_string()/>
                        <input type="hidden" name="group" value=id.to_string()/>
                        <input type="hidden" name="seen" value=untrack(seen.clone()) prop:value=seen/>
                        <GroupFields
                            id=format!("group-{id}") name=typed_name category=category errors=errors
                        />
                        <Field
                            id=format!("group-{id}-order") name="display_order" label="Order" numeric=true
                            value=kept("display_order").unwrap_or_else(|| group.display_order.to_string())
                            error=error(errors, "display_order", "The order")
                        />
                        <Button submit=true busy=save.action.pending()>"Save group"</Button>
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

/// When the group was last changed, as far as its form knows. The switch beside the form changes the
/// group too: that is no reason to refuse the form, unless what stands in it was changed elsewhere.
fn seen(ruleset: RulesetId, group: &RuleGroup, on: RwSignal<bool>) -> RwSignal<OffsetDateTime> {
    let seen = RwSignal::new(group.updated_at);
    let read = StoredValue::new(in_form(group));
    Effect::new(move |before: Option<bool>| {
        let now = on.get();
        if before.is_some_and(|before| before != now) {
            let read = read.get_value();
            spawn_local(async move {
                let Ok(found) = get_ruleset(ruleset).await else {
                    return;
                };
                let mut groups = found.ruleset.groups.iter();
                if let Some(there) = groups.find(|it| in_form(it) == read) {
                    // Nobody is told when the page was left meanwhile.
                    let _ = seen.try_update(|seen| *seen = there.updated_at.max(*seen));
                }
            });
        }
        now
    });
    seen
}

/// Which group it is, and what its form changes of it.
fn in_form(group: &RuleGroup) -> (RuleGroupId, String, Category, i32) {
    (
        group.id,
        group.name.clone(),
        group.category,
        group.display_order,
    )
}

/// Makes a group.
#[component]
pub(super) fn NewGroup(ruleset: RulesetId, save: Saving) -> impl IntoView {
    let came_back = typed::<SaveGroup>("group").is_none();
    let kept = move |field: &str| came_back.then(|| typed::<SaveGroup>(field)).flatten();
    let name = kept("name");
    let open = name.is_some();
    let category = kept("category").unwrap_or_else(|| Category::default().name().to_owned());
    let errors = save.errors(None);
    view! {
        <details class="composer" open=open>
            <summary class="composer__summary">
                <Icon name=IconName::Plus/>
                "Add a group"
                <Icon name=IconName::Chevron/>
            </summary>
            <div class="composer__body">
                <ActionForm action=save.action attr:class="group-form" attr:novalidate=true>
                    <input type="hidden" name="ruleset" value=ruleset.0.to_string()/>
                    <GroupFields
                        id="new-group" name=name.unwrap_or_default() category=category errors=errors
                    />
                    <Button submit=true busy=save.action.pending()>"Add group"</Button>
                </ActionForm>
            </div>
        </details>
    }
    .into_any()
}
