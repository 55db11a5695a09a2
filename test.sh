#!/usr/bin/env bash
# Builds everything and runs every test.
#
#   ./test.sh                  with the preset dev (assertions on)
#   ./test.sh asan             with another preset: asan, ubsan, tsan
#   ./test.sh dev -R shell     further arguments go to ctest
set -euo pipefail
cd "$(dirname "$0")"

preset=${1:-dev}
[ $# -eq 0 ] || shift

.ci/install-packages
cmake --preset "$preset" >/dev/null
cmake --build --preset "$preset"
ctest --preset "$preset" -j "$(nproc)" "$@"
