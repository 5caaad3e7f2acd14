#!/usr/bin/env bash
# A Node.js that is new enough, and the packages that run on it.
source "$(dirname "$0")/../lib.sh"

new_enough() {
    [ "$(printf '%s\n' "$oldest_node" "$(node --version | tr -d v)" | sort -V | head -n 1)" = "$oldest_node" ]
}

if ! new_enough; then
    case $(uname -s)-$(uname -m) in
    Linux-x86_64) arch=x64 integrity=$node_integrity_x64 ;;
    Linux-aarch64) arch=arm64 integrity=$node_integrity_arm64 ;;
    *) die "Node.js $oldest_node or newer is needed, and this is $(node --version)" ;;
    esac
    npm_unpack "node-linux-$arch@$node_version" "$integrity" "$tools/node" bin/node
    ln -sf ../node/bin/node "$tools/bin/node"
fi

# npm writes node_modules/.package-lock.json at the end of an installation.
packages_in() {
    if [ ! "$1/node_modules/.package-lock.json" -nt "$1/package-lock.json" ]; then
        quietly "npm-ci-$2" "Installing the npm packages of $2" npm ci --prefix "$1"
    fi
}

packages_in . style

if [ "$1" = release ] && [ "$(wasm-opt --version 2>/dev/null | awk '{ print $3 }')" != "${binaryen_version%%.*}" ]; then
    npm_unpack "binaryen@$binaryen_version" "$binaryen_integrity" "$tools/binaryen" LICENSE bin/wasm-opt bin/package.json
    ln -sf ../binaryen/bin/wasm-opt "$tools/bin/wasm-opt"
fi

if [ "$1" = test ]; then
    packages_in end2end end2end
    if ! scripts/chromium.sh >/dev/null; then
        quietly playwright "Fetching Playwright's Chromium (some minutes)" \
            npx --prefix end2end playwright install --with-deps chromium
    fi
fi
