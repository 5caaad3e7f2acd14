#!/usr/bin/env bash
# Kills the server again and again (kill -9) while 2,000 of Clerk's messages are sent to it, by a
# sender that tries again as Svix does, and then looks in the database whether one was lost or had
# its effect twice. Everything happens on this machine, in a cluster of its own, which is deleted
# afterwards.
#
#   scripts/crash/webhooks.sh [--profile release|debug] [--kills N]
source "$(dirname "$0")/../lib.sh"
source scripts/load/server.sh

profile=release kills=8
while [ $# -gt 0 ]; do
    case $1 in
    --profile) profile=$2 ;;
    --kills) kills=$2 ;;
    *) die "unknown option: $1" ;;
    esac
    shift 2
done
if [ -z "${LOAD_DATABASE:-}" ]; then
    build_server "$profile"
    with_database scripts/crash/webhooks.sh --profile "$profile" --kills "$kills"
fi

surroundings
SECRET=$CLERK_WEBHOOK_SIGNING_SECRET DATABASE=$LOAD_DATABASE SERVER=target/$profile/deal-brain \
    timeout 300 node scripts/crash/webhooks.mjs --origin "$origin" --kills "$kills"
