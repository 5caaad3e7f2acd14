#!/usr/bin/env bash
# Prints the path of an installed Chromium or Chrome.
set -euo pipefail

for name in "${CHROMIUM:-}" chromium google-chrome google-chrome-stable \
    "/Applications/Chromium.app/Contents/MacOS/Chromium" \
    "/Applications/Google Chrome.app/Contents/MacOS/Google Chrome"; do
    if [ -n "$name" ] && command -v "$name"; then exit 0; fi
done
exit 1
