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

begin_ms=$(date +%s%3N)
"$entente" ingest "$work/reference.db" "$work/docs.jsonl" > /dev/null
whole_ms=$(($(date +%s%3N) - begin_ms))
query "$work/reference.db" "$whole" > "$work/reference.graph"

# Each attempt may live for half as long as the whole took, and a little longer every time, so that
# attempts end while there is something written and something left on machines of any speed.
attempts=0
written=0
progressed=0
for (( ; ; )); do
  attempts=$((attempts + 1))
  "$entente" ingest "$work/kg.db" "$work/docs.jsonl" > "$work/summary.txt" 2> /dev/null &
  pid=$!
  sleep "$(awk "BEGIN { print $whole_ms / 1000 * (0.5 + $attempts / 50) }")"
  kill -9 "$pid" 2> /dev/null || true
  if wait "$pid" 2> /dev/null; then break; fi
  written=$(query "$work/kg.db" "$count" 2> /dev/null | tail -1) || written=0
  [ "$written" -eq 0 ] || progressed=1
  if [ "$attempts" -gt 200 ]; then echo "no end after $attempts attempts"; exit 1; fi
done
unchanged=$(sed -n 's/.*, \([0-9,]*\) unchanged).*/\1/p' "$work/summary.txt" | tr -d ,)
query "$work/kg.db" "$whole" > "$work/final.graph"
cmp "$work/reference.graph" "$work/final.graph"
[ "$(query "$work/kg.db" "$count" | tail -1)" = "$documents" ]
if [ "${unchanged:-0}" -ne "$written" ]; then
  echo "${unchanged:-0} documents were known to the last attempt, and $written were written before it"
  exit 1
fi
[ "$progressed" -eq 1 ] || echo "no attempt was killed while it wrote; more documents would help"
echo "$attempts attempts; the last one found ${unchanged:-0} of $documents documents written"
