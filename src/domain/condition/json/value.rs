//! What questions compare with, as JSON says it.

use rust_decimal::Decimal;
use serde_json::Value;

use crate::domain::{
    condition::{Check, Operator, Scalar},
    field::Kind,
    number,
};

/// How many values a list may hold.
pub const LIST_MAX: usize = 50;
/// Longest text to compare with, in characters.
pub const TEXT_MAX: usize = 255;
/// Largest number to compare with; with its four decimals it stays exact in JSON.
const NUMBER_MAX: Decimal = Decimal::from_parts(1_000_000_000, 0, 0, false, 0);
const DECIMALS_MAX: u32 = 4;

/// What a question compares with.
pub(super) fn check(operator: Operator, kind: Kind, value: &Value) -> Result<Check, String> {
    Ok(match operator {
        Operator::IsNull | Operator::IsNotNull if !value.is_null() => {
            return Err("must be left out".into());
        }
        Operator::IsNull => Check::IsNull,
        Operator::IsNotNull => Check::IsNotNull,
        Operator::Equals => Check::Equals(scalar(kind, value)?),
        Operator::NotEquals => Check::NotEquals(scalar(kind, value)?),
        Operator::GreaterThan => Check::GreaterThan(amount(value)?),
        Operator::LessThan => Check::LessThan(amount(value)?),
        Operator::AtLeast => Check::AtLeast(amount(value)?),
        Operator::AtMost => Check::AtMost(amount(value)?),
        Operator::Between => match value.as_array().map(Vec::as_slice) {
            Some([low, high]) => {
                let (low, high) = (amount(low)?, amount(high)?);
                if low > high {
                    return Err("must have the lower number first".into());
                }
                Check::Between(low, high)
            }
            _ => return Err("must be two numbers".into()),
        },
        Operator::Contains => Check::Contains(words(value)?),
        Operator::StartsWith => Check::StartsWith(words(value)?),
        Operator::EndsWith => Check::EndsWith(words(value)?),
        Operator::In => Check::In(list(kind, value)?),
        Operator::NotIn => Check::NotIn(list(kind, value)?),
    })
}

fn list(kind: Kind, value: &Value) -> Result<Vec<Scalar>, String> {
    match value.as_array() {
        Some(values) if (1..=LIST_MAX).contains(&values.len()) => {
            values.iter().map(|value| scalar(kind, value)).collect()
        }
        _ => Err(format!("must be a list of 1 to {LIST_MAX} values")),
    }
}

pub(in crate::domain) fn scalar(kind: Kind, value: &Value) -> Result<Scalar, String> {
    match (kind, value) {
        (Kind::Number, _) => amount(value).map(Scalar::Number),
        (Kind::Choice(choices), _) => match value.as_str() {
            Some(word) if choices.contains(&word) => Ok(Scalar::Text(word.to_owned())),
            _ => Err(format!("must be one of {}", choices.join(", "))),
        },
        (Kind::Any, Value::Bool(flag)) => Ok(Scalar::Flag(*flag)),
        (Kind::Any | Kind::Text, Value::Number(_)) => amount(value).map(Scalar::Number),
        (Kind::Any | Kind::Text, _) => words(value).map(Scalar::Text),
    }
}

fn words(value: &Value) -> Result<String, String> {
    match value {
        Value::String(text) if text.trim().is_empty() => Err("must not be empty".into()),
        Value::String(text) if text.contains('\0') => {
            Err("must not contain a NUL character".into())
        }
        Value::String(text) if text.chars().count() > TEXT_MAX => {
            Err(format!("must be at most {TEXT_MAX} characters"))
        }
        Value::String(text) => Ok(text.clone()),
        _ => Err("must be a text".into()),
    }
}

fn amount(value: &Value) -> Result<Decimal, String> {
    let amount = match value {
        Value::Number(amount) => number::from_json(amount),
        Value::String(text) => number::parse(text),
        _ => None,
    };
    let amount = amount
        .map(|amount| amount.normalize())
        .ok_or("must be a number")?;
    if amount.abs() > NUMBER_MAX {
        Err("must not be beyond 1,000,000,000".into())
    } else if amount.scale() > DECIMALS_MAX {
        Err(format!("must have at most {DECIMALS_MAX} decimals"))
    } else {
        Ok(amount)
    }
}
