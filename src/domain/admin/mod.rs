//! The admin area: what administrators look for, see and may do.

mod audit;
mod inbox;
mod orphans;
mod people;
mod record;
mod system;

pub use self::{
    audit::{AuditAsked, AuditCursor, AuditEntry, AuditPage, AuditQuery, Who, kind_label},
    inbox::{FailedMessage, Inbox, MessageType, RetryOutcome, Run, SyncHealth},
    orphans::{ASSIGN_MAX, Assigned, Assignment, Orphan, OrphanTable, OrphansAsked, OrphansPage},
    people::{
        CursorKey, Direction, LastLogin, PAGE, PAGE_MAX, PeopleAsked, PeopleCursor, PeoplePage,
        PeopleQuery, PeopleSort, Person, PersonState, REASON_MAX, Reason, WantedState, href,
    },
    record::{Owned, PersonRecord, StandingAct, check_purge, purge_phrase},
    system::{Day, Measure, System, SystemCounts},
};
