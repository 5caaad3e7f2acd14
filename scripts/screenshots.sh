#!/usr/bin/env bash
# Pictures of every page, on phones and wide screens, light and dark, in target/screenshots.
source "$(dirname "$0")/lib.sh"

scripts/setup.sh test
rm -rf target/screenshots
scripts/e2e.sh --config shots.config.ts
say "Look at target/screenshots"
