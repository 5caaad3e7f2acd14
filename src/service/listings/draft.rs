//! What a draft comes to: as an offer with all its parts found, and in money.

use super::parts;
use crate::{
    db::{self, UserTx},
    domain::{
        appraisal::Appraisal,
        facts::Facts,
        listing::{Details, FieldError, ListingDraft, NewListing},
        profile::ProfileId,
        valuation::RulesetChoice,
    },
    error::Error,
    service::valuation,
};

/// What an offer would come to if the caller kept it. Nothing is kept, and a title is not needed.
///
/// # Errors
/// [`Error::Invalid`] with every wrong field.
pub async fn preview(tx: &mut UserTx, mut draft: ListingDraft) -> Result<Appraisal, Error> {
    draft.title.get_or_insert_with(|| "Preview".to_owned());
    let new = checked(tx, draft, &Details::default()).await?;
    let (cpu, gpu) = parts(tx, &new).await?;
    let facts = Facts::of(&new, cpu, gpu);
    let yardstick = valuation::yardstick(tx).await?;
    let profile = new.profile_id.map(ProfileId);
    let (valuation, figures) = yardstick.appraise(&facts, &RulesetChoice::default(), profile);
    Ok(Appraisal::new(valuation, &figures))
}

/// What the draft makes of what is there, with all that it names found.
pub(super) async fn checked(
    tx: &mut UserTx,
    mut draft: ListingDraft,
    there: &Details,
) -> Result<NewListing, Error> {
    let mut errors = find_parts(tx, &mut draft).await?;
    let new = match draft.over(there).check() {
        Ok(new) => new,
        Err(wrong) => {
            errors.extend(wrong);
            return Err(Error::Invalid(errors));
        }
    };
    let known = db::listings::known(tx, &new).await?;
    for (is_known, field) in [
        (known.cpu, "cpu_id"),
        (known.gpu, "gpu_id"),
        (known.profile, "profile_id"),
    ] {
        if !is_known {
            errors.push(FieldError::new(field, "is not there"));
        }
    }
    if errors.is_empty() {
        Ok(new)
    } else {
        Err(Error::Invalid(errors))
    }
}

/// Replaces names of parts by their numbers; tells which are not in the catalogue.
async fn find_parts(tx: &mut UserTx, draft: &mut ListingDraft) -> Result<Vec<FieldError>, Error> {
    let (cpu, gpu) = (draft.cpu.take(), draft.gpu.take());
    if cpu.is_none() && gpu.is_none() {
        return Ok(Vec::new());
    }
    // PostgreSQL's text cannot hold NUL, and no name has one.
    let name = |text: &Option<String>| {
        let text = text.as_deref().map(str::trim).unwrap_or_default();
        (!text.is_empty()).then(|| text.replace('\0', "\u{fffd}"))
    };
    let (cpu_name, gpu_name) = (name(&cpu), name(&gpu));
    let (cpu_id, gpu_id) =
        db::listings::parts_by_name(tx, cpu_name.as_deref(), gpu_name.as_deref()).await?;
    let mut errors = Vec::new();
    let mut found = |field: &str, name: Option<String>, id: Option<i64>| {
        if name.is_some() && id.is_none() {
            errors.push(FieldError::new(field, "is not in the catalogue"));
        }
        id.map_or_else(String::new, |id| id.to_string())
    };
    if cpu.is_some() {
        draft.cpu_id = Some(found("cpu", cpu_name, cpu_id));
    }
    if gpu.is_some() {
        draft.gpu_id = Some(found("gpu", gpu_name, gpu_id));
    }
    Ok(errors)
}
