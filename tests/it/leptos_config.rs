//! `Leptos.toml`, which a deployed server reads, says the same as `Cargo.toml`, which builds it.

use leptos::config::get_configuration;

#[test]
fn both_files_hold_the_same_settings() {
    let [cargo, deployed] = ["Cargo.toml", "Leptos.toml"]
        .map(|file| get_configuration(Some(file)).unwrap().leptos_options);
    assert_eq!(format!("{cargo:?}"), format!("{deployed:?}"));
}
