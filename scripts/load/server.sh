# Sourced by what measures or ill-treats the server: a build, a database of its own that waits for
# its disk as in production, and keys that nobody else has. Ends with what sources it.
# shellcheck shell=bash

# An instance of Clerk that does not exist. The server has the public key, and asks nobody.
export CLERK_PUBLISHABLE_KEY=pk_live_Y2xlcmsuZXhhbXBsZS5jb20k CLERK_SECRET_KEY=sk_live_load
export CLERK_WEBHOOK_SIGNING_SECRET=whsec_bG9hZCBvZiB0aGlzIG1hY2hpbmUgYWxvbmU=
export APP_ENV=development APP_RECONCILE_HOURS=0 RUST_LOG=error
CLERK_JWT_KEY=$(cat tests/it/data/instance_key.pub.pem)
export CLERK_JWT_KEY

# with_database SCRIPT ARGUMENTS…: runs the script again, with a cluster in LOAD_DATABASE that is
# deleted afterwards.
with_database() {
    local script=$PWD/$1
    shift
    cargo build --quiet --package postgres-local
    # shellcheck disable=SC2016 # expanded in there, where DATABASE_URL is set
    exec target/debug/postgres-local run -- bash -euc 'LOAD_DATABASE=$DATABASE_URL exec "$0" "$@"' "$script" "$@"
}

# build_server PROFILE: names the program in `server`.
build_server() {
    scripts/setup.sh run
    case $1 in
    release)
        server=target/release/deal-brain
        quietly load-build "Building for release (some minutes the first time)" \
            env SQLX_OFFLINE=true cargo leptos build --release --server-only
        ;;
    debug)
        server=target/debug/deal-brain
        quietly load-build "Building" env SQLX_OFFLINE=true cargo build --features local --bin deal-brain
        ;;
    *) die "--profile: release or debug" ;;
    esac
    export server
}

answers() { (exec 3<>"/dev/tcp/127.0.0.1/$1") 2>/dev/null; }

# The server serves as the login role, and brings the schema up to date as its owner.
surroundings() {
    export DATABASE_MIGRATION_URL=$LOAD_DATABASE
    export DATABASE_URL=${LOAD_DATABASE/postgres:\/\/postgres@/postgres:\/\/app_request@}
    local port=3400
    while answers "$port"; do port=$((port + 20)); done
    export LEPTOS_SITE_ADDR=127.0.0.1:$port origin=http://127.0.0.1:$port
}

# await_server PID: until it answers.
await_server() {
    local tries=0
    until curl --silent --fail --output /dev/null "$origin/health"; do
        kill -0 "$1" 2>/dev/null || die "the server ended; its log: $logs/load-server.log"
        tries=$((tries + 1))
        [ "$tries" -lt 600 ] || die "the server does not answer"
        sleep 0.1
    done
}
