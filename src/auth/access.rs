/// Who may come through a door. Every route and page declares one.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Access {
    /// Anybody.
    Public,
    /// An active person who is signed in.
    Person,
    /// An active administrator.
    Admin,
    /// An active administrator, or a collector of metrics with its own token.
    Operator,
}
