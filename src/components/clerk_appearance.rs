use serde_json::{Value, json};

/// Clerk's `appearance` option: shapes as our own controls have them, and provider marks from
/// our own files instead of Clerk's image host. The colours are custom properties that Clerk's
/// components read, in `style/parts/_clerk.scss`. Found out with @clerk/ui 1.36.
#[must_use]
pub fn clerk_appearance() -> Value {
    json!({
        "options": {
            "socialButtonsVariant": "blockButton",
            "socialButtonsPlacement": "top",
            "logoPlacement": "none",
            // People are greeted by their name, so the sign-up form asks for it.
            "showOptionalFields": true,
        },
        "elements": elements(),
    })
}

fn elements() -> Value {
    // Clerk's rules for a variant are more specific than one class, hence the doubled `&`.
    let focus = json!({
        "outline": "2px solid var(--focus)",
        "outlineOffset": "2px",
        "boxShadow": "none",
    });
    // Clerk's own outlines are fainter than 3:1.
    let control = json!({
        "minHeight": "2.5rem",
        "&&": { "border": "1px solid var(--control)", "boxShadow": "none", "color": "var(--text)" },
        "&&:focus-visible": focus,
        "&&[aria-invalid='true']": { "borderColor": "var(--bad)" },
    });
    let link = json!({ "color": "var(--accent-text)" });
    json!({
        "rootBox": { "width": "100%" },
        "cardBox": { "width": "100%", "maxWidth": "100%", "border": "1px solid var(--border)", "boxShadow": "none" },
        "card": { "boxShadow": "none", "borderRadius": "0" },
        "footer": { "background": "var(--surface-head)", "borderTop": "1px solid var(--border)" },
        "headerTitle": { "fontSize": "1.25rem", "letterSpacing": "-0.02em" },
        "dividerLine": { "background": "var(--border)" },
        "formFieldInput": control,
        "otpCodeFieldInput": control,
        "socialButtonsBlockButton": control,
        "formButtonPrimary": {
            "minHeight": "2.5rem",
            "&&&": { "boxShadow": "none" },
            "&&:focus-visible": focus,
            "&&::after": { "display": "none" },
        },
        "formFieldInputShowPasswordButton": { "color": "var(--text-muted)" },
        // What can be acted on; Clerk's primary colour is a ground for text, and too dark a text.
        "navbarButton": { "&&[data-active='true']": link },
        "button": { "&&[data-variant='ghost'][data-color='primary']": link },
        "profileSectionPrimaryButton": { "&&": link },
        "profileSectionPrimaryButton__danger": { "&&&": { "color": "var(--bad)" } },
        "footerActionLink": link,
        "formFieldAction": link,
        "formResendCodeLink": link,
        "identityPreviewEditButton": link,
        "backLink": link,
        "providerIcon__google": { "backgroundImage": "url(/icons/google.svg)" },
        "providerIcon__github": { "maskImage": "url(/icons/github.svg)" },
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn no_image_comes_from_another_host() {
        let text = clerk_appearance().to_string();
        assert!(!text.contains("://"), "{text}");
    }

    #[test]
    fn no_rule_reads_a_property_that_clerk_sets_itself() {
        let text = clerk_appearance().to_string();
        assert!(!text.contains("var(--accent)"), "{text}");
    }
}
