//! What the pages about processors and those about graphics cards have in common. `what` is the
//! word for the kind of part: "CPU".

mod form;
mod list;
mod page;

use crate::components::grouped;

#[cfg(feature = "ssr")]
pub(in crate::pages) use self::form::with_form;
pub(in crate::pages) use self::{
    form::{NameAndMaker, name_errors},
    list::{NoParts, OfferCells, PartName, PartSearch, PartTable, PartsNotShown, sorted_columns},
    page::{
        DeletePart, ManagePart, PartFacts, PartOffers, PartPage, changed_at, origin_of, version,
        viewer_is_admin,
    },
};

/// A whole number in a table or among facts.
pub(in crate::pages) fn figure(number: Option<i32>) -> Option<String> {
    number.map(|number| grouped(&number.to_string()))
}
