//! Reading figures within their bounds.

use rust_decimal::Decimal;
use serde_json::Value;

use crate::domain::number;

/// Largest amount in dollars, of either sign.
const USD_MAX: Decimal = Decimal::from_parts(1_000_000, 0, 0, false, 0);
/// Enough for "15 dollars a TB" as an amount a GB.
const USD_DECIMALS: u32 = 10;
/// Largest factor.
const FACTOR_MAX: Decimal = Decimal::ONE_HUNDRED;
/// Largest percentage.
const PERCENT_MAX: Decimal = Decimal::ONE_THOUSAND;
const FACTOR_DECIMALS: u32 = 4;

pub(super) fn usd(value: &Value) -> Result<Decimal, String> {
    bounded(value, -USD_MAX, USD_MAX, USD_DECIMALS)
}

pub(super) fn percent(value: &Value) -> Result<Decimal, String> {
    bounded(value, Decimal::ZERO, PERCENT_MAX, FACTOR_DECIMALS)
}

pub(super) fn factor(value: &Value) -> Result<Decimal, String> {
    bounded(value, Decimal::ZERO, FACTOR_MAX, FACTOR_DECIMALS)
}

fn bounded(value: &Value, low: Decimal, high: Decimal, decimals: u32) -> Result<Decimal, String> {
    let amount = match value {
        Value::Number(amount) => number::from_json(amount),
        Value::String(text) => number::parse(text),
        _ => None,
    };
    match amount.map(|amount| amount.normalize()) {
        None => Err("must be a number".into()),
        Some(amount) if amount < low || amount > high => {
            Err(format!("must be between {low} and {high}"))
        }
        Some(amount) if amount.scale() > decimals => {
            Err(format!("must have at most {decimals} decimals"))
        }
        Some(amount) => Ok(amount),
    }
}
