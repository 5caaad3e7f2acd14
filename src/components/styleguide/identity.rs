//! Who and what: badges, pictures, icons.

use leptos::prelude::*;

use super::Section;
use crate::{
    components::{Avatar, Badge, Icon, IconName, RatingBadge, Tone},
    domain::rating::Rating,
};

const ICONS: [IconName; 25] = [
    IconName::Alert,
    IconName::Bell,
    IconName::Check,
    IconName::Chevron,
    IconName::Close,
    IconName::Collections,
    IconName::Compare,
    IconName::Cpu,
    IconName::Dashboard,
    IconName::Discover,
    IconName::External,
    IconName::Gpu,
    IconName::Inbox,
    IconName::Grip,
    IconName::Listings,
    IconName::Menu,
    IconName::More,
    IconName::Plus,
    IconName::Profiles,
    IconName::Rules,
    IconName::Search,
    IconName::Shield,
    IconName::Settings,
    IconName::SignOut,
    IconName::Theme,
];

/// Badges, pictures, icons.
#[component]
pub(super) fn Identity() -> impl IntoView {
    let badges = [
        (Tone::Neutral, "Deleted"),
        (Tone::Good, "Active"),
        (Tone::Warn, "Admin"),
        (Tone::Bad, "Deactivated"),
    ]
    .map(|(tone, word)| view! { <Badge tone=tone>{word}</Badge> });
    let ratings = Rating::ALL.map(|rating| view! { <RatingBadge rating=rating/> });
    let icons = ICONS
        .map(|icon| view! { <li class="swatch"><Icon name=icon/> <code>{format!("{icon:?}")}</code></li> });
    view! {
        <Section title="Badges, pictures, icons">
            <h3>"States"</h3>
            <div class="cluster">{badges.collect_view()}</div>
            <h3>"Ratings of a price, from the best to the worst"</h3>
            <div class="cluster">{ratings.collect_view()}</div>
            <h3>"Pictures"</h3>
            <div class="cluster">
                <Avatar name="Ada Ashworth"/>
                <Avatar name="Ada Ashworth" large=true/>
            </div>
            <h3>"Icons"</h3>
            <ul class="swatches">{icons.collect_view()}</ul>
        </Section>
    }
    .into_any()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_icon_that_there_is_is_shown() {
        let source = include_str!("../icon.rs");
        let (_, rest) = source.split_once("pub enum IconName {").unwrap();
        let (variants, _) = rest.split_once('}').unwrap();
        let names: Vec<&str> = variants
            .lines()
            .filter_map(|line| line.trim().strip_suffix(','))
            .filter(|line| !line.starts_with("///"))
            .collect();
        assert_eq!(names, ICONS.map(|icon| format!("{icon:?}")));
    }
}
