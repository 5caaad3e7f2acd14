//! Query parameters, changed as browsers' `URLSearchParams` changes them: every change writes the
//! whole query anew.

use ::url::Url;
use ::url::form_urlencoded::Serializer;

type Pairs = Vec<(String, String)>;

fn pairs(url: &Url) -> Pairs {
    url.query_pairs()
        .map(|(name, value)| (name.into_owned(), value.into_owned()))
        .collect()
}

fn write(url: &mut Url, pairs: &Pairs) {
    if pairs.is_empty() {
        return url.set_query(None);
    }
    let query = Serializer::new(String::new()).extend_pairs(pairs).finish();
    url.set_query(Some(&query));
}

/// Removes every parameter of these names. The query is written anew even if there was none.
pub(crate) fn remove_query(url: &mut Url, names: &[&str]) {
    let mut kept = pairs(url);
    kept.retain(|(name, _)| !names.contains(&name.as_str()));
    write(url, &kept);
}

/// Replaces the first parameter of this name and removes the others, or appends it.
pub(crate) fn set_query(url: &mut Url, name: &str, value: &str) {
    let mut changed = Pairs::new();
    let mut done = false;
    for (key, old) in pairs(url) {
        if key != name {
            changed.push((key, old));
        } else if !done {
            changed.push((key, value.to_owned()));
            done = true;
        }
    }
    if !done {
        changed.push((name.to_owned(), value.to_owned()));
    }
    write(url, &changed);
}

/// Appends a parameter.
pub(crate) fn append_query(url: &mut Url, name: &str, value: &str) {
    let mut pairs = pairs(url);
    pairs.push((name.to_owned(), value.to_owned()));
    write(url, &pairs);
}
