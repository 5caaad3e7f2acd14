#!/usr/bin/env bash
# The browser tests, or those named as arguments, against an instance of their own: other ports,
# other files, other data.
source "$(dirname "$0")/lib.sh"

export LEPTOS_SITE_ADDR=127.0.0.1:3100 LEPTOS_RELOAD_PORT=3110 LEPTOS_SITE_ROOT=target/test-site
export APP_LOCAL_DIR=.local/test
if curl --silent --output /dev/null "$LEPTOS_SITE_ADDR"; then die "$LEPTOS_SITE_ADDR is in use by another server"; fi
scripts/clean-local.sh "$APP_LOCAL_DIR"
CHROMIUM=$(scripts/chromium.sh)
export CHROMIUM

# cargo-leptos also calls it a success when the build fails and no test is run.
verdict=end2end/test-results/.last-run.json
rm -f "$verdict"
LEPTOS_END2END_CMD="bash ../scripts/playwright.sh $*" cargo leptos end-to-end
[ -f "$verdict" ] || die "the browser tests were not run"
grep -q '"status": "passed"' "$verdict" || die "a browser test failed; see end2end/test-results"
