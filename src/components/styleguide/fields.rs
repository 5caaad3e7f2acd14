//! Fields of forms.

use leptos::prelude::*;

use super::Section;
use crate::components::{
    CheckField, Choice, Combobox, CopyField, Field, FieldGroup, SelectField, SliderField,
    Suggestion, TextAreaField,
};

/// Every kind of field.
#[component]
pub(super) fn Fields() -> impl IntoView {
    let themes = ["System", "Light", "Dark"].map(|name| Choice::new(name, name));
    view! {
        <Section title="Fields">
            <div class="stack styleguide__form">
                <Field id="sg-plain" label="Title" value="Beelink SER5"/>
                <Field id="sg-hint" label="Seller" optional=true hint="As the marketplace shows it."/>
                <Field id="sg-unit" label="Budget" value="400.00" numeric=true unit="USD"/>
                <Field id="sg-error" label="Price" value="a lot" numeric=true unit="USD" error="The price must be a number."/>
                <SelectField id="sg-select" label="Theme" choices=themes.to_vec() selected="System"/>
                <TextAreaField id="sg-area" label="Notes" value="Quiet?"/>
                <FieldGroup legend="Tell me when">
                    <CheckField id="sg-on" label="an offer became cheaper" checked=true/>
                    <CheckField id="sg-off" label="somebody shows me an offer" checked=false hint="Also by their address."/>
                </FieldGroup>
                <Processor/>
                <Weights/>
                <CopyField id="sg-copy" label="Link" text="https://deals.example.com/deals/7/Qm7rT2vXkP"/>
            </div>
            <p class="muted measure">
                "Only a script brings a combobox its own list, a text to copy its button, and a slider and its figure together. "
                "A file whose text goes into a field ("<code>"TextFileField"</code>") shows where a script runs, so not on this page: without one, the text is pasted."
            </p>
        </Section>
    }
    .into_any()
}

/// A field that suggests, here by the browser's own list.
#[component]
fn Processor() -> impl IntoView {
    let known = [
        ("Intel Core i5-8500T", "7700 marks, 6 cores"),
        ("AMD Ryzen 7 5800H", "20700 marks, 8 cores"),
        ("Apple M2", "15600 marks, 8 cores"),
    ]
    .map(|(value, detail)| Suggestion {
        value: value.to_owned(),
        detail: detail.to_owned(),
    });
    view! {
        <Combobox
            id="sg-combobox" name="cpu" label="CPU" hint="Begin with its number, for example 8500T."
            suggestions=Signal::stored(known.to_vec())
            on_type=Callback::new(|_: String| ()) on_pick=Callback::new(|()| ())
        />
    }
    .into_any()
}

/// Numbers from 0 to 1.
#[component]
fn Weights() -> impl IntoView {
    let right = MaybeProp::<String>::default();
    view! {
        <SliderField
            id="sg-weight" name="cpu_mark_multi" label="Multi-core mark" hint="Full marks at 30,000 points."
            value=RwSignal::new("0.4".to_owned()) error=right
        />
        <SliderField
            id="sg-weight-wrong" name="ram_capacity" label="Memory" hint="Full marks at 64 GB."
            value=RwSignal::new("1.5".to_owned()) error="The weight must be a number from 0 to 1."
        />
    }
    .into_any()
}
