//! Whether a condition holds for an offer.

use super::{Check, Scalar, When};
use crate::domain::facts::{Fact, Facts};

impl When {
    /// Whether it holds for an offer.
    #[must_use]
    pub fn matches(&self, facts: &Facts) -> bool {
        match self {
            Self::All(children) => children.iter().all(|child| child.matches(facts)),
            Self::Any(children) => {
                children.is_empty() || children.iter().any(|child| child.matches(facts))
            }
            Self::Not(child) => !child.matches(facts),
            Self::Is(test) => test.check.holds(&facts.get(&test.field)),
        }
    }
}

impl Check {
    fn holds(&self, fact: &Fact<'_>) -> bool {
        if *fact == Fact::Missing {
            return matches!(self, Self::IsNull);
        }
        match self {
            Self::Equals(scalar) => scalar.equals(fact),
            Self::NotEquals(scalar) => !scalar.equals(fact),
            Self::GreaterThan(limit) => fact.amount().is_some_and(|amount| amount > *limit),
            Self::LessThan(limit) => fact.amount().is_some_and(|amount| amount < *limit),
            Self::AtLeast(limit) => fact.amount().is_some_and(|amount| amount >= *limit),
            Self::AtMost(limit) => fact.amount().is_some_and(|amount| amount <= *limit),
            Self::Between(low, high) => fact
                .amount()
                .is_some_and(|amount| (*low..=*high).contains(&amount)),
            Self::Contains(part) => in_text(fact, part, |text, part| text.contains(part)),
            Self::StartsWith(part) => in_text(fact, part, |text, part| text.starts_with(part)),
            Self::EndsWith(part) => in_text(fact, part, |text, part| text.ends_with(part)),
            Self::In(scalars) => scalars.iter().any(|scalar| scalar.is_exactly(fact)),
            Self::NotIn(scalars) => !scalars.iter().any(|scalar| scalar.is_exactly(fact)),
            Self::IsNull => false,
            Self::IsNotNull => true,
        }
    }
}

impl Scalar {
    /// Whether a fact says the same: texts without regard to case, numbers by their value.
    #[must_use]
    pub fn equals(&self, fact: &Fact<'_>) -> bool {
        let amount = match self {
            Self::Number(number) => Some(*number),
            Self::Text(text) => Fact::Text(text).amount(),
            Self::Flag(_) => None,
        };
        if let (Some(own), Some(other)) = (amount, fact.amount()) {
            return own == other;
        }
        match (self, fact) {
            (Self::Text(own), Fact::Text(other)) => own.to_lowercase() == other.to_lowercase(),
            (Self::Flag(own), Fact::Flag(other)) => own == other,
            _ => false,
        }
    }

    fn is_exactly(&self, fact: &Fact<'_>) -> bool {
        match (self, fact) {
            (Self::Number(own), Fact::Number(other)) => own == other,
            (Self::Text(own), Fact::Text(other)) => own == other,
            (Self::Flag(own), Fact::Flag(other)) => own == other,
            _ => false,
        }
    }
}

fn in_text(fact: &Fact<'_>, part: &str, test: impl Fn(&str, &str) -> bool) -> bool {
    match fact {
        Fact::Text(text) => test(&text.to_lowercase(), &part.to_lowercase()),
        _ => false,
    }
}

#[cfg(test)]
mod tests {
    use serde_json::{Value, json};

    use super::*;
    use crate::domain::{
        condition::{Operands, Operator},
        cpu::CpuSpec,
        listing::Condition,
    };

    fn offer() -> Facts {
        Facts {
            condition: Condition::Refurb,
            status: "active".into(),
            form_factor: Some("Mini_PC".into()),
            ram_gb: 32,
            ram_type: Some("ddr4".into()),
            os_license: Some("Windows 11 Pro".into()),
            cpu: Some(CpuSpec {
                name: "x".into(),
                mark_single: Some(3465),
                ..CpuSpec::default()
            }),
            attrs: serde_json::from_value(
                json!({"usb4": true, "slots": "2", "rack": "U1", "none": null}),
            )
            .unwrap(),
            ..Facts::default()
        }
    }

    fn holds(tree: &Value) -> bool {
        When::parse(tree, "conditions").unwrap().matches(&offer())
    }

