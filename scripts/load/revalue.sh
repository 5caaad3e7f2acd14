#!/usr/bin/env bash
# Measures how long somebody with 500 offers waits after a change of one of their rules, until all of
# them are valued anew. Fails above a second. Everything happens in a cluster of its own, which is
# deleted afterwards.
#
#   scripts/load/revalue.sh [--profile release|debug] [--times N] [--limit MILLISECONDS]
source "$(dirname "$0")/../lib.sh"
source scripts/load/server.sh

profile=release
arguments=()
while [ $# -gt 0 ]; do
    case $1 in
    --profile) profile=$2 ;;
    --times | --limit) arguments+=("$1" "$2") ;;
    *) die "unknown option: $1" ;;
    esac
    shift 2
done
if [ -z "${LOAD_DATABASE:-}" ]; then
    build_server "$profile"
    with_database scripts/load/revalue.sh --profile "$profile" "${arguments[@]}"
fi

server=target/$profile/deal-brain
surroundings
# Asks oftener than any person would.
export APP_COSTLY_PER_MINUTE=0
"$server" serve >"$logs/load-server.log" 2>&1 &
pid=$!
trap 'kill "$pid" 2>/dev/null; wait "$pid" 2>/dev/null || true' EXIT
await_server "$pid"
psql --quiet --no-psqlrc --set ON_ERROR_STOP=1 "$LOAD_DATABASE" --file scripts/load/revalue.sql

say "Asking (a minute at most)"
timeout 300 node scripts/load/revalue.mjs --origin "$origin" "${arguments[@]}"
