#!/usr/bin/env bash
# Builds for release, with every file of the site compressed beforehand.
source "$(dirname "$0")/lib.sh"

scripts/setup.sh release
cargo leptos build --release --precompress
