use serde_json::json;
use time::OffsetDateTime;

use super::*;
use crate::domain::{
    action::Action,
    condition::When,
    cpu::{Cpu, CpuId},
    gpu::{Gpu, GpuId},
    ruleset::{Category, Rule, RuleGroup, RuleGroupId, RuleId},
    sample::{Sample, SampleListing, baseline, sample},
    scoring::Weights,
};

fn yardstick() -> Yardstick {
    let rules = baseline().unwrap();
    let mut id = 0;
    let groups = rules.groups.iter().map(|group| RuleGroup {
        id: RuleGroupId(1),
        name: group.name.clone(),
        category: Category::Other,
        display_order: 0,
        is_active: true,
        rules: group
            .rules
            .iter()
            .map(|rule| {
                id += 1;
                Rule {
                    id: RuleId(id),
                    name: rule.name.clone(),
                    description: None,
                    evaluation_order: rule.evaluation_order,
                    is_active: true,
                    conditions: When::parse(&rule.conditions, "").unwrap(),
                    actions: Action::parse_list(&rule.actions, "").unwrap(),
                    updated_at: OffsetDateTime::UNIX_EPOCH,
                }
            })
            .collect(),
        updated_at: OffsetDateTime::UNIX_EPOCH,
    });
    let ruleset = Ruleset {
        id: RulesetId(1),
        name: rules.name.clone(),
        description: None,
        is_own: false,
        is_system: true,
        is_active: true,
        priority: 5,
        applies_when: When::default(),
        groups: groups.collect(),
        created_at: OffsetDateTime::UNIX_EPOCH,
        updated_at: OffsetDateTime::UNIX_EPOCH,
    };
    let weights = json!({"cpu_mark_multi": 0.4, "cpu_mark_single": 0.1, "ram_capacity": 0.3, "perf_per_watt": 0.2});
    let profile = Profile {
        id: ProfileId(1),
        name: "Home lab".into(),
        description: None,
        weights: Weights::parse(weights.as_object().unwrap()).unwrap(),
        is_default: true,
        is_own: false,
        is_system: true,
        updated_at: OffsetDateTime::UNIX_EPOCH,
    };
    Yardstick {
        rulesets: vec![ruleset],
        profiles: vec![profile],
        usual: Usual::default(),
    }
}

fn catalogue(sample: &Sample) -> Catalogue {
    let source = || "approximate".to_owned();
    Catalogue {
        cpus: (1..)
            .zip(sample.cpus.clone())
            .map(|(id, spec)| Cpu {
                id: CpuId(id),
                spec,
                source: source(),
                updated_at: OffsetDateTime::UNIX_EPOCH,
            })
            .collect(),
        gpus: (1..)
            .zip(sample.gpus.clone())
            .map(|(id, spec)| Gpu {
                id: GpuId(id),
                spec,
                source: source(),
                updated_at: OffsetDateTime::UNIX_EPOCH,
            })
            .collect(),
    }
}

fn typed(offer: &SampleListing) -> ListingDraft {
    serde_json::from_value(json!({
        "title": offer.title, "price_usd": offer.price_usd.to_string(), "condition": offer.condition.name(),
        "manufacturer": offer.manufacturer, "form_factor": offer.form_factor,
        "cpu": offer.cpu.to_uppercase(), "gpu": offer.gpu, "ram_gb": offer.ram_gb.to_string(),
        "ram_type": offer.ram_type, "primary_storage_gb": offer.primary_storage_gb.to_string(),
        "primary_storage_medium": offer.primary_storage_medium,
        "secondary_storage_gb": offer.secondary_storage_gb.to_string(),
        "secondary_storage_medium": offer.secondary_storage_medium,
        "os_license": offer.os_license, "attrs": offer.attrs,
    }))
    .unwrap()
}

/// What a browser has of it, after it came in a page.
fn through_a_page<T: Serialize + serde::de::DeserializeOwned>(value: &T) -> T {
    serde_json::from_str(&serde_json::to_string(value).unwrap()).unwrap()
}

#[test]
fn a_form_shows_what_the_server_will_come_to() {
    let sample = sample().unwrap();
    let (yardstick, catalogue) = (yardstick(), catalogue(&sample));
    let in_browser = (through_a_page(&yardstick), through_a_page(&catalogue));
    assert_eq!(sample.listings.len(), 28);
    for offer in &sample.listings {
        let draft = typed(offer);
        let shown = in_browser
            .0
            .preview(&draft, &in_browser.1, &RulesetChoice::default());

        // As the server does it: checked details, parts by number, figures not rounded.
        let (cpu, gpu) = (
            catalogue.cpu(&draft).cloned(),
            catalogue.gpu(&draft).cloned(),
        );
        assert!(cpu.is_some(), "{}", offer.cpu);
        let kept = draft.check().unwrap();
        let facts = Facts::of(&kept, cpu, gpu);
        let (valuation, figures) = yardstick.appraise(&facts, &RulesetChoice::default(), None);
        assert_eq!(
            shown,
            Appraisal::new(valuation, &figures),
            "{}",
            offer.title
        );
        assert!(shown.derived.score_composite.is_some());
    }
}

#[test]
fn what_is_half_typed_is_left_out_of_the_preview() {
    let sample = sample().unwrap();
    let (yardstick, catalogue) = (yardstick(), catalogue(&sample));
    let preview = |draft: serde_json::Value| {
        let draft: ListingDraft = serde_json::from_value(draft).unwrap();
        yardstick.preview(&draft, &catalogue, &RulesetChoice::default())
    };
    let bare = preview(json!({"price_usd": "100", "ram_gb": "1x", "cpu": "Intel Cor"}));
    assert_eq!(bare.derived.adjusted_price_usd, "100".parse().ok());
    assert_eq!(bare.derived.usd_per_multi_adj, None);
    assert_eq!(preview(json!({"price_usd": "1o0"})), Appraisal::default());
}

#[test]
fn what_an_offer_chooses_wins_over_what_its_owner_prefers() {
    let usual = Usual {
        ruleset: Some(RulesetId(7)),
        profile: None,
    };
    let own = |fixed| RulesetChoice {
        fixed,
        disabled: vec![RulesetId(3)],
    };
    assert_eq!(usual.choice(&own(None)), own(Some(RulesetId(7))));
    assert_eq!(
        usual.choice(&own(Some(RulesetId(1)))),
        own(Some(RulesetId(1)))
    );
    assert_eq!(Usual::default().choice(&own(None)), own(None));
}

#[test]
fn a_name_wins_over_a_number() {
    let catalogue = catalogue(&sample().unwrap());
    let first = catalogue.cpus[0].spec.name.clone();
    let draft = |json| serde_json::from_value::<ListingDraft>(json).unwrap();
    let by_number = catalogue.cpu(&draft(json!({"cpu_id": 2})));
    assert_eq!(by_number, Some(&catalogue.cpus[1].spec));
    let both = draft(json!({"cpu_id": 2, "cpu": first}));
    assert_eq!(catalogue.cpu(&both), Some(&catalogue.cpus[0].spec));
    assert_eq!(catalogue.cpu(&draft(json!({"cpu_id": 2, "cpu": ""}))), None);
}
