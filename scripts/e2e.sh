#!/usr/bin/env bash
# The browser tests, or those named as arguments, against an instance of their own: other ports,
# other files, other data.
source "$(dirname "$0")/lib.sh"

answers() { (exec 3<>"/dev/tcp/127.0.0.1/$1") 2>/dev/null; }

export LEPTOS_SITE_ROOT=target/test-site LEPTOS_RELOAD_PORT=3110
CHROMIUM=$(scripts/chromium.sh)
export CHROMIUM
# Wing by wing, as for release.
split=(--split --lib-features split)
cargo leptos build "${split[@]}"

# The stand-in for Clerk takes the port after the site's.
port=3100
while answers "$port" || answers $((port + 1)); do port=$((port + 20)); done
export LEPTOS_SITE_ADDR=127.0.0.1:$port APP_LOCAL_DIR=.local/test-$port

scripts/clean-local.sh "$APP_LOCAL_DIR"
verdict=end2end/test-results/.last-run.json
rm -f "$verdict"
LEPTOS_END2END_CMD="bash ../scripts/playwright.sh $*" cargo leptos end-to-end "${split[@]}"
[ -f "$verdict" ] || die "the browser tests were not run"
grep -q '"status": "passed"' "$verdict" || die "a browser test failed; see end2end/test-results"
