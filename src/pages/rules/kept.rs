//! What was typed, kept in an address or read from the page.

use leptos::web_sys::{FormData, HtmlFormElement};
use leptos_router::params::ParamsMap;
use serde::Serialize;

use crate::domain::{
    address::href,
    form_fields,
    rule_form::{PREFIX, RowEdit, RuleForm, RulesetForm},
};

/// Says that an address holds a form.
pub(super) const KEPT: &str = "kept";
/// Says which row a form is to have more or less.
pub(super) const EDIT: &str = "edit";

/// The page at `path` with a form as it was left, and what else the address says.
#[cfg_attr(
    not(feature = "ssr"),
    expect(dead_code, reason = "only the server leads back")
)]
pub(super) fn address<T: Serialize>(path: &str, others: &[(&str, &str)], form: &T) -> String {
    let typed = form_fields::write(PREFIX, form);
    let typed = typed
        .iter()
        .map(|(name, text)| (name.as_str(), text.as_str()));
    let fields: Vec<(&str, &str)> = others
        .iter()
        .copied()
        .chain([(KEPT, "1")])
        .chain(typed)
        .collect();
    href(path, &fields)
}

/// The rule that an address holds, with a row more or less if it says so.
pub(super) fn rule(query: &ParamsMap) -> Option<RuleForm> {
    query.get(KEPT)?;
    let form = RuleForm::from_fields(|name| query.get(name));
    Some(match edit(query) {
        Some(edit) => form.edited(edit),
        None => form,
    })
}

/// As [`rule`], of a ruleset.
pub(super) fn ruleset(query: &ParamsMap) -> Option<RulesetForm> {
    query.get(KEPT)?;
    let form = RulesetForm::from_fields(|name| query.get(name));
    Some(match edit(query) {
        Some(edit) => form.edited(edit),
        None => form,
    })
}

fn edit(query: &ParamsMap) -> Option<RowEdit> {
    RowEdit::from_name(&query.get(EDIT)?)
}

/// What stands in the fields of a form on the page.
pub(super) fn typed(form: &HtmlFormElement) -> Option<RuleForm> {
    let data = FormData::new_with_form(form).ok()?;
    Some(RuleForm::from_fields(|name| data.get(name).as_string()))
}
