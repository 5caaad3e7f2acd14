//! The colours of `style/tokens/_color.scss`, and how well one is read on another.

const SOURCE: &str = include_str!("../../../style/tokens/_color.scss");

/// What text stands on.
const SURFACES: [&str; 5] = [
    "surface-sunken",
    "surface",
    "surface-raised",
    "surface-head",
    "surface-hover",
];

/// Of text, WCAG 2.2 asks at least this (1.4.3).
const TEXT: f64 = 4.5;
/// Of controls and what diagrams are drawn with, this (1.4.11).
const CONTROL: f64 = 3.0;

/// Roles that are read on every surface, and how well they must be.
const ON_SURFACES: [(&str, f64); 9] = [
    ("text", TEXT),
    ("text-muted", TEXT),
    ("accent-text", TEXT),
    ("good", TEXT),
    ("warn", TEXT),
    ("bad", TEXT),
    ("control", CONTROL),
    ("focus", CONTROL),
    ("ink", CONTROL),
];

/// Roles that are read on one other.
const ON_OTHERS: [(&str, &str, f64); 7] = [
    ("on-accent", "accent", TEXT),
    ("on-accent", "accent-hover", TEXT),
    ("accent-text", "accent-soft", TEXT),
    ("good", "good-soft", TEXT),
    ("warn", "warn-soft", TEXT),
    ("bad", "bad-soft", TEXT),
    ("accent", "surface", CONTROL),
];

/// A colour role: what it is called, and its colour in the light and in the dark theme.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct ColourRole {
    pub(super) name: String,
    pub(super) light: Rgb,
    pub(super) dark: Rgb,
}

/// A colour.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Rgb(u8, u8, u8);

/// How well a role is read where it must be, at worst, in each theme.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct Legibility {
    pub(super) role: String,
    pub(super) ground: String,
    pub(super) needed: f64,
    pub(super) light: f64,
    pub(super) dark: f64,
}

/// Every role whose colour is opaque.
pub(super) fn roles() -> Vec<ColourRole> {
    SOURCE.lines().filter_map(role).collect()
}

/// Every pair that must be told apart. On surfaces: where it is worst.
pub(super) fn pairs() -> Vec<Legibility> {
    let roles = roles();
    let find = |name: &str| roles.iter().find(|role| role.name == name);
    let pair = |role: &str, ground: &str, needed: f64| {
        let (role, ground) = (find(role)?, find(ground)?);
        Some(Legibility {
            role: role.name.clone(),
            ground: ground.name.clone(),
            needed,
            light: contrast(role.light, ground.light),
            dark: contrast(role.dark, ground.dark),
        })
    };
    let on_surfaces = ON_SURFACES.iter().filter_map(|(role, needed)| {
        let pairs = SURFACES
            .iter()
            .filter_map(|surface| pair(role, surface, *needed));
        pairs.reduce(|worst, next| Legibility {
            ground: "every surface".to_owned(),
            light: worst.light.min(next.light),
            dark: worst.dark.min(next.dark),
            ..worst
        })
    });
    let on_others = ON_OTHERS
        .iter()
        .filter_map(|(role, ground, needed)| pair(role, ground, *needed));
    on_surfaces.chain(on_others).collect()
}

/// `--name: #rrggbb;` or `--name: light-dark(#rrggbb, #rrggbb);`
fn role(line: &str) -> Option<ColourRole> {
    let (name, value) = line.trim().strip_prefix("--")?.split_once(':')?;
    let value = value.trim().trim_end_matches(';');
    let (light, dark) = match value.strip_prefix("light-dark(") {
        Some(both) => both.trim_end_matches(')').split_once(',')?,
        None => (value, value),
    };
    Some(ColourRole {
        name: name.to_owned(),
        light: Rgb::read(light)?,
        dark: Rgb::read(dark)?,
    })
}

impl Rgb {
    fn read(text: &str) -> Option<Self> {
        let number = text
            .trim()
            .strip_prefix('#')
            .filter(|digits| digits.len() == 6)?;
        let [_, red, green, blue] = u32::from_str_radix(number, 16).ok()?.to_be_bytes();
        Some(Self(red, green, blue))
    }

    /// Relative luminance, as WCAG defines it.
    fn luminance(self) -> f64 {
        let linear = |channel: u8| {
            let share = f64::from(channel) / 255.0;
            if share <= 0.04045 {
                share / 12.92
            } else {
                ((share + 0.055) / 1.055).powf(2.4)
            }
        };
        0.2126 * linear(self.0) + 0.7152 * linear(self.1) + 0.0722 * linear(self.2)
    }
}

/// From 1 for the same colour to 21 for black on white.
fn contrast(one: Rgb, other: Rgb) -> f64 {
    let (one, other) = (one.luminance(), other.luminance());
    (one.max(other) + 0.05) / (one.min(other) + 0.05)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_role_is_read_where_it_stands_in_both_themes() {
        let pairs = pairs();
        assert_eq!(
            pairs.len(),
            ON_SURFACES.len() + ON_OTHERS.len(),
            "a role is not in the style sheet"
        );
        let unread: Vec<_> = pairs
            .iter()
            .filter(|pair| pair.light < pair.needed || pair.dark < pair.needed)
            .collect();
        assert!(unread.is_empty(), "{unread:#?}");
    }

    #[test]
    fn every_surface_is_in_the_style_sheet() {
        for surface in SURFACES {
            assert!(roles().iter().any(|role| role.name == surface), "{surface}");
        }
    }

    #[test]
    fn contrast_is_as_wcag_has_it() {
        let [black, white] = [Rgb(0, 0, 0), Rgb(255, 255, 255)];
        assert!((contrast(black, white) - 21.0).abs() < 1e-9);
        assert!((contrast(white, white) - 1.0).abs() < 1e-9);
        // The lightest grey that text may have on white.
        let grey = Rgb::read("#767676").unwrap();
        assert!((contrast(grey, white) - 4.54).abs() < 0.01);
    }

    #[test]
    fn roles_are_read_from_the_style_sheet() {
        let both = role("  --text: light-dark(#14171c, #eceef2);").unwrap();
        assert_eq!(
            (both.light, both.dark),
            (Rgb(20, 23, 28), Rgb(236, 238, 242))
        );
        let one = role("--on-accent: #ffffff;").unwrap();
        assert_eq!(one.light, one.dark);
        assert_eq!(role("  // Surfaces, from the lowest to the highest."), None);
        assert_eq!(
            role("  --scrim: light-dark(rgb(20 23 28 / 40%), rgb(0 0 0 / 60%));"),
            None
        );
    }
}
