#!/usr/bin/env bash
# Fills a small file system during ingest: the error must be clear, the database must stay whole and
# readable, and after room was made the same command must succeed. Needs the right to mount a tmpfs;
# without it the test says so and is skipped (exit status 77).
# Usage: disk_full.sh ENTENTE SOURCE_FOLDER
set -euo pipefail
entente=$1
source=$2
work=$(mktemp -d)
mkdir "$work/small"
cleanup() { umount "$work/small" 2> /dev/null || true; rm -rf "$work"; }
trap cleanup EXIT
mount -t tmpfs -o size=3m tmpfs "$work/small" 2> /dev/null || { echo "cannot mount a tmpfs"; exit 77; }

python3 "$source/tests/crash/make_documents.py" "$source/examples/news" 1500 > "$work/docs.jsonl"
status=0
"$entente" ingest "$work/small/kg.db" "$work/docs.jsonl" > "$work/out.txt" 2> "$work/err.txt" || status=$?
[ "$status" -eq 1 ] || { echo "exit status $status"; cat "$work/err.txt"; exit 1; }
grep -qi "no space\|disk.*full\|full.*disk" "$work/err.txt" || { cat "$work/err.txt"; exit 1; }

# What was acknowledged is there and sound, read where nothing can be written.
before=$("$entente" shell "$work/small/kg.db" --read-only --format tsv \
         -c "MATCH (d:Document) RETURN count(d) AS n" | tail -1)
"$entente" check "$work/small/kg.db" > "$work/check.txt" || { cat "$work/check.txt"; exit 1; }
[ "$before" -gt 0 ]

mount -o remount,size=64m "$work/small"
"$entente" ingest "$work/small/kg.db" "$work/docs.jsonl" > /dev/null
after=$("$entente" shell "$work/small/kg.db" --read-only --format tsv \
        -c "MATCH (d:Document) RETURN count(d) AS n" | tail -1)
[ "$after" -eq 1500 ]
"$entente" check "$work/small/kg.db" > /dev/null
echo "full at $before documents, $after after room was made"
