#!/usr/bin/env bash
# Prints the path of an installed Chromium or Chrome, or of the one that Playwright has fetched.
set -euo pipefail
cd "$(dirname "$0")/../end2end"

for name in "${CHROMIUM:-}" chromium google-chrome google-chrome-stable \
    "/Applications/Chromium.app/Contents/MacOS/Chromium" \
    "/Applications/Google Chrome.app/Contents/MacOS/Google Chrome"; do
    if [ -n "$name" ] && command -v "$name"; then exit 0; fi
done
fetched=$(node -p 'require("@playwright/test").chromium.executablePath()' 2>/dev/null)
[ -x "$fetched" ] && echo "$fetched"
