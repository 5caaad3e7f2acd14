//! What a webhook says.

use serde::de::DeserializeOwned;
use serde::{Deserialize, Serialize};
use serde_json::Value;

/// A verified webhook.
#[derive(Debug, Clone, PartialEq)]
#[non_exhaustive]
pub struct WebhookEvent {
    /// The delivery's id (`svix-id`): the same for every repetition.
    pub id: String,
    /// What has happened.
    pub event_type: EventType,
    /// The object it has happened to. Its times are Unix milliseconds.
    pub data: Value,
    /// Circumstances.
    pub event_attributes: EventAttributes,
    /// When it has happened, in Unix milliseconds.
    pub timestamp: Option<i64>,
    /// The instance in which it has happened.
    pub instance_id: Option<String>,
}

/// The circumstances of an event.
#[derive(Debug, Clone, Default, PartialEq, Eq, Deserialize)]
#[non_exhaustive]
pub struct EventAttributes {
    /// The request that caused it.
    #[serde(default)]
    pub http_request: Option<HttpRequestAttributes>,
}

/// The request that caused an event.
#[derive(Debug, Clone, Default, PartialEq, Eq, Deserialize)]
#[non_exhaustive]
pub struct HttpRequestAttributes {
    /// The client's address.
    #[serde(default)]
    pub client_ip: Option<String>,
    /// The client's user agent.
    #[serde(default)]
    pub user_agent: Option<String>,
}

/// The data of an event about something that is gone.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
#[non_exhaustive]
pub struct DeletedObject {
    /// Its id.
    #[serde(default)]
    pub id: Option<String>,
    /// Its kind.
    #[serde(default)]
    pub object: String,
    /// Always true.
    #[serde(default)]
    pub deleted: bool,
    /// Its slug, if it had one.
    #[serde(default)]
    pub slug: Option<String>,
    /// The application's own id for it.
    #[serde(default)]
    pub external_id: Option<String>,
}

#[derive(Deserialize)]
struct Envelope {
    #[serde(rename = "type")]
    event_type: String,
    #[serde(default)]
    data: Value,
    #[serde(default)]
    event_attributes: Value,
    #[serde(default)]
    timestamp: Value,
    #[serde(default)]
    instance_id: Value,
}

impl WebhookEvent {
    /// Only the type must be there. Circumstances of another shape are no reason to refuse an event:
    /// Clerk would send it again, and again in vain.
    pub(super) fn read(id: &str, body: &[u8]) -> Result<Self, serde_json::Error> {
        let envelope: Envelope = serde_json::from_slice(body)?;
        Ok(Self {
            id: id.to_owned(),
            event_type: envelope.event_type.into(),
            data: envelope.data,
            event_attributes: Deserialize::deserialize(envelope.event_attributes)
                .unwrap_or_default(),
            timestamp: envelope.timestamp.as_i64(),
            instance_id: envelope.instance_id.as_str().map(str::to_owned),
        })
    }

    /// The object as `T`, such as [`User`](crate::api::User) for `user.created`.
    ///
    /// # Errors
    /// When the object is of another shape.
    pub fn data_as<T: DeserializeOwned>(&self) -> Result<T, serde_json::Error> {
        T::deserialize(&self.data)
    }
}

macro_rules! event_types {
    ($($variant:ident = $text:literal,)*) => {
        /// What has happened. Types that this version does not know arrive as
        /// [`Other`](EventType::Other).
        #[derive(Debug, Clone, PartialEq, Eq, Hash)]
        #[non_exhaustive]
        pub enum EventType {
            $(#[doc = concat!("`", $text, "`")] $variant,)*
            /// Any other.
            Other(String),
        }

        impl EventType {
            /// The text that Clerk sends.
            pub fn as_str(&self) -> &str {
                match self {
                    $(Self::$variant => $text,)*
                    Self::Other(text) => text,
                }
            }
        }

        impl From<String> for EventType {
            fn from(text: String) -> Self {
                match text.as_str() {
                    $($text => Self::$variant,)*
                    _ => Self::Other(text),
                }
            }
        }
    };
}

event_types! {
    UserCreated = "user.created",
    UserUpdated = "user.updated",
    UserDeleted = "user.deleted",
    SessionCreated = "session.created",
    SessionEnded = "session.ended",
    SessionRemoved = "session.removed",
    SessionRevoked = "session.revoked",
    SessionPending = "session.pending",
    EmailCreated = "email.created",
    SmsCreated = "sms.created",
    OrganizationCreated = "organization.created",
    OrganizationUpdated = "organization.updated",
    OrganizationDeleted = "organization.deleted",
    OrganizationDomainCreated = "organizationDomain.created",
    OrganizationDomainUpdated = "organizationDomain.updated",
    OrganizationDomainDeleted = "organizationDomain.deleted",
    OrganizationMembershipCreated = "organizationMembership.created",
    OrganizationMembershipUpdated = "organizationMembership.updated",
    OrganizationMembershipDeleted = "organizationMembership.deleted",
    OrganizationInvitationCreated = "organizationInvitation.created",
    OrganizationInvitationAccepted = "organizationInvitation.accepted",
    OrganizationInvitationRevoked = "organizationInvitation.revoked",
    RoleCreated = "role.created",
    RoleUpdated = "role.updated",
    RoleDeleted = "role.deleted",
    PermissionCreated = "permission.created",
    PermissionUpdated = "permission.updated",
    PermissionDeleted = "permission.deleted",
    WaitlistEntryCreated = "waitlistEntry.created",
    WaitlistEntryUpdated = "waitlistEntry.updated",
    PaymentAttemptCreated = "paymentAttempt.created",
    PaymentAttemptUpdated = "paymentAttempt.updated",
    SubscriptionCreated = "subscription.created",
    SubscriptionUpdated = "subscription.updated",
    SubscriptionActive = "subscription.active",
    SubscriptionPastDue = "subscription.pastDue",
    SubscriptionItemCreated = "subscriptionItem.created",
    SubscriptionItemUpdated = "subscriptionItem.updated",
    SubscriptionItemActive = "subscriptionItem.active",
    SubscriptionItemCanceled = "subscriptionItem.canceled",
    SubscriptionItemUpcoming = "subscriptionItem.upcoming",
    SubscriptionItemEnded = "subscriptionItem.ended",
    SubscriptionItemAbandoned = "subscriptionItem.abandoned",
    SubscriptionItemIncomplete = "subscriptionItem.incomplete",
    SubscriptionItemPastDue = "subscriptionItem.pastDue",
    SubscriptionItemFreeTrialEnding = "subscriptionItem.freeTrialEnding",
}

impl Serialize for EventType {
    fn serialize<S: serde::Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_str(self.as_str())
    }
}

impl std::fmt::Display for EventType {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str(self.as_str())
    }
}
