#!/usr/bin/env bash
# The browser tests, against an instance of their own: other ports, other files, other data.
source "$(dirname "$0")/lib.sh"

export LEPTOS_SITE_ADDR=127.0.0.1:3100 LEPTOS_RELOAD_PORT=3110 LEPTOS_SITE_ROOT=target/test-site
export APP_LOCAL_DIR=.local/test
scripts/clean-local.sh "$APP_LOCAL_DIR"
CHROMIUM=$(scripts/chromium.sh)
export CHROMIUM

# cargo-leptos calls it a success, too, when the build fails and no test is run.
verdict=end2end/test-results/.last-run.json
rm -f "$verdict"
cargo leptos end-to-end
grep -q '"status": "passed"' "$verdict" || die "the browser tests were not run"
