#!/usr/bin/env bash
# Builds Entente, reads the sample documents into a fresh database and answers three questions.
#
#   ./setup.sh            the database goes to build/news.db
#   ./setup.sh DB         or to this folder, which must not exist yet
set -euo pipefail
cd "$(dirname "$0")"

.ci/install-packages
cmake --preset release >/dev/null
cmake --build --preset release --target entente_command

entente=build/release/shell/entente
database=${1:-build/news.db}
if [ $# -eq 0 ]; then
  rm -rf "$database"
elif [ -e "$database" ]; then
  echo "$database is there already; name a folder that is not." >&2
  exit 2
fi

say() { printf '\n%s\n' "$*"; }

say "Reading examples/news into $database"
"$entente" ingest "$database" examples/news/*.txt examples/news/*.md examples/news/*.csv

ask() {
  say "$1"
  "$entente" shell "$database" --read-only -c "$2"
}

ask "Who leads which country or organisation, and which sentence says so?" \
  "MATCH (p:Person)-[r:LEADS|HOLDS_OFFICE]->(o)
   WITH p, r, o, evidence(r) AS claims
   WHERE size(claims) > 0
   RETURN p.name AS who, type(r) AS relation, o.name AS what, claims[0].sentence AS sentence
   ORDER BY who, what LIMIT 12"

ask "Who is sanctioned by whom?" \
  "MATCH (a)-[r:SANCTIONS]->(b)
   RETURN a.name AS by, b.name AS sanctioned, evidence(r)[0].document AS document
   ORDER BY by, sanctioned LIMIT 12"

ask "Which entities are best connected?" \
  "MATCH (n:Entity)-[r]-(m:Entity)
   RETURN n.name AS entity, labels(n) AS labels, count(DISTINCT m) AS connected_to
   ORDER BY connected_to DESC, entity LIMIT 10"

say "Ask your own: $entente shell $database"
