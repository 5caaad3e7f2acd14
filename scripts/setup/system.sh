#!/usr/bin/env bash
# What the system's package manager has: a C compiler, Node.js, PostgreSQL, Chromium, PgBouncer.
source "$(dirname "$0")/../lib.sh"

has_postgres() {
    local dir
    for dir in "${PG_BIN:-}" "$(pg_config --bindir 2>/dev/null || true)" /usr/lib/postgresql/*/bin \
        /opt/homebrew/opt/postgresql@*/bin /usr/local/opt/postgresql@*/bin \
        /Applications/Postgres.app/Contents/Versions/*/bin "$(dirname "$(command -v initdb || true)")"; do
        if [ -x "$dir/initdb" ] && "$dir/postgres" --version 2>/dev/null | grep -qE ' (1[5-9]|[2-9][0-9])'; then
            return 0
        fi
    done
    return 1
}

has_pgbouncer() {
    have pgbouncer || [ -x /usr/sbin/pgbouncer ]
}

# missing PURPOSE: names, one a line.
missing() {
    have cc || echo compiler
    { have node && have npm; } || echo node
    has_postgres || echo postgres
    case $1 in
    test)
        scripts/chromium.sh >/dev/null || echo chromium
        has_pgbouncer || echo pgbouncer
        ;;
    coverage) has_pgbouncer || echo pgbouncer ;;
    esac
}

apt_package() {
    case $1 in
    compiler) echo build-essential ;;
    node) echo nodejs npm ;;
    postgres) echo postgresql ;;
    pgbouncer) echo pgbouncer ;;
    # Ubuntu has it as a snap only; Playwright then brings its own (see node.sh).
    chromium) if apt-cache show chromium >/dev/null 2>&1; then echo chromium; fi ;;
    esac
}

brew_package() {
    case $1 in
    node) echo node ;;
    postgres) echo postgresql@17 ;;
    pgbouncer) echo pgbouncer ;;
    esac
}

# packages HOW NEED…
packages() {
    local how=$1 need
    shift
    for need in "$@"; do "$how" "$need"; done | xargs
}

as_root() {
    if [ "$(id -u)" -eq 0 ]; then "$@"; else sudo "$@"; fi
}

apt_install() {
    # Debian's packages would start a cluster and a pooler of their own; only the programs are wanted.
    local own_cluster=/etc/postgresql-common/createcluster.d/deal-brain.conf policy=/usr/sbin/policy-rc.d
    settings=("$own_cluster")
    trap 'as_root rm -f "${settings[@]}"' EXIT
    if [ ! -e "$policy" ]; then
        settings+=("$policy")
        printf '#!/bin/sh\nexit 101\n' | as_root tee "$policy" >/dev/null
        as_root chmod +x "$policy"
    fi
    as_root mkdir -p "$(dirname "$own_cluster")"
    echo 'create_main_cluster = false' | as_root tee "$own_cluster" >/dev/null
    quietly apt "Installing $* (some minutes)" \
        as_root env DEBIAN_FRONTEND=noninteractive apt-get install --yes --no-install-recommends "$@"
}

lacking=$(missing "$1")
if [ -z "$lacking" ]; then exit 0; fi

# shellcheck disable=SC2046,SC2086 # lists of words
if have apt-get; then
    if [ "$(id -u)" -ne 0 ]; then
        have sudo || die "as root, run: apt-get install" $(packages apt_package $lacking)
        say "Missing:" $lacking "(sudo may ask for your password)"
        sudo true
    fi
    quietly apt-update "Updating the list of packages" as_root apt-get update
    apt_install $(packages apt_package $lacking)
elif have brew; then
    have cc || die "a C compiler is missing; install it with: xcode-select --install"
    quietly brew "Installing what is missing (some minutes)" brew install $(packages brew_package $lacking)
fi

lacking=$(missing "$1" | { grep -v chromium || true; })
if [ -n "$lacking" ]; then
    die "please install, as your system does it:" "${lacking//$'\n'/, }" \
        "(compiler: a C compiler as cc; node: Node.js $oldest_node or newer with npm;" \
        "postgres: PostgreSQL 15 or newer, see https://www.postgresql.org/download;" \
        "pgbouncer: PgBouncer)"
fi
