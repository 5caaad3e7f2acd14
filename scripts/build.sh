#!/usr/bin/env bash
# Builds for release, with every file of the site compressed beforehand. Without the stand-ins, which
# `scripts/build.sh local` builds in for what tries a release build.
source "$(dirname "$0")/lib.sh"

scripts/setup.sh release
cargo leptos build --release --split --lib-features split --precompress --frontend-only
cargo build --release --no-default-features --features "${1:-ssr}" --bin deal-brain
