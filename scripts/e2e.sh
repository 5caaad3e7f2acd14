#!/usr/bin/env bash
# The browser tests, against an instance of their own: other ports, other data.
source "$(dirname "$0")/lib.sh"

export LEPTOS_SITE_ADDR=127.0.0.1:3100 LEPTOS_RELOAD_PORT=3110 APP_LOCAL_DIR=.local/test
scripts/clean-local.sh "$APP_LOCAL_DIR"
CHROMIUM=$(scripts/chromium.sh)
export CHROMIUM
cargo leptos end-to-end
