//! RAM, a drive, a hard disk and Windows, at so many dollars each, less for what is not new.

use super::*;
use crate::domain::listing::Condition;

fn rules() -> Ruleset {
    let by_condition = json!({"new": 1, "refurb": 0.75, "used": 0.6});
    ruleset(
        1,
        5,
        vec![
            rule(
                1,
                "RAM",
                &json!({}),
                &json!([{"type": "per_unit", "field": "ram_gb", "value_usd": -4,
                         "condition_multipliers": {"new": 1, "refurb": 0.8, "used": 0.6}}]),
            ),
            rule(
                2,
                "SSD",
                &json!({}),
                &json!([{"type": "per_unit", "field": "primary_storage_gb",
                         "value_usd": "-0.08", "condition_multipliers": by_condition}]),
            ),
            rule(
                3,
                "HDD",
                &json!({"field": "secondary_storage_medium", "operator": "equals",
                        "value": "hdd"}),
                // 15 dollars a TB.
                &json!([{"type": "per_unit", "field": "secondary_storage_gb",
                         "value_usd": "-0.0146484375", "condition_multipliers": by_condition}]),
            ),
            rule(
                4,
                "Windows",
                &json!({"field": "os_license", "operator": "contains", "value": "windows"}),
                &json!([{"type": "add", "value_usd": -35,
                         "condition_multipliers": by_condition}]),
            ),
        ],
    )
}

fn offer(condition: Condition, price: &str) -> Facts {
    Facts {
        price_usd: Some(usd(price)),
        condition,
        ram_gb: 32,
        primary_storage_gb: 512,
        primary_storage_medium: Some("nvme".into()),
        secondary_storage_gb: 1000,
        secondary_storage_medium: Some("hdd".into()),
        os_license: Some("Windows 11 Pro".into()),
        ..Facts::default()
    }
}

#[test]
fn each_line_is_rounded_to_cents_and_the_lines_are_the_total() {
    for (condition, expected, total, adjusted) in [
        (
            Condition::New,
            ["-128.00", "-40.96", "-14.65", "-35.00"],
            "-218.61",
            "101.39",
        ),
        (
            Condition::Refurb,
            ["-102.40", "-30.72", "-10.99", "-26.25"],
            "-170.36",
            "149.64",
        ),
        (
            Condition::Used,
            ["-76.80", "-24.58", "-8.79", "-21.00"],
            "-131.17",
            "188.83",
        ),
    ] {
        let valuation = all(&offer(condition, "320"), &[rules()]);
        let deltas: Vec<String> = valuation
            .lines
            .iter()
            .map(|line| line.delta.to_string())
            .collect();
        assert_eq!(deltas, expected);
        assert_eq!(valuation.total.to_string(), total);
        assert_eq!(valuation.adjusted, usd(adjusted));
    }
}

/// D7: a price below zero has been shown before.
#[test]
fn more_deductions_than_price_leave_nothing_and_the_true_sum() {
    let valuation = all(&offer(Condition::New, "90"), &[rules()]);
    assert_eq!(valuation.adjusted, usd("0"));
    assert_eq!(valuation.total.to_string(), "-218.61");
}
