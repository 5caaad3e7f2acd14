//! Offers from files and into files.

mod lines;

use time::OffsetDateTime;

use self::lines::split;
use super::{count, listings};
use crate::{
    db::{self, UserTx, listing_imports::Import},
    domain::{
        csv,
        listing::{
            FaultyRow, FieldError, FileHead, ImportPreview, ImportState, Imported, ListingDraft,
            ListingId, NewListing, PreviewRow, file_cells, file_header,
        },
        plan::{Limit, Room},
    },
    error::Error,
};

/// The largest file, in bytes.
pub const FILE_MAX: usize = 2 * 1024 * 1024;
/// How many offers a part of an export holds.
const PART: usize = 1_000;
/// The most faults that are told of one file.
const FAULTS_MAX: usize = 1_000;
/// How much of a file a preview shows.
const SHOWN: usize = 20;

/// How far an export has come: the offer that it holds last.
pub type Exported = (OffsetDateTime, ListingId);

/// The next part of a file, which [`import`] takes, of all of the caller's own offers, and where the
/// one after it begins.
///
/// # Errors
/// When the database cannot be asked.
pub async fn export_part(
    tx: &mut UserTx,
    after: Option<Exported>,
) -> Result<(String, Option<Exported>), Error> {
    let mut text = match after {
        None => csv::line(file_header()),
        Some(_) => String::new(),
    };
    let limit = count(PART);
    let offers = db::listings::all(tx, after, limit).await?;
    for listing in &offers {
        let cells = file_cells(listing);
        text.push_str(&csv::line(cells.iter().map(String::as_str)));
    }
    let last = offers.last().filter(|_| offers.len() == PART);
    Ok((text, last.map(|it| (it.created_at, it.id))))
}

/// Keeps the offers of a file for the caller. Rows that are wrong are left out, and told.
///
/// # Errors
/// [`Error::Invalid`] when it is no such file, [`Error::TooLarge`], [`Error::PlanLimit`]; then
/// nothing is kept.
pub async fn import(tx: &mut UserTx, text: &str) -> Result<Imported, Error> {
    let file = read(tx, text).await?;
    let created = if file.offers.is_empty() {
        0
    } else {
        listings::create_all(tx, &file.offers(), false).await?
    };
    Ok(Imported {
        created,
        left_out: file.wrong,
        errors: file.faults,
    })
}

/// Reads a file and keeps it for the caller until they have said whether to import it.
///
/// # Errors
/// As [`import`], except that the plan is asked later.
pub async fn propose(tx: &mut UserTx, text: &str) -> Result<(), Error> {
    // Forms send line ends as the network has them.
    let text = text.replace("\r\n", "\n");
    read(tx, &text).await?;
    Ok(db::listing_imports::keep(tx, &text).await?)
}

/// Imports the file that the caller was shown.
///
/// # Errors
/// [`Error::NotFound`] when there is none, and as [`import`].
pub async fn confirm(tx: &mut UserTx) -> Result<Imported, Error> {
    let text = db::listing_imports::hold(tx)
        .await?
        .ok_or(Error::NotFound)?;
    let imported = import(tx, &text).await?;
    db::listing_imports::finish(tx, &imported).await?;
    Ok(imported)
}

/// Forgets the file that the caller was shown, and what came of it.
///
/// # Errors
/// When the database cannot be asked.
pub async fn discard(tx: &mut UserTx) -> Result<(), Error> {
    Ok(db::listing_imports::forget(tx).await?)
}

/// How far the caller's import has come.
///
/// # Errors
/// When the database cannot be asked.
pub async fn state(tx: &mut UserTx) -> Result<ImportState, Error> {
    Ok(match db::listing_imports::get(tx).await? {
        None => ImportState::Nothing,
        Some(Import::Done(imported)) => ImportState::Done(imported),
        Some(Import::File(text)) => {
            let file = read(tx, &text).await?;
            let room = listings::room(tx).await?;
            ImportState::Read(file.preview(room))
        }
    })
}

/// A file that has been read.
struct File {
    offers: Vec<(i64, NewListing, Option<String>)>,
    wrong: i64,
    faults: Vec<FaultyRow>,
    unknown: Vec<String>,
}

impl File {
    fn offers(&self) -> Vec<NewListing> {
        self.offers
            .iter()
            .map(|(_, offer, _)| offer.clone())
            .collect()
    }

