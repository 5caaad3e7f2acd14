//! The quick start of the crate's front page, to run: `cargo run -p clerk --example quick_start`.

include!("quick_start/app.rs");
