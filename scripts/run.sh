#!/usr/bin/env bash
# Builds the application and serves it, with all that it needs.
source "$(dirname "$0")/lib.sh"

scripts/setup.sh run
say "Building (some minutes the first time, seconds after that)"
cargo leptos build
say "Starting; Ctrl-C stops everything"
exec target/debug/deal-brain serve
