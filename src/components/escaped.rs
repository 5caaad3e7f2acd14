/// The text as HTML that reads as this text: for elements that hold nothing but text (`title`,
/// `textarea`). As a child it would get Leptos's marks for where views end, and those would show.
#[must_use]
pub fn escaped(text: &str) -> String {
    text.replace('&', "&amp;")
        .replace('<', "&lt;")
        .replace('>', "&gt;")
}
