#!/bin/sh
# All operations of the workload on a small generated graph; fails if an answer is wrong.
#   workload_answers.sh PATH/TO/entente-bench-data PATH/TO/entente-bench
set -eu
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
"$1" "$folder/data" --nodes 2000 --seed 7
"$2" "$folder/data" "$folder/db" --passes 1 --budget 5
