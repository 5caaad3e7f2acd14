#!/usr/bin/env bash
# Clerk's own browser bundles, which the stand-in serves as Clerk's Frontend API does.
# `npm install` would bring a thousand packages that they were built from; the bundles need none.
source "$(dirname "$0")/../lib.sh"

lock=crates/clerk-local/bundles.lock
vendor=.local/vendor
if cmp -s "$lock" "$vendor/bundles.lock"; then exit 0; fi

while read -r name version integrity; do
    bundle=${name##*/}
    npm_unpack "$name@$version" "$integrity" "$vendor/$bundle" LICENSE \
        "dist/*.browser.js" "dist/*_$version.js"
done < <(grep -v '^#' "$lock")
cp "$lock" "$vendor/bundles.lock"
