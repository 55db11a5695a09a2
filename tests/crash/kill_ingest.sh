#!/usr/bin/env bash
# Kills an ingest with SIGKILL again and again, at a random moment each time, and proves after every
# kill that the database opens, that the verifier finds nothing, and that every document is there
# whole or not at all. At the end the remaining documents are ingested, and the graph must equal
# the one of an ingest that was never killed.
# Usage: kill_ingest.sh ENTENTE SOURCE_FOLDER [KILLS] [DOCUMENTS]
set -euo pipefail
entente=$1
source=$2
kills=${3:-5}
documents=${4:-120}
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT

python3 "$source/tests/crash/make_documents.py" "$source/examples/news" "$documents" > "$work/docs.jsonl"

query() { "$entente" shell "$1" --read-only --format tsv -c "$2"; }
# What a document contributed: how many entities it mentions and how many claims it supports.
per_document="MATCH (d:Document) OPTIONAL MATCH (d)-[m:MENTIONS]->(e) RETURN d.id AS id, count(e) AS entities ORDER BY id"
whole="MATCH (a)-[r]->(b) WHERE NOT a:Document RETURN a.name AS a, type(r) AS t, b.name AS b, size(evidence(r)) AS claims ORDER BY a, t, b, claims"

"$entente" ingest "$work/reference.db" "$work/docs.jsonl" > "$work/reference.txt"
query "$work/reference.db" "$per_document" > "$work/reference.documents"
query "$work/reference.db" "$whole" > "$work/reference.graph"

interrupted=0
for ((i = 1; i <= kills; i++)); do
  # Every third database starts anew, so that creation is killed too.
  if ((i % 3 == 1)); then rm -rf "$work/kg.db"; fi
  "$entente" ingest "$work/kg.db" "$work/docs.jsonl" > /dev/null 2>&1 &
  pid=$!
  sleep "0.$(printf '%03d' $((RANDOM % 900 + 5)))"
  if kill -9 "$pid" 2> /dev/null; then interrupted=$((interrupted + 1)); fi
  wait "$pid" 2> /dev/null || true
  [ -d "$work/kg.db" ] || continue
  # A kill before the database was complete leaves a folder that the next open finishes.
  "$entente" shell "$work/kg.db" -c "RETURN 1" > /dev/null
  "$entente" check "$work/kg.db" > "$work/check.txt" || { cat "$work/check.txt"; exit 1; }
  query "$work/kg.db" "$per_document" > "$work/now.documents"
  # Every line must be a line of the reference: no document with only a part of its mentions.
  if grep -vxFf "$work/reference.documents" "$work/now.documents"; then
    echo "half a document after kill $i"; exit 1
  fi
done

"$entente" ingest "$work/kg.db" "$work/docs.jsonl" > /dev/null
query "$work/kg.db" "$whole" > "$work/final.graph"
cmp "$work/reference.graph" "$work/final.graph"
echo "$kills kills, $interrupted of them while ingesting; nothing broken"
