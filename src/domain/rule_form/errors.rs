//! Which row an error is about.

use super::{ConditionRow, RuleForm, RulesetForm};
use crate::domain::listing::FieldError;

impl RuleForm {
    /// Errors of the draft, by the fields of the form that they are about: what is said of
    /// `conditions.all[1].any[0].value` is said of `conditions[2].value`.
    #[must_use]
    pub fn by_row(&self, errors: Vec<FieldError>) -> Vec<FieldError> {
        errors
            .into_iter()
            .map(|error| {
                condition_error(&self.conditions, &self.conditions_json, "conditions", error)
            })
            .map(|error| self.action_error(error))
            .collect()
    }

    fn action_error(&self, error: FieldError) -> FieldError {
        if !self.actions_json.trim().is_empty() && error.field.starts_with("actions") {
            return in_json("actions_json", &error);
        }
        let filled = self.actions.iter().enumerate();
        let filled = filled.filter(|(_, row)| !row.is_blank());
        for (place, (index, _)) in filled.enumerate() {
            let Some(member) = error.field.strip_prefix(&format!("actions[{place}]")) else {
                continue;
            };
            let member = match member.trim_start_matches('.') {
                "field" => "field",
                "type" => "per",
                "condition_multipliers.new" => "new",
                "condition_multipliers.refurb" => "refurb",
                "condition_multipliers.used" => "used",
                "field_multipliers[0].field" => "by_field",
                member if member.starts_with("field_multipliers") => "factors",
                _ => "amount",
            };
            return FieldError::new(format!("actions[{index}].{member}"), error.reason);
        }
        error
    }
}

impl RulesetForm {
    /// As [`RuleForm::by_row`].
    #[must_use]
    pub fn by_row(&self, errors: Vec<FieldError>) -> Vec<FieldError> {
        let of = |error| {
            condition_error(
                &self.conditions,
                &self.conditions_json,
                "applies_when",
                error,
            )
        };
        errors.into_iter().map(of).collect()
    }
}

/// `tree` is what the draft calls the conditions.
fn condition_error(rows: &[ConditionRow], json: &str, tree: &str, error: FieldError) -> FieldError {
    let Some(path) = error.field.strip_prefix(tree) else {
        return error;
    };
    if !json.trim().is_empty() {
        return in_json("conditions_json", &error);
    }
    for (index, node) in nodes(rows) {
        let member = path.strip_prefix(&node);
        if let Some(member) = member.and_then(|member| member.strip_prefix('.')) {
            // `value[2]` is a part of the value.
            let member = member.split(['[', '.']).next().unwrap_or_default();
            let field = format!("conditions[{index}].{member}");
            return FieldError::new(field, error.reason);
        }
    }
    FieldError::new("conditions", error.reason)
}

fn in_json(field: &str, error: &FieldError) -> FieldError {
    FieldError::new(field, format!("says of {}: {}", error.field, error.reason))
}

/// Which node of the tree each row becomes: the mirror of how the tree is made.
fn nodes(rows: &[ConditionRow]) -> Vec<(usize, String)> {
    let mut groups: Vec<Vec<usize>> = Vec::new();
    for (index, row) in rows.iter().enumerate().filter(|(_, row)| !row.is_blank()) {
        match groups.last_mut() {
            Some(group) if row.join == "or" => group.push(index),
            _ => groups.push(vec![index]),
        }
    }
    let alone = groups.len() == 1;
    groups
        .iter()
        .enumerate()
        .flat_map(|(place, group)| {
            let outer = if alone {
                String::new()
            } else {
                format!(".all[{place}]")
            };
            group.iter().enumerate().map(move |(inner, index)| {
                let node = if group.len() == 1 {
                    outer.clone()
                } else {
                    format!("{outer}.any[{inner}]")
                };
                (*index, node)
            })
        })
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::{rule_form::ActionRow, ruleset_draft::RuleDraft};

    fn condition(join: &str, field: &str, operator: &str, value: &str) -> ConditionRow {
        ConditionRow {
            join: join.into(),
            field: field.into(),
            operator: operator.into(),
            value: value.into(),
        }
    }

    fn wrong(form: &RuleForm) -> Vec<String> {
        let draft: RuleDraft = form.clone().draft();
        let errors = form.by_row(draft.check().unwrap_err());
        errors.into_iter().map(|error| error.field).collect()
    }

    #[test]
    fn what_is_wrong_is_told_at_its_row() {
        let mut form = RuleForm {
            name: "Rule".into(),
            conditions: vec![
                condition("and", "ram_gb", "gte", "much"),
                ConditionRow::blank(),
                condition("and", "cpu.tdp_w", "contains", "3"),
                condition("or", "ram_type", "in", "ddr4, ddr9"),
                condition("and", "color", "equals", "red"),
            ],
            actions: vec![
                ActionRow::blank(),
                ActionRow {
                    amount: "lots".into(),
                    ..ActionRow::blank()
                },
                ActionRow {
                    amount: "5".into(),
                    per: "unit".into(),
                    field: "os_license".into(),
                    used: "-1".into(),
                    by_field: "ram_type".into(),
                    factors: "ddr9 = 2".into(),
                    ..ActionRow::blank()
                },
            ],
            ..RuleForm::default()
        };
        assert_eq!(
            wrong(&form),
            [
                "conditions[0].value",
                "conditions[2].operator",
                "conditions[3].value",
                "conditions[4].field",
                "actions[1].amount",
                "actions[2].field",
                "actions[2].used",
                "actions[2].factors",
            ]
        );
        form.conditions.truncate(2);
        form.actions.truncate(1);
        assert_eq!(wrong(&form), ["conditions[0].value", "actions"]);
        form.conditions = vec![
            ConditionRow::blank(),
            condition("and", "ram_gb", "equals", "8"),
            condition("or", "ram_gb", "equals", ""),
        ];
        assert_eq!(wrong(&form), ["conditions[2].value", "actions"]);
    }

    #[test]
    fn what_is_wrong_with_json_is_told_with_its_path() {
        let form = RuleForm {
            name: "Rule".into(),
            conditions_json: r#"{"not": {"field": "ram_gb", "operator": "regex"}}"#.into(),
            actions_json: r#"[{"type": "add"}]"#.into(),
            ..RuleForm::default()
        };
        let errors = form.by_row(form.clone().draft().check().unwrap_err());
        assert_eq!(errors[0].field, "conditions_json");
        assert!(
            errors[0]
                .reason
                .starts_with("says of conditions.not.operator: "),
            "{errors:?}"
        );
        assert_eq!(errors[1].field, "actions_json");
    }
}