    #[test]
    fn each_operator_answers_as_it_reads() {
        for (field, operator, value, expected) in [
            ("form_factor", "equals", json!("mini_pc"), true),
            ("form_factor", "equals", json!("sff"), false),
            ("form_factor", "not_equals", json!("sff"), true),
            ("form_factor", "not_equals", json!("MINI_PC"), false),
            ("ram_gb", "equals", json!("32"), true),
            ("ram_gb", "equals", json!(32.0), true),
            ("attrs.slots", "equals", json!(2), true),
            ("attrs.slots", "equals", json!("2.0"), true),
            ("attrs.usb4", "equals", json!(true), true),
            ("attrs.usb4", "not_equals", json!(true), false),
            ("ram_gb", "greater_than", json!(32), false),
            ("ram_gb", "greater_than", json!(31), true),
            ("ram_gb", "less_than", json!(32), false),
            ("ram_gb", "gte", json!(32), true),
            ("ram_gb", "lte", json!(32), true),
            ("ram_gb", "lte", json!(31), false),
            ("ram_gb", "between", json!([32, 64]), true),
            ("ram_gb", "between", json!([8, 32]), true),
            ("ram_gb", "between", json!([33, 64]), false),
            ("attrs.slots", "greater_than", json!(1), true),
            ("os_license", "contains", json!("11 PRO"), true),
            ("os_license", "starts_with", json!("windows"), true),
            ("os_license", "starts_with", json!("11"), false),
            ("os_license", "ends_with", json!("pro"), true),
            ("form_factor", "in", json!(["sff", "Mini_PC"]), true),
            ("form_factor", "in", json!(["sff", "mini_pc"]), false),
            ("form_factor", "not_in", json!(["sff", "mini_pc"]), true),
            ("form_factor", "not_in", json!(["Mini_PC"]), false),
            ("ram_gb", "in", json!([16, "32"]), true),
            ("os_license", "is_null", json!(null), false),
            ("os_license", "is_not_null", json!(null), true),
        ] {
            let tree = json!({"field": field, "operator": operator, "value": value});
            assert_eq!(holds(&tree), expected, "{tree}");
        }
    }

    #[test]
    fn what_is_missing_answers_no_to_everything_but_whether_it_is_missing() {
        for operator in Operator::ALL {
            let value = match operator.operands() {
                Operands::None => Value::Null,
                Operands::One => json!(1),
                Operands::Two => json!([0, 1]),
                Operands::List => json!(["a"]),
            };
            for field in ["attrs.unheard_of", "attrs.none"] {
                let Ok(when) = When::parse(
                    &json!({"field": field, "operator": operator.name(), "value": value}),
                    "conditions",
                ) else {
                    continue;
                };
                assert_eq!(
                    when.matches(&offer()),
                    operator == Operator::IsNull,
                    "{field} {operator:?}"
                );
            }
        }
        assert!(!holds(
            &json!({"field": "ram_speed_mhz", "operator": "not_equals", "value": 1})
        ));
        assert!(!holds(
            &json!({"field": "gpu.name", "operator": "not_in", "value": ["a"]})
        ));
    }

    #[test]
    fn groups_are_and_or_and_not() {
        let yes = json!({"field": "ram_gb", "operator": "equals", "value": 32});
        let no = json!({"field": "ram_gb", "operator": "equals", "value": 16});
        for (tree, expected) in [
            (json!({}), true),
            (json!([]), true),
            (json!({"all": []}), true),
            (json!({"any": []}), true),
            (json!({"not": {}}), false),
            (json!({"all": [yes, no]}), false),
            (json!({"any": [no, yes]}), true),
            (json!({"any": [no, no]}), false),
            (json!({"not": no}), true),
            (json!([yes, {"not": no}]), true),
            (json!([yes, no]), false),
        ] {
            assert_eq!(holds(&tree), expected, "{tree}");
        }
    }

    #[test]
    fn a_number_is_no_text_and_a_text_no_number() {
        assert!(!holds(
            &json!({"field": "attrs.rack", "operator": "greater_than", "value": 0})
        ));
        assert!(!holds(
            &json!({"field": "attrs.usb4", "operator": "contains", "value": "true"})
        ));
    }
}
