#!/usr/bin/env bash
# Measures how many of Clerk's messages the server takes a second, and how long it is from a message
# to its effect: first as fast as it takes them, then at a steady rate. Everything happens on this
# machine, in a cluster of its own, which is deleted afterwards.
#
#   scripts/load/webhooks.sh [--profile release|debug] [--events N] [--concurrency N] [--rate N] [--seconds N]
source "$(dirname "$0")/../lib.sh"
source scripts/load/server.sh

profile=release
arguments=()
while [ $# -gt 0 ]; do
    case $1 in
    --profile) profile=$2 ;;
    --events | --concurrency | --rate | --seconds) arguments+=("$1" "$2") ;;
    *) die "unknown option: $1" ;;
    esac
    shift 2
done
if [ -z "${LOAD_DATABASE:-}" ]; then
    build_server "$profile"
    with_database scripts/load/webhooks.sh --profile "$profile" "${arguments[@]}"
fi

server=target/$profile/deal-brain
surroundings
"$server" serve >"$logs/load-server.log" 2>&1 &
pid=$!
trap 'kill "$pid" 2>/dev/null; wait "$pid" 2>/dev/null || true' EXIT
await_server "$pid"

say "Sending (a minute at most)"
SECRET=$CLERK_WEBHOOK_SIGNING_SECRET DATABASE=$LOAD_DATABASE \
    timeout 120 node scripts/load/webhooks.mjs --origin "$origin" "${arguments[@]}"
