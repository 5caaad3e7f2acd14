#!/usr/bin/env bash
# Measures what people wait for, over HTTP and with row-level security: the list of 100,000 people in
# the admin area with a search, the first page of 5,000 offers, and how many pages and answers the
# server gives a second. Who asks runs on the same machine, so a machine of its own would do better.
# Everything happens in a cluster of its own, which is deleted afterwards.
#
#   scripts/load/pages.sh [--profile release|debug] [--people N] [--times N] [--concurrency N] [--seconds N]
source "$(dirname "$0")/../lib.sh"
source scripts/load/server.sh

profile=release people=100000
arguments=()
while [ $# -gt 0 ]; do
    case $1 in
    --profile) profile=$2 ;;
    --people) people=$2 ;;
    --times | --concurrency | --seconds) arguments+=("$1" "$2") ;;
    *) die "unknown option: $1" ;;
    esac
    shift 2
done
if [ -z "${LOAD_DATABASE:-}" ]; then
    build_server "$profile"
    with_database scripts/load/pages.sh --profile "$profile" --people "$people" "${arguments[@]}"
fi

server=target/$profile/deal-brain
surroundings
"$server" serve >"$logs/load-server.log" 2>&1 &
pid=$!
trap 'kill "$pid" 2>/dev/null; wait "$pid" 2>/dev/null || true' EXIT
await_server "$pid"

say "Loading $people people"
psql --quiet --no-psqlrc --set ON_ERROR_STOP=1 "$LOAD_DATABASE" \
    --command "set load.people = $people" --file scripts/load/pages.sql

say "Asking (a minute)"
timeout 600 node scripts/load/pages.mjs --origin "$origin" --people "$people" "${arguments[@]}"
