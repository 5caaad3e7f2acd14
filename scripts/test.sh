#!/usr/bin/env bash
# Runs the named parts of the tests (fmt, lint, unit, e2e), or all of them.
source "$(dirname "$0")/lib.sh"

# The tests bring their own surroundings, whatever happens to be configured here.
for name in $(compgen -e | grep -E '^(APP|CLERK|NEXT_PUBLIC_CLERK|DATABASE|LEPTOS)_' || true); do unset "$name"; done
export SQLX_OFFLINE=true

native=(--workspace --features deal-brain/local)
browser=(--target wasm32-unknown-unknown --package deal-brain --no-default-features --features split)

passed=0
current=set-up
summarise() {
    if [ -z "$current" ]; then
        say "All $passed steps passed in $(duration "$SECONDS")"
    else
        say "FAILED in: $current, after $passed passed steps and $(duration "$SECONDS")"
    fi
}
trap summarise EXIT

# step TITLE COMMAND…
step() {
    local begun=$SECONDS
    current=$1
    shift
    say "$current"
    "$@"
    passed=$((passed + 1))
    say "$current: passed in $(duration $((SECONDS - begun)))"
}

fmt() {
    step "Format" cargo fmt --all --check
}

lint() {
    step "Clippy, server" cargo clippy "${native[@]}" --all-targets -- -D warnings
    step "Clippy, browser" cargo clippy "${browser[@]}" -- -D warnings
    step "Types of the browser tests" end2end/node_modules/.bin/tsc --project end2end
    if have cargo-deny; then
        step "Licences and sources of dependencies" cargo deny check bans licenses sources
    else
        say "Licences and sources of dependencies: skipped. cargo-deny is not installed, and compiling it would take minutes"
    fi
}

unit() {
    step "Build of the tests" cargo nextest run "${native[@]}" --no-run
    step "Unit and integration tests" target/debug/postgres-local run --disposable -- \
        cargo nextest run "${native[@]}"
    step "Documentation tests" cargo test --quiet --doc "${native[@]}"
}

e2e() {
    step "Browser tests" scripts/e2e.sh
}

scripts/setup.sh test
for part in "${@:-fmt lint unit e2e}"; do
    # shellcheck disable=SC2086 # a list of words
    for name in $part; do "$name"; done
done
current=
