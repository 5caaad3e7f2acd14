use serde_json::{Value, json};

/// Clerk's `appearance` option: its components take their colours from our custom properties
/// (`style/tokens/_color.scss`), so they change with the theme, and their provider marks from
/// our own files instead of Clerk's image host. Read with @clerk/ui 1.36.
#[must_use]
pub fn clerk_appearance() -> Value {
    json!({
        "variables": {
            "colorPrimary": "var(--accent)",
            "colorPrimaryForeground": "var(--on-accent)",
            "colorBackground": "var(--surface-raised)",
            "colorForeground": "var(--text)",
            "colorMuted": "var(--surface-sunken)",
            "colorMutedForeground": "var(--text-muted)",
            "colorNeutral": "var(--text)",
            "colorInput": "var(--surface-raised)",
            "colorInputForeground": "var(--text)",
            "colorBorder": "var(--border-strong)",
            "colorRing": "var(--focus)",
            "colorDanger": "var(--bad)",
            "colorSuccess": "var(--good)",
            "colorWarning": "var(--warn)",
            "colorShadow": "transparent",
            "colorModalBackdrop": "var(--scrim)",
            "fontFamily": "var(--font)",
            "fontFamilyButtons": "var(--font)",
            "fontSize": "0.875rem",
            "fontWeight": { "normal": 400, "medium": 500, "semibold": 600, "bold": 600 },
            "borderRadius": "0.375rem",
        },
        "options": {
            "socialButtonsVariant": "blockButton",
            "socialButtonsPlacement": "top",
            "logoPlacement": "none",
        },
        "elements": elements(),
    })
}

fn elements() -> Value {
    // The same outline as our own controls: Clerk's default is fainter than 3:1.
    let control = json!({
        "border": "1px solid var(--control)",
        "boxShadow": "none",
        "minHeight": "2.5rem",
    });
    json!({
        "rootBox": { "width": "100%" },
        "cardBox": {
            "width": "100%",
            "border": "1px solid var(--border)",
            "boxShadow": "none",
        },
        "card": { "boxShadow": "none" },
        "footer": { "background": "var(--surface-sunken)" },
        "headerTitle": { "fontSize": "1.25rem", "letterSpacing": "-0.02em" },
        "formFieldInput": control,
        "socialButtonsBlockButton": control,
        "otpCodeFieldInput": { "border": "1px solid var(--control)", "boxShadow": "none" },
        "formButtonPrimary": {
            "minHeight": "2.5rem",
            "boxShadow": "none",
            "&::after": { "display": "none" },
        },
        "formFieldInputShowPasswordButton": { "color": "var(--text-muted)" },
        "footerActionLink": { "color": "var(--accent-text)" },
        "formFieldAction": { "color": "var(--accent-text)" },
        "formResendCodeLink": { "color": "var(--accent-text)" },
        "identityPreviewEditButton": { "color": "var(--accent-text)" },
        "backLink": { "color": "var(--accent-text)" },
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
}
