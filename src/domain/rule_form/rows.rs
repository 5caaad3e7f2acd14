//! Rows: which there are, and how they come and go.

use serde::{Deserialize, Serialize};

use super::{ActionRow, ConditionRow, RuleForm, RulesetForm, read::is_on};
use crate::domain::form_fields::{self, ROWS_MAX};

/// What fields of these forms are named below.
pub const PREFIX: &str = "form";

/// A row more or less, as a button without a script asks for it: `add-condition`,
/// `remove-action-2`.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum RowEdit {
    /// One more condition.
    AddCondition,
    /// One more action.
    AddAction,
    /// Without this condition.
    RemoveCondition(usize),
    /// Without this action.
    RemoveAction(usize),
}

impl RowEdit {
    /// What its button sends.
    #[must_use]
    pub fn name(self) -> String {
        match self {
            Self::AddCondition => "add-condition".to_owned(),
            Self::AddAction => "add-action".to_owned(),
            Self::RemoveCondition(index) => format!("remove-condition-{index}"),
            Self::RemoveAction(index) => format!("remove-action-{index}"),
        }
    }

    /// The edit that a button of that name asks for.
    #[must_use]
    pub fn from_name(name: &str) -> Option<Self> {
        match name {
            "add-condition" => Some(Self::AddCondition),
            "add-action" => Some(Self::AddAction),
            _ => {
                let (kind, index) = name.strip_prefix("remove-")?.split_once('-')?;
                let index = index.parse().ok()?;
                match kind {
                    "condition" => Some(Self::RemoveCondition(index)),
                    "action" => Some(Self::RemoveAction(index)),
                    _ => None,
                }
            }
        }
    }
}

impl ConditionRow {
    /// A row to be filled in.
    #[must_use]
    pub fn blank() -> Self {
        Self {
            join: "and".to_owned(),
            operator: "equals".to_owned(),
            ..Self::default()
        }
    }
}

impl ActionRow {
    /// A row to be filled in.
    #[must_use]
    pub fn blank() -> Self {
        Self {
            sign: "deduct".to_owned(),
            per: super::Per::Once.name().to_owned(),
            ..Self::default()
        }
    }
}

impl RuleForm {
    /// A form to be filled in.
    #[must_use]
    pub fn blank() -> Self {
        Self {
            evaluation_order: "100".to_owned(),
            is_active: "true".to_owned(),
            conditions: vec![ConditionRow::blank()],
            actions: vec![ActionRow::blank()],
            ..Self::default()
        }
    }

    /// Whether the rule is to count.
    #[must_use]
    pub fn is_on(&self) -> bool {
        is_on(&self.is_active)
    }

    /// Reads the fields of a form, as a browser or an address knows them.
    #[must_use]
    pub fn from_fields(get: impl Fn(&str) -> Option<String>) -> Self {
        let conditions = form_fields::rows("form[conditions]", "join", &get);
        let actions = form_fields::rows("form[actions]", "sign", &get);
        let empty = Self {
            conditions: vec![ConditionRow::default(); conditions],
            actions: vec![ActionRow::default(); actions],
            ..Self::default()
        };
        form_fields::fill(PREFIX, empty, &get)
    }

    /// With a row more or less.
    #[must_use]
    pub fn edited(mut self, edit: RowEdit) -> Self {
        match edit {
            RowEdit::AddAction => add(&mut self.actions, ActionRow::blank()),
            RowEdit::RemoveAction(index) => remove(&mut self.actions, index),
            RowEdit::AddCondition | RowEdit::RemoveCondition(_) => {
                edit_conditions(&mut self.conditions, edit);
            }
        }
        self
    }
}

impl RulesetForm {
    /// A form to be filled in.
    #[must_use]
    pub fn blank() -> Self {
        Self {
            priority: "10".to_owned(),
            is_active: "true".to_owned(),
            ..Self::default()
        }
    }

    /// Whether the ruleset is to count.
    #[must_use]
    pub fn is_on(&self) -> bool {
        is_on(&self.is_active)
    }

    /// As [`RuleForm::from_fields`].
    #[must_use]
    pub fn from_fields(get: impl Fn(&str) -> Option<String>) -> Self {
        let conditions = form_fields::rows("form[conditions]", "join", &get);
        let empty = Self {
            conditions: vec![ConditionRow::default(); conditions],
            ..Self::default()
        };
        form_fields::fill(PREFIX, empty, &get)
    }

    /// With a row more or less.
    #[must_use]
    pub fn edited(mut self, edit: RowEdit) -> Self {
        edit_conditions(&mut self.conditions, edit);
        self
    }
}

fn edit_conditions(rows: &mut Vec<ConditionRow>, edit: RowEdit) {
    match edit {
        RowEdit::AddCondition => add(rows, ConditionRow::blank()),
        RowEdit::RemoveCondition(index) => remove(rows, index),
        RowEdit::AddAction | RowEdit::RemoveAction(_) => {}
    }
}

fn add<T>(rows: &mut Vec<T>, row: T) {
    if rows.len() < ROWS_MAX {
        rows.push(row);
    }
}

fn remove<T>(rows: &mut Vec<T>, index: usize) {
    if index < rows.len() {
        rows.remove(index);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_form_comes_back_from_an_address_row_by_row() {
        let form = RuleForm {
            name: "Rule & more".into(),
            ..RuleForm::blank()
        }
        .edited(RowEdit::AddCondition)
        .edited(RowEdit::AddAction);
        assert_eq!((form.conditions.len(), form.actions.len()), (2, 2));
        let fields = form_fields::write(PREFIX, &form);
        let get = |name: &str| {
            let field = fields.iter().find(|(own, _)| own == name)?;
            Some(field.1.clone())
        };
        assert_eq!(RuleForm::from_fields(get), form);
    }

    #[test]
    fn buttons_say_which_row_they_add_or_take_away() {
        for edit in [
            RowEdit::AddCondition,
            RowEdit::AddAction,
            RowEdit::RemoveCondition(3),
            RowEdit::RemoveAction(0),
        ] {
            assert_eq!(RowEdit::from_name(&edit.name()), Some(edit));
        }
        for name in ["", "remove-rule-1", "remove-action-x", "add"] {
            assert_eq!(RowEdit::from_name(name), None);
        }
        let form = RuleForm::blank().edited(RowEdit::RemoveAction(7));
        assert_eq!(form, RuleForm::blank(), "a row that is not there");
    }
}
