#!/usr/bin/env bash
# Kills an ingest with SIGKILL again and again and lets it go on over the same inputs, and proves that
# it comes to an end: what is written is neither extracted nor written again, so each attempt gets
# further than the one before. At the end the graph must equal that of an ingest that was never killed.
# Usage: resume_ingest.sh ENTENTE SOURCE_FOLDER [DOCUMENTS]
set -euo pipefail
entente=$1
source=$2
documents=${3:-400}
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT

python3 "$source/tests/crash/make_documents.py" "$source/examples/news" "$documents" > "$work/docs.jsonl"
query() { "$entente" shell "$1" --read-only --format tsv -c "$2"; }
count="MATCH (d:Document) RETURN count(d) AS documents"
whole="MATCH (a)-[r]->(b) WHERE NOT a:Document RETURN a.name AS a, type(r) AS t, b.name AS b, size(evidence(r)) AS claims ORDER BY a, t, b, claims"

"$entente" ingest "$work/reference.db" "$work/docs.jsonl" > /dev/null
query "$work/reference.db" "$whole" > "$work/reference.graph"

attempts=0
before=0
for (( ; ; )); do
  attempts=$((attempts + 1))
  "$entente" ingest "$work/kg.db" "$work/docs.jsonl" > "$work/summary.txt" 2> /dev/null &
  pid=$!
  # Each attempt may live until the folder has grown by 200 KB.
  for (( ; ; )); do
    sleep 0.2
    kill -0 "$pid" 2> /dev/null || break
    [ -d "$work/kg.db" ] || continue
    size=$(du -sk "$work/kg.db" 2> /dev/null | cut -f1)
    if [ "${size:-0}" -gt $((before + 200)) ]; then
      kill -9 "$pid" 2> /dev/null || true
      break
    fi
  done
  if wait "$pid" 2> /dev/null; then break; fi
  before=$(du -sk "$work/kg.db" | cut -f1)
  if [ "$attempts" -gt 200 ]; then echo "no end after $attempts attempts"; exit 1; fi
done
unchanged=$(sed -n 's/.*, \([0-9,]*\) unchanged).*/\1/p' "$work/summary.txt" | tr -d ,)
query "$work/kg.db" "$whole" > "$work/final.graph"
cmp "$work/reference.graph" "$work/final.graph"
[ "$(query "$work/kg.db" "$count" | tail -1)" = "$documents" ]
if [ "$attempts" -gt 1 ] && [ "${unchanged:-0}" -eq 0 ]; then echo "everything was read again"; exit 1; fi
echo "$attempts attempts; the last one found ${unchanged:-0} of $documents documents written"
