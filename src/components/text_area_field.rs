use leptos::{html::Textarea, prelude::*};

use super::{
    escaped::escaped,
    field_frame::{FieldFrame, described_by, invalid},
};

/// A field of several lines.
#[component]
pub fn TextAreaField(
    /// Unique on the page; the label, hint and error hang on it.
    #[prop(into)]
    id: String,
    /// The form's name for it; the id, unless given.
    #[prop(optional, into)]
    name: Option<String>,
    /// What goes into it.
    #[prop(into)]
    label: String,
    /// What stands in it at first: on a failed submit, what was typed.
    #[prop(optional, into)]
    value: String,
    /// What is wrong, as a sentence.
    #[prop(optional, into)]
    error: MaybeProp<String>,
    /// What helps to fill it in.
    #[prop(optional, into)]
    hint: Option<String>,
    /// May be left empty; says so.
    #[prop(optional)]
    optional: bool,
    /// Lines that show at first.
    #[prop(default = 2)]
    rows: u8,
    /// Most characters that it takes.
    #[prop(optional)]
    max_length: Option<usize>,
    /// Where the element is to be had.
    #[prop(optional)]
    node_ref: NodeRef<Textarea>,
) -> impl IntoView {
    let name = name.unwrap_or_else(|| id.clone());
    let described_by = described_by(&id, error, hint.is_some());
    let invalid = invalid(error);
    view! {
        <FieldFrame id=id.clone() label=label hint=hint error=error optional=optional>
            <textarea
                class="input"
                id=id
                name=name
                node_ref=node_ref
                rows=rows.to_string()
                required=!optional
                maxlength=max_length.map(|max| max.to_string())
                aria-invalid=move || invalid.get()
                aria-describedby=move || described_by.get()
                inner_html=escaped(&value)
            ></textarea>
        </FieldFrame>
    }
    .into_any()
}

#[cfg(all(test, feature = "ssr"))]
mod tests {
    use super::*;

    #[test]
    fn what_is_typed_is_text_and_never_markup() {
        Owner::new().with(|| {
            let field = view! {
                <TextAreaField id="notes" label="Notes" value="</textarea><b>&amp;</b>"/>
            };
            let html = field.to_html();
            assert!(
                html.contains("&lt;/textarea&gt;&lt;b&gt;&amp;amp;&lt;/b&gt;</textarea>"),
                "{html}"
            );
            assert!(!html.contains("<b>"), "{html}");
        });
    }
}
