#!/bin/sh
# SPDX-License-Identifier: MIT
# Writes the sample report and checks it in a browser: tests/report/run.sh [BUILD].
# Skips aloud where there is no Chromium, no Node.js, or no way to fetch axe-core.
# Without poppler-utils the pages of a print are not read, which is counted as skipped.
# CHROMIUM names another browser than /usr/bin/chromium.
set -eu
here=$(dirname "$0")
build=${1:-build}
chromium=${CHROMIUM:-/usr/bin/chromium}
modules=$build/browser/node_modules

skip()
{
    echo "SKIPPED: [the report in a browser] $1"
    echo "0 passed, 0 failed, 1 skipped"
    exit 0
}

"$build/sample-report" "$build/sample-report.html" "$build/sample-cards.html" \
    "$build/sample-handouts.html"
[ -x "$chromium" ] || skip "there is no $chromium; install chromium"
command -v node > /dev/null || skip "there is no node; install nodejs"
if [ ! -d "$modules/axe-core" ] || [ ! -d "$modules/playwright-core" ]; then
    command -v npm > /dev/null || skip "there is no npm; install npm"
    mkdir -p "$build/browser"
    # Asked for shortly first: without a registry npm takes minutes to give up.
    timeout 12 npm view --fetch-retries=0 --fetch-timeout=5000 axe-core@4.14.1 version \
        > "$build/browser/npm.log" 2>&1 ||
        skip "no npm registry answers, so axe-core cannot be fetched; see $build/browser/npm.log"
    npm install --prefix "$build/browser" --no-save --no-audit --no-fund --silent \
        --fetch-retries=1 --fetch-timeout=60000 \
        axe-core@4.14.1 playwright-core@1.65.1 > "$build/browser/npm.log" 2>&1 ||
        skip "axe-core and playwright-core could not be fetched; see $build/browser/npm.log"
fi
exec node "$here/axe.mjs" "$build/browser/node_modules" "$chromium" \
    "$build/sample-report.html" "$build/sample-cards.html" "$build/sample-handouts.html" \
    "$here/../../examples/thornmere/expected/report-2025.html"
