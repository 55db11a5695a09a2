#!/usr/bin/env bash
# Installs the library into an empty prefix, builds examples/embed against it as a user would, and
# runs it. Arguments: the build folder and the source folder.
set -euo pipefail
build=$1
source=$2
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT

cmake --install "$build" --prefix "$work/prefix" > "$work/install.log"
cmake -S "$source/examples/embed" -B "$work/consumer" -DCMAKE_PREFIX_PATH="$work/prefix" \
      -DCMAKE_BUILD_TYPE=Debug > "$work/configure.log"
cmake --build "$work/consumer" > "$work/build.log" || { cat "$work/build.log"; exit 1; }

answers=$(printf 'neighbours Gazprom\npath Gazprom -> China\nneighbours Nobody\n' |
          "$work/consumer/relationship_service")
echo "$answers"
grep -q "'OPERATES'  'Power of Siberia'" <<< "$answers"
grep -q "\['Gazprom', 'Power of Siberia', 'China'\]" <<< "$answers"
grep -q "nothing is known" <<< "$answers"

# An error is a value: a question the service cannot read gives a message and a status, no crash.
if printf 'sing\n' | "$work/consumer/relationship_service" > "$work/bad.txt"; then
  echo "a bad question must fail"; exit 1
fi
grep -q "cannot read the question" "$work/bad.txt"

# No header of a foreign library may be needed by, or installed with, our own.
! grep -rlE '#include <(rocksdb|tao|spdlog)/' "$work/prefix/include"
echo "install test passed"
