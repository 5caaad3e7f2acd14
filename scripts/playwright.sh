#!/usr/bin/env bash
# Runs Playwright for cargo-leptos, in end2end/. When a test has failed, cargo-leptos would crash
# and kill the server; so it is not told, and e2e.sh reads the verdict in test-results instead.
set -euo pipefail

npx playwright test "$@" || true