    fn preview(self, room: Room) -> ImportPreview {
        let active = listings::active(&self.offers());
        let too_much = room.left().filter(|left| active > *left).map(|left| {
            format!(
                "Your plan has room for {left} more active offers, and the file holds {active}."
            )
        });
        let mut errors = self.faults;
        errors.truncate(SHOWN * 5);
        ImportPreview {
            right: count(self.offers.len()),
            wrong: self.wrong,
            first: self
                .offers
                .into_iter()
                .take(SHOWN)
                .map(|(row, offer, cpu)| PreviewRow {
                    row,
                    title: offer.title.clone(),
                    price_usd: offer.price_usd,
                    condition: offer.condition,
                    status: offer.status,
                    cpu,
                })
                .collect(),
            errors,
            unknown: self.unknown,
            too_much,
        }
    }

    fn fault(&mut self, row: i64, errors: Vec<FieldError>) {
        self.wrong += 1;
        self.faults
            .extend(errors.into_iter().map(|error| FaultyRow {
                row,
                field: error.field,
                reason: error.reason,
            }));
    }
}

async fn read(tx: &mut UserTx, text: &str) -> Result<File, Error> {
    if text.len() > FILE_MAX {
        return Err(Error::TooLarge);
    }
    let (head, rows) = split(text)?;
    let head = FileHead::read(head.iter()).map_err(|wrong| vec![wrong])?;
    let (plan, role) = db::limits::plan(tx).await?;
    Limit::ImportRows.check(plan, role, count(rows.len()), 0)?;

    let mut file = File {
        offers: Vec::new(),
        wrong: 0,
        faults: Vec::new(),
        unknown: head.unknown.clone(),
    };
    let mut places = Vec::new();
    let mut drafts = Vec::new();
    for (row, cells) in rows {
        match head.draft(cells.iter()) {
            Ok(draft) => {
                places.push((row, draft.cpu.clone()));
                drafts.push(draft);
            }
            Err(errors) => file.fault(row, errors),
        }
    }
    let mut missing = with_parts(tx, &mut drafts).await?.into_iter().peekable();
    for (place, ((row, cpu), draft)) in places.into_iter().zip(drafts).enumerate() {
        let mut errors = Vec::new();
        while let Some((_, error)) = missing.next_if(|(of, _)| *of == place) {
            errors.push(error);
        }
        match draft.check() {
            Ok(offer) if errors.is_empty() => file.offers.push((row, offer, cpu)),
            Ok(_) => file.fault(row, errors),
            Err(others) => {
                errors.extend(others);
                file.fault(row, errors);
            }
        }
    }
    file.faults.sort_by_key(|fault| fault.row);
    file.faults.truncate(FAULTS_MAX);
    Ok(file)
}

/// Replaces names of parts by their numbers, in all of the drafts at once; tells which draft, by
/// its place, names a part that is not in the catalogue.
pub(super) async fn with_parts(
    tx: &mut UserTx,
    drafts: &mut [ListingDraft],
) -> Result<Vec<(usize, FieldError)>, Error> {
    let names = |part: fn(&ListingDraft) -> &Option<String>| -> Vec<String> {
        let mut names: Vec<String> = drafts
            .iter()
            .filter_map(|draft| part(draft).as_deref().map(name))
            .filter(|name| !name.is_empty())
            .collect();
        names.sort_unstable();
        names.dedup();
        names
    };
    let (cpus, gpus) = (names(|draft| &draft.cpu), names(|draft| &draft.gpu));
    let (cpus, gpus) = db::listing_batches::parts_by_name(tx, &cpus, &gpus).await?;
    let mut missing = Vec::new();
    for (place, draft) in drafts.iter_mut().enumerate() {
        for (field, given, number, known) in [
            ("cpu", draft.cpu.take(), &mut draft.cpu_id, &cpus),
            ("gpu", draft.gpu.take(), &mut draft.gpu_id, &gpus),
        ] {
            let Some(name) = given.as_deref().map(name).filter(|name| !name.is_empty()) else {
                continue;
            };
            match known.get(&name) {
                Some(id) => *number = Some(id.to_string()),
                None => missing.push((place, FieldError::new(field, "is not in the catalogue"))),
            }
        }
    }
    Ok(missing)
}

fn name(text: &str) -> String {
    text.trim().to_lowercase()
}
