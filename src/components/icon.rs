use leptos::prelude::*;

/// The line icons, drawn on a grid of 16.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum IconName {
    /// Something needs a look.
    Alert,
    /// What there is to read.
    Bell,
    /// Done.
    Check,
    /// Opens what is below.
    Chevron,
    /// Takes away what is open.
    Close,
    /// Offers that are being decided on.
    Collections,
    /// Side by side.
    Compare,
    /// Processors.
    Cpu,
    /// The overview.
    Dashboard,
    /// What others show to everybody.
    Discover,
    /// Leads out of the application.
    External,
    /// Graphics cards.
    Gpu,
    /// What others have sent.
    Inbox,
    /// Takes hold of something to move it.
    Grip,
    /// The list of offers.
    Listings,
    /// Opens the navigation.
    Menu,
    /// Opens what else can be done.
    More,
    /// Adds something.
    Plus,
    /// How offers are ranked.
    Profiles,
    /// How offers are valued.
    Rules,
    /// Finds something.
    Search,
    /// For administrators.
    Shield,
    /// A person's own choices.
    Settings,
    /// Ends the session.
    SignOut,
    /// Light and dark.
    Theme,
}

impl IconName {
    fn lines(self) -> &'static str {
        match self {
            Self::Alert => "M8 2.2a5.8 5.8 0 1 1 0 11.6A5.8 5.8 0 0 1 8 2.2ZM8 5v3.4M8 10.9v.1",
            Self::Bell => "M4 11.5V7a4 4 0 0 1 8 0v4.5M2.5 11.5h11M6.7 13.6h2.6M8 2.2V3",
            Self::Check => {
                "M8 2.2a5.8 5.8 0 1 1 0 11.6A5.8 5.8 0 0 1 8 2.2ZM5.5 8.2l1.8 1.8 3.2-3.7"
            }
            Self::Chevron => "m4 6 4 4 4-4",
            Self::Close => "m4 4 8 8M12 4l-8 8",
            Self::Collections => "M2.5 4.5v8h11v-7H8L6.5 3.5h-4Z",
            Self::Compare => "M2.5 3h4v10h-4ZM9.5 3h4v10h-4Z",
            Self::Cpu => {
                "M4.5 4.5h7v7h-7ZM6.5 2.5v2M9.5 2.5v2M6.5 11.5v2M9.5 11.5v2M2.5 6.5h2M2.5 9.5h2M11.5 6.5h2M11.5 9.5h2"
            }
            Self::Dashboard => {
                "M2.5 2.5H7v6H2.5ZM2.5 11H7v2.5H2.5ZM9.5 2.5h4V5h-4ZM9.5 7.5h4v6h-4Z"
            }
            Self::Discover => {
                "M8 2.2a5.8 5.8 0 1 1 0 11.6A5.8 5.8 0 0 1 8 2.2ZM10.6 5.4 9.1 9.1 5.4 10.6 6.9 6.9Z"
            }
            Self::External => "M6.5 3.5h-3v9h9v-3M9 3h4v4M13 3 7.5 8.5",
            Self::Gpu => {
                "M2.5 4.5h11v6h-11ZM4.5 10.5v2M7 10.5v2M9.5 6a1.5 1.5 0 1 1 0 3 1.5 1.5 0 0 1 0-3Z"
            }
            Self::Inbox => "M2.5 9 4.5 3.5h7l2 5.5v4h-11ZM2.5 9H6l.8 1.6h2.4L10 9h3.5",
            Self::Grip => "M6 4v.1M10 4v.1M6 8v.1M10 8v.1M6 12v.1M10 12v.1",
            Self::Listings => "M6 4h7.5M6 8h7.5M6 12h7.5M2.6 4h.5M2.6 8h.5M2.6 12h.5",
            Self::Menu => "M2.5 4.5h11M2.5 8h11M2.5 11.5h11",
            Self::More => "M8 3.5v.1M8 8v.1M8 12.4v.1",
            Self::Plus => "M8 3v10M3 8h10",
            Self::Profiles => "M2.5 13.5h11M4 11V8.5M8 11V3.5M12 11V6",
            Self::Rules => "M8 2.5v11M4.5 13.5h7M3 4.5h10M3 4.5l-1.5 4.5h3ZM13 4.5l-1.5 4.5h3Z",
            Self::Search => "M7 2.8a4.2 4.2 0 1 1 0 8.4 4.2 4.2 0 0 1 0-8.4ZM10.2 10.2l3.3 3.3",
            Self::Shield => "M8 2.2 13 4v3.8c0 3-2 5-5 6.2-3-1.2-5-3.2-5-6.2V4Z",
            Self::Settings => {
                "M2.5 4.8h5M11.4 4.8h2.1M2.5 11.2h2.1M8.4 11.2h5.1M9.5 2.9a1.9 1.9 0 1 1 0 3.8 1.9 1.9 0 0 1 0-3.8ZM6.5 9.3a1.9 1.9 0 1 1 0 3.8 1.9 1.9 0 0 1 0-3.8Z"
            }
            Self::SignOut => "M6.5 2.5h-4v11h4M10.5 5l3 3-3 3M13 8H6",
            Self::Theme => "M8 2.5a5.5 5.5 0 1 1 0 11 5.5 5.5 0 0 1 0-11Z",
        }
    }

    fn filled(self) -> Option<&'static str> {
        (self == Self::Theme).then_some("M8 2.5a5.5 5.5 0 0 1 0 11Z")
    }
}

/// A line icon. Decoration only: the words beside it, or the label of its button, say the same.
#[component]
pub fn Icon(
    /// Which one.
    name: IconName,
) -> impl IntoView {
    view! {
        <svg class="icon" viewBox="0 0 16 16" aria-hidden="true" focusable="false">
            <path d=name.lines()></path>
            {name.filled().map(|d| view! { <path d=d fill="currentColor" stroke="none"></path> })}
        </svg>
    }
}
