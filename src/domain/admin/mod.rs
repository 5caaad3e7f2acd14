//! The admin area: what administrators look for, see and may do.

mod asked;
mod audit;
mod inbox;
mod orphans;
mod people;
mod reason;
mod record;
mod switches;
mod system;

pub use self::{
    audit::{AuditAsked, AuditCursor, AuditEntry, AuditPage, AuditQuery, Who, kind_label},
    inbox::{FailedMessage, Inbox, MessageType, RetryOutcome, Run, SyncHealth},
    orphans::{ASSIGN_MAX, Assigned, Assignment, Orphan, OrphanTable, OrphansAsked, OrphansPage},
    people::{
        CursorKey, LastLogin, PeopleAsked, PeopleCursor, PeoplePage, PeopleQuery, PeopleSort,
        Person, PersonState, WantedState,
    },
    reason::{REASON_MAX, Reason},
    record::{Owned, PersonRecord, StandingAct, check_purge, purge_phrase},
    switches::{ApplicationSwitch, SwitchChange},
    system::{Day, Measure, System, SystemCounts},
};
