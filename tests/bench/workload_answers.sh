#!/bin/sh
# The queries and upserts of the workload on a small generated graph; fails if an answer is wrong.
# Single inserts have no answer to check and would only wait for the disk.
#   workload_answers.sh PATH/TO/entente-bench-data PATH/TO/entente-bench
set -eu
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
"$1" "$folder/data" --nodes 2000 --seed 7
"$2" "$folder/data" "$folder/db" --phases load,open,query,write --passes 1 --budget 5 \
  --only q1,q2,q3,q4,q5,q6,q6n,q7,q8,q9,q10,q11,q12,w3
