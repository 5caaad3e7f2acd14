#!/usr/bin/env bash
# Asks the running interface what its OpenAPI document allows and what it does not, by Schemathesis:
# no answer may be a 500, and every answer must be as documented. Three people ask: somebody, somebody
# who ends their account by it, and an administrator.
#
#   scripts/schemathesis.sh [option of `schemathesis run`]…
#
# Needs Python 3.10 or newer. Starts an instance of its own; SITE=… and STAND_IN=… name one that runs.
source "$(dirname "$0")/lib.sh"

have python3 || die "Python 3 is missing; install it as your system does it"
venv=$tools/schemathesis
if [ ! -x "$venv/bin/schemathesis" ]; then
    python3 -m venv "$venv"
    quietly schemathesis "Installing Schemathesis" "$venv/bin/pip" install --quiet "schemathesis==$schemathesis_version"
fi

if [ -z "${SITE:-}" ]; then
    SQLX_OFFLINE=true cargo build --features local
    port=3160
    while (exec 3<>"/dev/tcp/127.0.0.1/$port") 2>/dev/null; do port=$((port + 20)); done
    export SITE=http://localhost:$port STAND_IN=http://localhost:$((port + 1))
    scripts/clean-local.sh .local/schemathesis
    # Asks oftener than any person would.
    export APP_COSTLY_PER_MINUTE=0 APP_LINKS_PER_MINUTE=0
    LEPTOS_OUTPUT_NAME=deal-brain LEPTOS_SITE_ADDR=127.0.0.1:$port APP_LOCAL_DIR=.local/schemathesis \
        target/debug/deal-brain >"$logs/schemathesis-server.log" 2>&1 &
    server=$!
    trap 'kill "$server"; wait "$server" || true' EXIT
    until curl --silent --fail --output /dev/null "$SITE/health"; do
        kill -0 "$server" 2>/dev/null || die "the server ended; see $logs/schemathesis-server.log"
        sleep 0.2
    done
fi
export STAND_IN=${STAND_IN:-${SITE%:*}:$((${SITE##*:} + 1))}

# ask PERSONA OPTION…: as that persona of the stand-in.
ask() {
    PERSONA=$1+clerk_test@example.com SCHEMATHESIS_HOOKS=scripts/schemathesis/hooks.py \
        "$venv/bin/schemathesis" --config-file scripts/schemathesis/schemathesis.toml \
        run "$SITE/api/openapi.json" --url "$SITE" "${@:2}"
}

# Whoever asks these is signed out for good: they are asked by somebody else, after the others.
ends=(delete_api_v1_users_me delete_api_v1_users_me_sessions_id post_api_v1_users_me_sign_out_everywhere)
ask ada "${ends[@]/#/--exclude-operation-id=}" "$@"
ask ben "${ends[@]/#/--include-operation-id=}" "$@"

# What Ada was only refused. Last: an administrator deactivates people, and purges them.
administrators=(get_metrics {patch,delete}_api_v1_{cpus,gpus}_id)
ask admin --include-tag=admin "${administrators[@]/#/--include-operation-id=}" "$@"
