#!/usr/bin/env bash
# Measures what people wait for, over HTTP and with row-level security: the list of 100,000 people in
# the admin area with a search, the first page of 5,000 offers, and how many pages and answers the
# server gives a second. Fails when a page takes more than 100 ms in 95 of 100 times, or when the table
# of people was read from end to end. Who asks runs on the same machine, so a machine of its own would
# do better. Everything happens in a cluster of its own, which is deleted afterwards.
#
#   scripts/load/pages.sh [--profile release|debug] [--people N] [--times N] [--concurrency N] [--seconds N] \
#       [--limit MILLISECONDS]
source "$(dirname "$0")/../lib.sh"
source scripts/load/server.sh

profile=release people=100000
arguments=()
while [ $# -gt 0 ]; do
    case $1 in
    --profile) profile=$2 ;;
    --people) people=$2 ;;
    --times | --concurrency | --seconds | --limit) arguments+=("$1" "$2") ;;
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

sql() { psql --quiet --no-psqlrc --set ON_ERROR_STOP=1 "$LOAD_DATABASE" "$@"; }
# A connection at rest tells after ten seconds what it has counted.
scans() {
    sleep 11
    sql --tuples-only --no-align --command "select seq_scan from pg_stat_user_tables where relname = 'app_user'"
}

say "Loading $people people"
sql --command "set load.people = $people" --file scripts/load/pages.sql

say "Asking (a minute)"
before=$(scans)
failed=
timeout 600 node scripts/load/pages.mjs --origin "$origin" --people "$people" "${arguments[@]}" || failed=yes
after=$(scans)
echo "all people read from end to end: $((after - before)) times"
[ -z "$failed" ] && [ "$after" -eq "$before" ] || die "not as it should be"
