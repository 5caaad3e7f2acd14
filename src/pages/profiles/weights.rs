//! Weights as a form holds them: texts by metric.

use leptos::prelude::*;
use leptos_router::params::ParamsMap;
use serde_json::{Map, Value};

#[cfg(feature = "ssr")]
use crate::domain::profile::{ProfileDraft, ProfileId};
use crate::{
    components::SliderField,
    domain::{
        listing::FieldError,
        number,
        scoring::{Metric, Weights},
    },
};

/// The texts of all weights.
#[derive(Clone, Copy)]
pub(super) struct Typed([(Metric, RwSignal<String>); Metric::ALL.len()]);

impl Typed {
    /// As the address holds them, otherwise as the profile does.
    pub(super) fn new(query: &ParamsMap, weights: &Weights) -> Self {
        Self(Metric::ALL.map(|metric| {
            let own = || weights.of(metric).normalize().to_string();
            (
                metric,
                RwSignal::new(query.get(&name(metric)).unwrap_or_else(own)),
            )
        }))
    }

    /// What was typed, as drafts take it.
    pub(super) fn map(self) -> Map<String, Value> {
        let texts = self.0.into_iter();
        texts
            .map(|(metric, text)| (metric.name().to_owned(), text.get().into()))
            .collect()
    }

    /// The sum of what is a number.
    pub(super) fn sum(self) -> String {
        let numbers = self
            .0
            .iter()
            .filter_map(|(_, text)| text.with(|text| number::parse(text)));
        numbers
            .sum::<rust_decimal::Decimal>()
            .normalize()
            .to_string()
    }
}

fn name(metric: Metric) -> String {
    format!("profile[weights][{}]", metric.name())
}

/// The weights that an address holds, if it does.
pub(super) fn of_address(query: &ParamsMap) -> Option<Map<String, Value>> {
    let texts = Metric::ALL
        .into_iter()
        .filter_map(|metric| Some((metric.name().to_owned(), query.get(&name(metric))?.into())));
    let weights: Map<String, Value> = texts.collect();
    (!weights.is_empty()).then_some(weights)
}

/// The page of a profile with its form as it was left.
#[cfg(feature = "ssr")]
pub(super) fn address(id: ProfileId, draft: &ProfileDraft) -> String {
    let text = |text: &Option<String>| text.clone().unwrap_or_default();
    let mut fields = vec![
        ("profile[name]".to_owned(), text(&draft.name)),
        ("profile[description]".to_owned(), text(&draft.description)),
    ];
    let weights = draft.weights.iter().flatten();
    fields.extend(weights.map(|(metric, weight)| {
        let weight = weight.as_str().unwrap_or_default().to_owned();
        (format!("profile[weights][{metric}]"), weight)
    }));
    let fields: Vec<(&str, &str)> = fields
        .iter()
        .map(|(name, text)| (name.as_str(), text.as_str()))
        .collect();
    crate::domain::address::href(&super::profile_path(id), &fields)
}

/// A slider and a figure for each metric, with what counts as full marks.
#[component]
pub(super) fn Sliders(typed: Typed, errors: Signal<Vec<FieldError>>) -> impl IntoView {
    typed
        .0
        .into_iter()
        .map(|(metric, value)| {
            let path = format!("weights.{}", metric.name());
            let error = MaybeProp::derive(move || {
                errors.with(|errors| {
                    let error = errors.iter().find(|error| error.field == path)?;
                    Some(format!("The weight {}.", error.reason))
                })
            });
            let hint = format!(
                "Full marks at {} {}.",
                crate::components::grouped(&metric.reference().to_string()),
                metric.unit()
            );
            view! {
                <SliderField
                    id=metric.name() name=name(metric) label=metric.label() hint=hint value=value error=error
                />
            }
        })
        .collect_view()
        .into_any()
}
