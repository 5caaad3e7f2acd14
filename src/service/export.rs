//! What people take along.

use serde_json::json;

use crate::{
    db::{
        self, UserTx,
        export::{List, Row},
    },
    error::Error,
    service::count,
};

/// The most rows that a part of an export holds; of some lists it holds fewer.
const ROWS: usize = 1_000;

/// How far an export has come: in which list, and after which of its rows.
#[derive(Clone, Copy, Debug, Default)]
pub struct Place {
    list: usize,
    after: Option<i64>,
}

/// The next part of everything of the caller's, which is one JSON text in the end, and where the
/// part after it begins. What is changed meanwhile may be in it as it was or as it is.
///
/// # Errors
/// When the database cannot be asked.
pub async fn part(tx: &mut UserTx, place: Place) -> Result<(String, Option<Place>), Error> {
    let mut text = String::new();
    if place.list == 0 && place.after.is_none() {
        let head = db::export::head(tx).await?;
        text = format!(
            "{{\n\"exported_at\": {},\n\"account\": {}",
            head.exported_at, head.account
        );
    }
    let mut room = ROWS;
    let mut after = place.after;
    for (number, list) in List::ALL.into_iter().enumerate().skip(place.list) {
        let most = room.min(list.at_once());
        let limit = count(most);
        let rows = db::export::rows(tx, list, after.unwrap_or(0), limit).await?;
        write(&mut text, list, after.is_none(), &rows);
        if rows.len() == most {
            let after = rows.last().map(|row| row.id);
            let list = number;
            return Ok((text, Some(Place { list, after })));
        }
        text += "\n]";
        room -= rows.len();
        after = None;
    }
    text += &format!(",\n\"left_out\": {}\n}}\n", left_out());
    Ok((text, None))
}

fn write(text: &mut String, list: List, is_first: bool, rows: &[Row]) {
    if is_first {
        *text += &format!(",\n\"{}\": [", list.name());
    }
    for (place, row) in rows.iter().enumerate() {
        if place > 0 || !is_first {
            text.push(',');
        }
        text.push('\n');
        *text += &row.text;
    }
}

/// What is not in an export, and why.
fn left_out() -> serde_json::Value {
    json!({
        "listing_import": "The last file that you uploaded for an import, and what came of it: the file is yours \
                           already, and what was imported of it is among the listings.",
        "person_lookup": "When you looked up other people. Kept to limit how often that can be done, and forgotten \
                          with the first look-up after an hour.",
        "user_share_sending": "When you sent offers to other people. Kept to limit how often that can be done; what \
                               was sent is among the shares.",
        "audit_events": "The hashed addresses of computers other than yours, who else took part in an event, and the \
                         circumstances of what was done to others: they are about other people.",
    })
}
