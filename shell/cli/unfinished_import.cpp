#include "shell/cli/unfinished_import.hpp"

#include <string>

#include "entente/import.hpp"

namespace entente::shell {

void tell_of_unfinished_import(const Database& database, const Console& console) {
  const auto unfinished = unfinished_import(*database.store());
  if (!unfinished || !*unfinished) return;
  console.err.line("An import into this database was not finished: " + **unfinished);
  console.err.line("hint: run it again with --upsert, which completes it");
}

}  // namespace entente::shell
