use leptos::prelude::*;

use super::{
    Section,
    contrast::{Legibility, pairs, roles},
};
use crate::components::{Badge, Column, Table, TableFrame, Tone};

const COLUMNS: [Column; 6] = [
    Column::Words("Role"),
    Column::Words("On"),
    Column::Figures("Needed"),
    Column::Figures("Light"),
    Column::Figures("Dark"),
    Column::Words("Verdict"),
];

/// Colour roles, and how well they are read.
#[component]
pub(super) fn Colours() -> impl IntoView {
    let swatches = roles()
        .into_iter()
        .map(|role| {
            let fill = format!("background: var(--{})", role.name);
            view! {
                <li class="swatch">
                    <span class="swatch__fill" style=fill aria-hidden="true"></span>
                    <code>{role.name}</code>
                </li>
            }
        })
        .collect_view();
    let figures = pairs()
        .into_iter()
        .map(|pair| view! { <Figures pair=pair/> })
        .collect_view();
    view! {
        <Section title="Colour roles">
            <ul class="swatches">{swatches}</ul>
            <Table
                caption="Contrast of the colour roles" columns=COLUMNS
                frame=TableFrame::Scrolls("Contrast".to_owned())
            >
                {figures}
            </Table>
        </Section>
    }
    .into_any()
}

#[component]
fn Figures(pair: Legibility) -> impl IntoView {
    let holds = pair.light >= pair.needed && pair.dark >= pair.needed;
    let (tone, word) = if holds {
        (Tone::Good, "Holds")
    } else {
        (Tone::Bad, "Too faint")
    };
    let ratio = |value: f64| format!("{value:.2}");
    view! {
        <tr>
            <th scope="row"><code>{pair.role}</code></th>
            <td>{pair.ground}</td>
            <td class="cell--num">{ratio(pair.needed)}</td>
            <td class="cell--num">{ratio(pair.light)}</td>
            <td class="cell--num">{ratio(pair.dark)}</td>
            <td><Badge tone=tone>{word}</Badge></td>
        </tr>
    }
    .into_any()
}

/// Sizes and weights of type.
#[component]
pub(super) fn Type() -> impl IntoView {
    let sizes = [
        ("text-xs", "12"),
        ("text-sm", "13"),
        ("text-base", "14"),
        ("text-md", "16"),
        ("text-lg", "20"),
        ("text-xl", "28"),
    ]
    .map(|(name, pixels)| {
        view! {
            <li>
                <code>{name}</code> " " <span class="muted num">{pixels}</span>
                <p style=format!("font-size: var(--{name})")>"Beelink SER5, 239.00 USD, 0.0101 per mark"</p>
            </li>
        }
    });
    let weights = [
        ("weight", "400"),
        ("weight-medium", "500"),
        ("weight-strong", "600"),
    ]
    .map(|(name, weight)| {
        view! {
            <li>
                <code>{name}</code> " " <span class="muted num">{weight}</span>
                <p style=format!("font-weight: var(--{name})")>"The price without the extras"</p>
            </li>
        }
    });
    view! {
        <Section title="Type">
            <ul class="samples">{sizes.collect_view()}</ul>
            <ul class="samples">{weights.collect_view()}</ul>
            <p><code>"font-mono"</code> ": " <code>"sess_2b7f0c, user_31aa"</code></p>
            <p class="num">"Tabular figures: 1,111.11 · 8,888.88"</p>
        </Section>
    }
    .into_any()
}

/// Space and corners.
#[component]
pub(super) fn Measures() -> impl IntoView {
    let spaces = [1, 2, 3, 4, 6, 8, 12, 16].map(|step| {
        view! {
            <li class="space-sample">
                <code>{format!("space-{step}")}</code>
                <span class="muted num">{format!("{} px", step * 4)}</span>
                <span class="space-sample__bar" style=format!("width: var(--space-{step})") aria-hidden="true"></span>
            </li>
        }
    });
    let radii = [("radius", "6 px"), ("radius-round", "round")].map(|(name, size)| {
        view! {
            <li class="swatch">
                <span class="swatch__fill" style=format!("border-radius: var(--{name})") aria-hidden="true"></span>
                <code>{name}</code> <span class="muted num">{size}</span>
            </li>
        }
    });
    view! {
        <Section title="Space and corners">
            <ul class="stack stack--tight styleguide__list">{spaces.collect_view()}</ul>
            <ul class="swatches">{radii.collect_view()}</ul>
        </Section>
    }
    .into_any()
}

/// How long things move.
#[component]
pub(super) fn Motion() -> impl IntoView {
    view! {
        <Section title="Motion">
            <dl class="facts">
                <dt><code>"quick"</code></dt>
                <dd>"120 ms: colours of what is pointed at, menus"</dd>
                <dt><code>"calm"</code></dt>
                <dd>"180 ms: what comes and goes"</dd>
                <dt><code>"ease"</code></dt>
                <dd>"fast at first, then slowing down"</dd>
            </dl>
            <p class="muted">"Where the system asks for less motion, there is none."</p>
        </Section>
    }
    .into_any()
}
