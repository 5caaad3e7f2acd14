#!/usr/bin/env bash
# Measures the server at rest: how long from its start to the first answer with a migrated database,
# and how much memory it holds, at once and after a thousand pages.
#
#   scripts/load/rest.sh [--profile release|debug]
source "$(dirname "$0")/../lib.sh"
source scripts/load/server.sh

profile=release
while [ $# -gt 0 ]; do
    case $1 in
    --profile) profile=$2 ;;
    *) die "unknown option: $1" ;;
    esac
    shift 2
done
if [ -z "${LOAD_DATABASE:-}" ]; then
    build_server "$profile"
    with_database scripts/load/rest.sh --profile "$profile"
fi

server=target/$profile/deal-brain
surroundings
pid=
stop() {
    [ -z "$pid" ] || { kill "$pid" 2>/dev/null; wait "$pid" 2>/dev/null || true; }
    pid=
}
trap stop EXIT
start() {
    "$server" serve >"$logs/load-server.log" 2>&1 &
    pid=$!
}
milliseconds() { echo $(($(date +%s%N) / 1000000)); }
memory() { awk '/^VmRSS/ { printf "%.1f MB", $2 / 1024 }' "/proc/$pid/status"; }

# The first start migrates.
start
await_server "$pid"
stop
for round in 1 2 3 4 5; do
    begun=$(milliseconds)
    start
    until answers "${origin##*:}"; do :; done
    curl --silent --fail --output /dev/null "$origin/" || die "no page"
    echo "start to the first page: $(($(milliseconds) - begun)) ms; memory: $(memory)"
    await_server "$pid"
    sleep 2
    echo "    two seconds later: $(memory)"
    [ "$round" = 5 ] || stop
done
seq 1000 | xargs -P 8 -I{} curl --silent --output /dev/null "$origin/?{}"
echo "after a thousand pages: $(memory)"
