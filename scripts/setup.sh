#!/usr/bin/env bash
# Installs what is missing to `run`, `test`, `release` the application, to measure the tests' `coverage`, or to `prepare` its SQL.
# Quick when nothing is missing.
source "$(dirname "$0")/lib.sh"

purpose=${1:?run, test, coverage, release or prepare}
scripts/setup/system.sh "$purpose"
scripts/setup/rust.sh "$purpose"
scripts/setup/node.sh "$purpose"
scripts/setup/clerk-js.sh
