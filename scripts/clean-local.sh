#!/usr/bin/env bash
# Deletes a folder's local data, with the database that root keeps elsewhere, but not what was
# only fetched.
source "$(dirname "$0")/lib.sh"

dir=${1:-.local}
mkdir -p "$dir"
find "$dir" -type l -name elsewhere -exec readlink {} \; | { grep '^/var/tmp/postgres-local-' || true; } | xargs rm -rf
find "$dir" -mindepth 1 -maxdepth 1 ! -name vendor -exec rm -rf {} +
