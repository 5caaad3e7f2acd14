#!/usr/bin/env bash
# Describes the queries of the source in .sqlx, from a database that has just been migrated.
source "$(dirname "$0")/lib.sh"

unset SQLX_OFFLINE
scripts/setup.sh prepare
cargo build --quiet --package postgres-local
target/debug/postgres-local run --disposable -- bash -euc '
    cargo sqlx migrate run
    cargo sqlx prepare -- --all-targets --features local
'
