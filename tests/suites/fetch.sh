#!/bin/sh
# SPDX-License-Identifier: MIT
# Fetches published test suites into build/suites (or $WAYMARK_SUITES):
#   json-schema/draft2020-12/   JSON Schema Test Suite, which the source package of
#                               Python's jsonschema carries (npm's own package of it
#                               holds no tests and no draft later than 6)
#   csv-spectrum/{csvs,json}/   csv-spectrum, from npm
# What is there already is left alone. Without npm, pip or a network it says so and
# the tests that need the suite are skipped: it never fails, and where nothing answers
# it gives up within 15 seconds.
set -u

cd "$(dirname "$0")/../.." || exit 0
suites=${WAYMARK_SUITES:-build/suites}
mkdir -p "$suites" || exit 0
work=$(mktemp -d "$suites/fetching.XXXXXX") || exit 0
trap 'rm -rf "$work"' EXIT

fetch_json_schema() {
    python3 -m pip download --disable-pip-version-check --retries 0 --timeout 5 \
        --no-deps --no-binary jsonschema --dest "$work" jsonschema==4.23.0 &&
        tar -xzf "$work"/jsonschema-*.tar.gz -C "$work" &&
        mkdir "$work/json-schema" &&
        mv "$work"/jsonschema-*/json/LICENSE "$work/json-schema/" &&
        mv "$work"/jsonschema-*/json/tests/draft2020-12 "$work/json-schema/"
}

fetch_csv_spectrum() {
    timeout 5 npm view --fetch-retries=0 --fetch-timeout=4000 csv-spectrum@2.0.0 version &&
        npm pack --ignore-scripts --fetch-retries=0 --fetch-timeout=20000 \
        --pack-destination "$work" csv-spectrum@2.0.0 &&
        tar -xzf "$work"/csv-spectrum-*.tgz -C "$work" &&
        mv "$work/package" "$work/csv-spectrum"
}

# keep FOLDER: only once it is whole
keep() {
    mv "$work/$1" "$suites/$1" && echo "fetched the test suite $1"
}

# say FOLDER TOOL
say() {
    echo "NOT FETCHED: the test suite $1 ($2 is missing or offline); its tests are skipped"
}

if [ ! -d "$suites/json-schema" ]; then
    { fetch_json_schema >"$work/log" 2>&1 && keep json-schema; } || say json-schema pip
fi
if [ ! -d "$suites/csv-spectrum" ]; then
    { fetch_csv_spectrum >"$work/log" 2>&1 && keep csv-spectrum; } || say csv-spectrum npm
fi
exit 0
