#!/usr/bin/env bash
# Has Lighthouse judge a release build: the front page as anybody, the dashboard and the list of offers as a person
# with offers. Fails below performance 95, accessibility 100, best practices 95. Reports in target/lighthouse.
source "$(dirname "$0")/lib.sh"

scripts/setup.sh test
scripts/setup.sh release
lighthouse=$tools/lighthouse
if [ "$(node -p "require('$lighthouse/node_modules/lighthouse/package.json').version" 2>/dev/null)" != "$lighthouse_version" ]; then
    quietly lighthouse "Installing Lighthouse" npm install --prefix "$lighthouse" --no-save "lighthouse@$lighthouse_version"
fi
scripts/build.sh local

# The pages stand on a release build as they would for people, with the stand-in for Clerk.
port=3180
while (exec 3<>"/dev/tcp/127.0.0.1/$port") 2>/dev/null; do port=$((port + 20)); done
export APP_ENV=development LEPTOS_SITE_ADDR=127.0.0.1:$port APP_LOCAL_DIR=.local/lighthouse
scripts/clean-local.sh "$APP_LOCAL_DIR"
target/release/deal-brain serve >"$logs/lighthouse-server.log" 2>&1 &
server=$!
trap 'kill -INT "$server"; wait "$server" || true' EXIT
until curl --silent --fail --output /dev/null "http://localhost:$port/health"; do
    kill -0 "$server" 2>/dev/null || die "the server ended; see $logs/lighthouse-server.log"
    sleep 0.2
done

CHROMIUM=$(scripts/chromium.sh)
export CHROMIUM LIGHTHOUSE=$lighthouse/node_modules/lighthouse/core/index.js
cd end2end
npx playwright test --config lighthouse.config.ts
