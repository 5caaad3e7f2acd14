#!/usr/bin/env bash
# The wasm target, and the tools that are built with cargo.
source "$(dirname "$0")/../lib.sh"

have cargo || die "Rust is missing; install it as https://rustup.rs says"


if [ ! -d "$(rustc --print sysroot)/lib/rustlib/wasm32-unknown-unknown" ]; then
    have rustup || die "this Rust cannot compile for wasm32-unknown-unknown; install one from https://rustup.rs"
    quietly rust-target "Adding the wasm32 target to Rust" rustup target add wasm32-unknown-unknown
fi

version_of() { "$@" --version 2>/dev/null | awk 'NR == 1 { print $2 }' || true; }

# install CRATE VERSION MINUTES CARGO-ARGUMENTS…: prebuilt where cargo-binstall is at hand.
install() {
    local crate=$1 version=$2 minutes=$3
    shift 3
    if have cargo-binstall && cargo binstall --no-confirm --disable-strategies compile \
        --root "$tools" "$crate@$version" >"$logs/$crate.log" 2>&1; then
        return
    fi
    # The tools are waited for more than they run: compile quickly.
    quietly "$crate" "Building $crate $version (once; about $minutes minutes)" \
        env CARGO_PROFILE_RELEASE_LTO=off CARGO_PROFILE_RELEASE_CODEGEN_UNITS=16 \
        CARGO_PROFILE_RELEASE_OPT_LEVEL=1 \
        cargo install "$crate" --version "$version" --root "$tools" "$@"
}

if [ "$(version_of wasm-bindgen)" != "$wasm_bindgen" ]; then
    install wasm-bindgen-cli "$wasm_bindgen" 4
fi
if [ "$(version_of cargo leptos)" != "$cargo_leptos" ]; then
    # One of its dependencies names a newer Rust than it needs.
    install cargo-leptos "$cargo_leptos" 12 --locked --ignore-rust-version
fi

case $1 in
test | coverage)
    if ! { cargo clippy --version && cargo fmt --version; } >/dev/null 2>&1; then
        quietly rust-components "Adding clippy and rustfmt to Rust" rustup component add clippy rustfmt
    fi
    if ! cargo nextest --version >/dev/null 2>&1; then
        install cargo-nextest "$cargo_nextest" 5 --locked
    fi
    ;;
esac
case $1 in
coverage)
    if [ ! -x "$(rustc --print sysroot)/lib/rustlib/$(rustc -vV | awk '/^host/ { print $2 }')/bin/llvm-cov" ]; then
        have rustup || die "this Rust has no llvm-cov; install one from https://rustup.rs"
        quietly rust-llvm "Adding llvm-tools to Rust" rustup component add llvm-tools
    fi
    if ! cargo llvm-cov --version >/dev/null 2>&1; then
        install cargo-llvm-cov "$cargo_llvm_cov" 2 --locked
    fi
    ;;
prepare)
    if [ "$(version_of cargo sqlx)" != "$sqlx_cli" ]; then
        install sqlx-cli "$sqlx_cli" 3 --no-default-features --features rustls,postgres
    fi
    ;;
esac
