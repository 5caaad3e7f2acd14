//! Trees as JSON.

use serde::{Serialize, Serializer};
use serde_json::{Map, Value, json};

use crate::domain::{
    condition::{Check, Operands, Operator, Scalar, Test, When},
    number,
};

impl When {
    /// The tree as JSON: always an object.
    #[must_use]
    pub fn to_json(&self) -> Value {
        let list = |children: &[Self]| children.iter().map(Self::to_json).collect::<Vec<_>>();
        match self {
            Self::All(children) if children.is_empty() => json!({}),
            Self::All(children) => json!({"all": list(children)}),
            Self::Any(children) => json!({"any": list(children)}),
            Self::Not(child) => json!({"not": child.to_json()}),
            Self::Is(test) => test.to_json(),
        }
    }
}

impl Test {
    fn to_json(&self) -> Value {
        let mut object = Map::new();
        object.insert("field".into(), self.field.to_string().into());
        object.insert("operator".into(), self.check.operator().name().into());
        if self.check.operator().operands() != Operands::None {
            object.insert("value".into(), self.check.operand());
        }
        Value::Object(object)
    }
}

impl Check {
    /// How it compares.
    #[must_use]
    pub fn operator(&self) -> Operator {
        match self {
            Self::Equals(_) => Operator::Equals,
            Self::NotEquals(_) => Operator::NotEquals,
            Self::GreaterThan(_) => Operator::GreaterThan,
            Self::LessThan(_) => Operator::LessThan,
            Self::AtLeast(_) => Operator::AtLeast,
            Self::AtMost(_) => Operator::AtMost,
            Self::Between(..) => Operator::Between,
            Self::Contains(_) => Operator::Contains,
            Self::StartsWith(_) => Operator::StartsWith,
            Self::EndsWith(_) => Operator::EndsWith,
            Self::In(_) => Operator::In,
            Self::NotIn(_) => Operator::NotIn,
            Self::IsNull => Operator::IsNull,
            Self::IsNotNull => Operator::IsNotNull,
        }
    }

    /// What it compares with, as JSON; null where that is nothing.
    #[must_use]
    pub fn operand(&self) -> Value {
        match self {
            Self::Equals(scalar) | Self::NotEquals(scalar) => scalar.to_json(),
            Self::GreaterThan(limit)
            | Self::LessThan(limit)
            | Self::AtLeast(limit)
            | Self::AtMost(limit) => number::to_json(*limit),
            Self::Between(low, high) => json!([number::to_json(*low), number::to_json(*high)]),
            Self::Contains(part) | Self::StartsWith(part) | Self::EndsWith(part) => {
                part.clone().into()
            }
            Self::In(scalars) | Self::NotIn(scalars) => {
                scalars.iter().map(Scalar::to_json).collect()
            }
            Self::IsNull | Self::IsNotNull => Value::Null,
        }
    }
}

impl Scalar {
    pub(in crate::domain) fn to_json(&self) -> Value {
        match self {
            Self::Number(amount) => number::to_json(*amount),
            Self::Text(text) => text.clone().into(),
            Self::Flag(flag) => (*flag).into(),
        }
    }
}

impl Serialize for When {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        self.to_json().serialize(serializer)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn leaf() -> Value {
        json!({"field": "ram_gb", "operator": "gte", "value": 16})
    }

    #[test]
    fn a_tree_comes_through_json_unchanged() {
        for tree in [
            json!({}),
            leaf(),
            json!({"all": [leaf(), {"any": [leaf(), {"not": leaf()}]}]}),
            json!({"field": "price_usd", "operator": "between", "value": [99.95, 250]}),
            json!({"field": "ram_type", "operator": "not_in", "value": ["ddr3", "unknown"]}),
            json!({"field": "attrs.usb4", "operator": "equals", "value": true}),
            json!({"field": "gpu.gpu_mark", "operator": "is_not_null"}),
        ] {
            let when = When::parse(&tree, "conditions").unwrap();
            assert_eq!(serde_json::to_value(&when).unwrap(), tree);
            assert_eq!(serde_json::from_value::<When>(tree).unwrap(), when);
        }
        let list = When::parse(&json!([leaf(), leaf()]), "conditions").unwrap();
        assert_eq!(list.to_json(), json!({"all": [leaf(), leaf()]}));
    }
}
