use leptos::prelude::*;

use super::Section;
use crate::{
    components::{
        Avatar, Badge, Button, ButtonKind, CheckField, Choice, EmptyState, ErrorState, Field,
        FieldGroup, Figure, Figures, Icon, IconName, LinkButton, ListSkeleton, Notice, SelectField,
        Step, Steps, TabLink, TabLinks, TextAreaField, Tone, UserMenu,
    },
    domain::user::Plan,
};

/// Buttons and links.
#[component]
pub(super) fn Controls() -> impl IntoView {
    let kinds = [
        (ButtonKind::Primary, "Add offer"),
        (ButtonKind::Plain, "Change plan"),
        (ButtonKind::Quiet, "Not now"),
        (ButtonKind::Danger, "End session"),
    ];
    let idle = kinds.map(|(kind, label)| view! { <Button kind=kind>{label}</Button> });
    let busy = kinds.map(|(kind, label)| {
        view! { <Button kind=kind busy=Signal::stored(true)>{label}</Button> }
    });
    let links = kinds
        .map(|(kind, label)| view! { <LinkButton kind=kind href="#main">{label}</LinkButton> });
    view! {
        <Section title="Buttons and links">
            <h3>"At rest"</h3>
            <div class="cluster">{idle.collect_view()}</div>
            <h3>"At work"</h3>
            <div class="cluster">{busy.collect_view()}</div>
            <h3>"Not to be used now"</h3>
            <div class="cluster"><button type="button" class="button" disabled=true>"Next page"</button></div>
            <h3>"Links that look like buttons"</h3>
            <div class="cluster">{links.collect_view()}</div>
            <h3>"A link"</h3>
            <p>"Prices are compared by " <a href="#main">"a ruleset"</a> "."</p>
            <h3>"A menu"</h3>
            <div class="styleguide__menu">
                <UserMenu name="Ada Ashworth" email=Some("ada@example.com".to_owned()) plan=Plan::Solo>
                    <a href="#main"><Icon name=IconName::Settings/> "Settings"</a>
                    <a href="#main"><Icon name=IconName::SignOut/> "Sign out"</a>
                </UserMenu>
            </div>
        </Section>
    }
    .into_any()
}

/// Fields of forms.
#[component]
pub(super) fn Fields() -> impl IntoView {
    let themes = ["System", "Light", "Dark"].map(|name| Choice::new(name, name));
    view! {
        <Section title="Fields">
            <div class="stack styleguide__form">
                <Field id="sg-plain" label="Title" value="Beelink SER5"/>
                <Field id="sg-hint" label="Seller" optional=true hint="As the marketplace shows it."/>
                <Field id="sg-unit" label="Budget" value="400.00" numeric=true unit="USD"/>
                <Field id="sg-error" label="Price" value="a lot" numeric=true unit="USD" error="The price must be a number."/>
                <SelectField id="sg-select" label="Theme" choices=themes.to_vec() selected="System"/>
                <TextAreaField id="sg-area" label="Notes" value="Quiet?"/>
                <FieldGroup legend="Tell me when">
                    <CheckField id="sg-on" label="an offer became cheaper" checked=true/>
                    <CheckField id="sg-off" label="somebody shows me an offer" checked=false hint="Also by their address."/>
                </FieldGroup>
            </div>
        </Section>
    }
    .into_any()
}

