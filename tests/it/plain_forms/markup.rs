//! A form as its page's markup holds it, and what a browser would send of it.

use url::form_urlencoded;

/// A form of a page, as the browser would send it.
#[derive(Debug)]
pub(super) struct Form {
    page: String,
    pub(super) fields: Vec<(String, String)>,
}

impl Form {
    /// The first form of a page that is sent to `action` and holds `about`.
    #[track_caller]
    pub(super) fn of(page: String, action: &str, about: &str) -> Self {
        let wanted = format!("action=\"{action}\"");
        let markup = page
            .split("<form")
            .skip(1)
            .filter_map(|rest| rest.split("</form>").next())
            .find(|form| {
                let tag = form.split('>').next().unwrap_or_default();
                tag.contains(&wanted) && form.contains(about)
            })
            .unwrap_or_else(|| panic!("no form about “{about}” is sent to {action} in {page}"));
        let fields = fields(markup);
        Self { page, fields }
    }

    pub(super) fn field(&self, name: &str) -> Option<&str> {
        let field = self.fields.iter().find(|(it, _)| it == name);
        field.map(|(_, value)| value.as_str())
    }

    /// Types or chooses something, ticks a box, or presses a button that has a name.
    #[track_caller]
    pub(super) fn fill(&mut self, name: &str, value: &str) {
        assert!(
            self.page.contains(&format!("name=\"{name}\"")),
            "nothing is called {name} in {}",
            self.page
        );
        self.fields.retain(|(it, _)| it != name);
        self.fields.push((name.to_owned(), value.to_owned()));
    }

    pub(super) fn untick(&mut self, name: &str) {
        self.fields.retain(|(it, _)| it != name);
    }

    pub(super) fn body(&self) -> String {
        form_urlencoded::Serializer::new(String::new())
            .extend_pairs(&self.fields)
            .finish()
    }
}

/// What a form sends that nobody has touched.
fn fields(form: &str) -> Vec<(String, String)> {
    let mut fields = Vec::new();
    let mut list: Option<(String, Option<String>)> = None;
    for piece in form.split('<').skip(1) {
        let (tag, text) = piece.split_once('>').unwrap_or((piece, ""));
        let name = attribute(tag, "name");
        let value = attribute(tag, "value");
        match (tag.split(' ').next().unwrap_or_default(), name) {
            ("input", Some(name)) => {
                let is_box = attribute(tag, "type").as_deref() == Some("checkbox");
                if !is_box {
                    fields.push((name, value.unwrap_or_default()));
                } else if tag.contains(" checked") {
                    fields.push((name, value.unwrap_or_else(|| "on".to_owned())));
                }
            }
            ("textarea", Some(name)) => fields.push((name, plain(text))),
            ("select", Some(name)) => list = Some((name, None)),
            ("option", _) => {
                if let Some((_, chosen)) = &mut list
                    && (chosen.is_none() || tag.contains(" selected"))
                {
                    *chosen = value;
                }
            }
            ("/select", _) => {
                if let Some((name, chosen)) = list.take() {
                    fields.push((name, chosen.unwrap_or_default()));
                }
            }
            _ => {}
        }
    }
    fields
}

fn attribute(tag: &str, name: &str) -> Option<String> {
    let (_, rest) = tag.split_once(&format!(" {name}=\""))?;
    rest.split('"').next().map(plain)
}

fn plain(escaped: &str) -> String {
    [
        ("&quot;", "\""),
        ("&lt;", "<"),
        ("&gt;", ">"),
        ("&amp;", "&"),
    ]
    .iter()
    .fold(escaped.to_owned(), |text, (from, to)| {
        text.replace(from, to)
    })
}
