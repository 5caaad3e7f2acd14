# Sourced by every script: the project's folder, its tools, and how to say what happens.
# shellcheck shell=bash

set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/.."

# Tools that the project builds for itself: shared by all clones, apart from a person's own.
tools=${XDG_CACHE_HOME:-$HOME/.cache}/deal-brain
logs=$PWD/.local/logs
mkdir -p "$logs" "$tools/bin"

PATH=$PWD/node_modules/.bin:$tools/bin:$PATH:${CARGO_HOME:-$HOME/.cargo}/bin
export PATH

# shellcheck source=scripts/versions.sh
source scripts/versions.sh

have() { command -v "$1" >/dev/null 2>&1; }

say() {
    if [ -t 1 ]; then printf '\033[1m==> %s\033[0m\n' "$*"; else printf '==> %s\n' "$*"; fi
}

die() {
    printf 'error: %s\n' "$*" >&2
    exit 1
}

duration() {
    if [ "$1" -lt 60 ]; then printf '%d s' "$1"; else printf '%d min %d s' $(($1 / 60)) $(($1 % 60)); fi
}

# quietly NAME TITLE COMMAND…: keeps the output in .local/logs/NAME.log, tells now and then how
# far it is, and shows the end of the output when the command fails.
quietly() {
    local log=$logs/$1.log title=$2 begun=$SECONDS ticker
    shift 2
    say "$title"
    : >"$log"
    while sleep 15 >/dev/null 2>&1 && kill -0 $$ 2>/dev/null; do
        printf '    %s: %s\n' "$(duration $((SECONDS - begun)))" "$(tail -n 1 "$log" | tr -cd '[:print:]' | cut -c 1-80)"
    done &
    ticker=$!
    local status=0
    "$@" >>"$log" 2>&1 </dev/null || status=$?
    kill "$ticker" 2>/dev/null || true
    wait "$ticker" 2>/dev/null || true
    if [ "$status" -ne 0 ]; then
        tail -n 25 "$log" | sed 's/^/    /' >&2
        die "$title: failed; all of its output is in $log"
    fi
}

# npm_unpack NAME@VERSION INTEGRITY DIR FILE…: unpacks files of a package (tar patterns below its
# root) from the npm registry, after checking that it is the one that was meant.
npm_unpack() {
    local spec=$1 integrity=$2 dir=$3 packed
    shift 3
    packed=$(mktemp -d)
    quietly "npm-$(basename "$dir")" "Fetching $spec" npm pack "$spec" --pack-destination "$packed"
    node - "$packed"/*.tgz "$integrity" <<'JS' || die "$spec is not the package it should be"
const [file, expected] = process.argv.slice(2);
const hash = require("crypto").createHash("sha512").update(require("fs").readFileSync(file));
process.exit(expected === `sha512-${hash.digest("base64")}` ? 0 : 1);
JS
    rm -rf "$dir"
    mkdir -p "$dir"
    tar -xzf "$packed"/*.tgz -C "$dir" --strip-components=1 "${wildcards[@]}" "${@/#/package/}"
    rm -rf "$packed"
}
# GNU tar wants to be told; macOS's matches patterns by itself and does not know the flag.
wildcards=(--no-same-owner)
if tar --version 2>/dev/null | grep -q GNU; then wildcards+=(--wildcards); fi
