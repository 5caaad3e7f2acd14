//! The migrations are part of the program; Cargo does not know that by itself.

fn main() {
    println!("cargo:rerun-if-changed=migrations");
}