/// Who and what: badges, pictures, icons.
#[component]
pub(super) fn Identity() -> impl IntoView {
    let badges = [
        (Tone::Neutral, "Deleted"),
        (Tone::Good, "Active"),
        (Tone::Warn, "Admin"),
        (Tone::Bad, "Deactivated"),
    ]
    .map(|(tone, word)| view! { <Badge tone=tone>{word}</Badge> });
    let icons = [
        IconName::Alert,
        IconName::Bell,
        IconName::Check,
        IconName::Chevron,
        IconName::Close,
        IconName::Collections,
        IconName::Compare,
        IconName::Cpu,
        IconName::Dashboard,
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
    ]
    .map(|icon| view! { <li class="swatch"><Icon name=icon/> <code>{format!("{icon:?}")}</code></li> });
    view! {
        <Section title="Badges, pictures, icons">
            <div class="cluster">{badges.collect_view()}</div>
            <div class="cluster">
                <Avatar name="Ada Ashworth"/>
                <Avatar name="Ada Ashworth" large=true/>
            </div>
            <ul class="swatches">{icons.collect_view()}</ul>
        </Section>
    }
    .into_any()
}

/// Tables, figures, steps, tabs.
#[component]
pub(super) fn Lists() -> impl IntoView {
    let tabs = ["Account", "Preferences", "Sessions"].map(|label| TabLink {
        label,
        href: if label == "Sessions" {
            "#here"
        } else {
            "#main"
        },
        reload: false,
    });
    let figures = vec![
        Figure {
            label: "Offers".into(),
            value: "28".into(),
            hint: Some("three cheaper this week".into()),
            ..Figure::default()
        },
        Figure {
            label: "Best value".into(),
            value: "0.0089".into(),
            unit: Some("USD per mark"),
            ..Figure::default()
        },
    ];
    let steps = vec![
        Step {
            title: "Add your first offer".into(),
            text: "Paste a title and a price.".into(),
            link: Some(("#main".into(), "Add offer".into())),
        },
        Step {
            title: "See how prices are compared".into(),
            text: "Open the baseline ruleset.".into(),
            link: None,
        },
    ];
    view! {
        <Section title="Lists and figures">
            <TabLinks label="Tabs" links=tabs.to_vec() current="#here"/>
            <Figures figures=figures/>
            <div class="table-frame styleguide__scroll" tabindex="0" role="region" aria-label="Offers">
                <table class="table">
                    <caption class="visually-hidden">"Offers, as an example"</caption>
                    <thead>
                        <tr>
                            <th scope="col">"Offer"</th>
                            <th scope="col" class="cell--num">"Adjusted, USD"</th>
                            <th scope="col" class="cell--num">"Asked, USD"</th>
                        </tr>
                    </thead>
                    <tbody>
                        <tr>
                            <th scope="row">"Beelink SER5 MAX"</th>
                            <td class="cell--num"><span class="price">"184.00"</span></td>
                            <td class="cell--num">"309.00"</td>
                        </tr>
                        <tr>
                            <th scope="row">"Lenovo ThinkCentre M710q"</th>
                            <td class="cell--num"><span class="price">"87.00"</span></td>
                            <td class="cell--num">"79.00"</td>
                        </tr>
                    </tbody>
                </table>
            </div>
            <ListSkeleton label="Loading, as an example" rows=3/>
            <Steps steps=steps/>
        </Section>
    }
    .into_any()
}

/// What a page says when there is nothing, or something went wrong.
#[component]
pub(super) fn States() -> impl IntoView {
    view! {
        <Section title="States">
            <div class="stack">
                <Notice title="Nothing was changed">"The settings are as they were."</Notice>
                <Notice tone=Tone::Good title="Saved">"It takes effect at once."</Notice>
                <Notice tone=Tone::Warn title="Approximate marks">"Check them before you buy."</Notice>
                <Notice tone=Tone::Bad title="Your preferences were not saved">"Have another look at what is marked."</Notice>
                <EmptyState title="No offers yet" text="Add one, and see what its machine costs without the extras.">
                    <LinkButton href="#main" kind=ButtonKind::Primary>"Add offer"</LinkButton>
                </EmptyState>
                <ErrorState
                    title="Your offers could not be loaded"
                    message="The database does not answer."
                    kept="All of them."
                    hint="Reload the page to try again."
                >
                    <LinkButton href="#main">"Try again"</LinkButton>
                </ErrorState>
            </div>
        </Section>
    }
    .into_any()
}
