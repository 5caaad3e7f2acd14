#!/usr/bin/env bash
# How much of the code that decides who may do what is reached by tests, in lines: fails below 90 %
# for any of its parts. Needs a build of its own (some minutes), in target/llvm-cov-target.
#
#   scripts/coverage.sh [--missed]     --missed lists the lines that no test reaches
source "$(dirname "$0")/lib.sh"

for name in $(compgen -e | grep -E '^(APP|CLERK|NEXT_PUBLIC_CLERK|DATABASE|LEPTOS)_' || true); do unset "$name"; done
export SQLX_OFFLINE=true

scripts/setup.sh coverage
cargo build --quiet --package postgres-local
cargo llvm-cov clean --workspace --profraw-only
# The mutations of the policies run one and the same test over and over.
quietly coverage "Building and running the tests with counters" \
    target/debug/postgres-local run --disposable -- \
    cargo llvm-cov nextest --no-report --package clerk --package deal-brain --features deal-brain/local \
    -E 'not test(rls::mutations)'
cargo llvm-cov report --package clerk --package deal-brain --lcov --output-path target/coverage.lcov 2>/dev/null
node scripts/coverage.mjs target/coverage.lcov "$@"
