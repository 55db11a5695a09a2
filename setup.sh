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

say "Reading examples/news and examples/tables into $database"
"$entente" ingest "$database" examples/news/[0-9]* examples/tables/*.csv

ask() {
  say "$1"
  "$entente" shell "$database" --read-only --format "$2" -c "$3"
}

ask "Who leads Russia and China, and which sentence says so?" vertical \
  "MATCH (p:Person)-[r:LEADS]->(c:Country) WHERE c.name IN ['Russia', 'China']
   RETURN p.name AS leader, c.name AS country, evidence(r)[0].sentence AS sentence,
          evidence(r)[0].document AS document
   ORDER BY country, leader"

ask "Who supplies whom, and through which pipeline?" table \
  "MATCH (s:Country|Company)-[r:SUPPLIES]->(t:Country)
   RETURN s.name AS supplier, t.name AS supplied, r.commodity AS what, r.through AS through
   ORDER BY supplier, supplied"

ask "What connects Huawei with Gazprom?" vertical \
  "MATCH p = shortestPath((:Company {name: 'Huawei'})-[*..6]-(:Company {name: 'Gazprom'}))
   WHERE none(n IN nodes(p) WHERE n:Document)
   RETURN [n IN nodes(p) | n.name] AS path, [r IN relationships(p) | type(r)] AS relations,
          [r IN relationships(p) | evidence(r)[0].sentence] AS because"

say "Ask your own: $entente shell $database"
