//! Conditions as people read them.

use std::fmt;

use super::{Check, Operands, Scalar, Test, When};
use crate::domain::field::{FLAGS, Field};

impl fmt::Display for When {
    /// "RAM (GB) is more than 0 and (CPU TDP (W) is at most 35 or RAM type is one of DDR4,
    /// DDR5)".
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::All(children) | Self::Any(children) if children.is_empty() => {
                f.write_str("always")
            }
            Self::All(children) => join(f, children, " and "),
            Self::Any(children) => join(f, children, " or "),
            Self::Not(child) => write!(f, "not ({child})"),
            Self::Is(test) => test.fmt(f),
        }
    }
}

fn join(f: &mut fmt::Formatter<'_>, children: &[When], word: &str) -> fmt::Result {
    for (index, child) in children.iter().enumerate() {
        if index > 0 {
            f.write_str(word)?;
        }
        let is_group = matches!(child, When::All(inner) | When::Any(inner) if inner.len() > 1);
        if is_group && children.len() > 1 {
            write!(f, "({child})")?;
        } else {
            write!(f, "{child}")?;
        }
    }
    Ok(())
}

impl fmt::Display for Test {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let label = self.field.label();
        if let (Field::Attr(key), Check::Equals(Scalar::Flag(true))) = (&self.field, &self.check) {
            let is_flag = FLAGS.iter().any(|(flag, _)| *flag == key.as_str());
            return if is_flag {
                write!(f, "it has {label}")
            } else {
                write!(f, "{label} is set")
            };
        }
        let operator = self.check.operator();
        write!(f, "{label} {}", operator.label())?;
        if operator.operands() == Operands::None {
            return Ok(());
        }
        let word = |scalar: &Scalar| self.field.word(&scalar.to_string());
        match &self.check {
            Check::Equals(scalar) | Check::NotEquals(scalar) => write!(f, " {}", word(scalar)),
            Check::GreaterThan(limit)
            | Check::LessThan(limit)
            | Check::AtLeast(limit)
            | Check::AtMost(limit) => write!(f, " {limit}"),
            Check::Between(low, high) => write!(f, " {low} and {high}"),
            Check::Contains(part) | Check::StartsWith(part) | Check::EndsWith(part) => {
                write!(f, " \u{201c}{part}\u{201d}")
            }
            Check::In(scalars) | Check::NotIn(scalars) => {
                let list: Vec<String> = scalars.iter().map(word).collect();
                write!(f, " {}", list.join(", "))
            }
            Check::IsNull | Check::IsNotNull => Ok(()),
        }
    }
}

impl fmt::Display for Scalar {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Number(number) => number.fmt(f),
            Self::Text(text) => f.write_str(text),
            Self::Flag(true) => f.write_str("yes"),
            Self::Flag(false) => f.write_str("no"),
        }
    }
}

#[cfg(test)]
mod tests {
    use serde_json::{Value, json};

    use super::*;

    fn words(tree: &Value) -> String {
        When::parse(tree, "conditions").unwrap().to_string()
    }

    #[test]
    fn a_tree_reads_as_a_sentence() {
        let tree = json!([
            {"field": "cpu.mark_single", "operator": "gte", "value": 3000},
            {"any": [
                {"field": "cpu.tdp_w", "operator": "lte", "value": 35},
                {"field": "form_factor", "operator": "in", "value": ["sff", "tower"]},
                {"field": "ram_type", "operator": "not_in", "value": ["ddr3", "unknown"]},
            ]},
        ]);
        assert_eq!(
            words(&tree),
            "CPU single-core mark is at least 3000 and \
             (CPU TDP (W) is at most 35 or form factor is one of small form factor, tower or \
             RAM type is none of DDR3, not said)"
        );
        assert_eq!(words(&json!({})), "always");
        assert_eq!(
            words(&json!({"field": "attrs.usb4", "operator": "equals", "value": true})),
            "it has USB4 or Thunderbolt"
        );
        assert_eq!(
            words(&json!({"not": {"field": "gpu.gpu_mark", "operator": "is_null"}})),
            "not (GPU mark is not known)"
        );
    }
}
