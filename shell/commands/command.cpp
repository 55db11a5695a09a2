#include "shell/commands/command.hpp"

#include <fmt/format.h>

#include "shell/base/suggest.hpp"
#include "shell/base/words.hpp"
#include "shell/commands/command_functions.hpp"

namespace entente::shell {
namespace {

Error no_such_command(std::string_view name) {
  const std::string nearest = closest_name(name, command_names());
  return Error::plain(
      ErrorClass::argument_error, fmt::format("There is no command {}.", name),
      nearest.empty() ? "type :help for the list" : fmt::format("did you mean {}?", nearest));
}

/// Exact names first, then the only command that begins with `name`; else nullptr.
const Command* find_command(std::string_view name) {
  const Command* found = nullptr;
  for (const Command& command : commands()) {
    if (command.name == name) return &command;
    if (name.empty() || !command.name.starts_with(name)) continue;
    if (found != nullptr) return nullptr;
    found = &command;
  }
  return found;
}

}  // namespace

const std::vector<Command>& commands() {
  static const std::vector<Command> table{
      {"help", "[COMMAND]", "This list, or more about one command.", "", help_command},
      {"schema", "", "Labels, relationship types, property keys and indexes, with counts.", "",
       schema_command},
      {"documents", "[TEXT]",
       "The documents that were ingested, or those with TEXT in id or title.", "",
       documents_command},
      {"ingest", "FILE…", "Reads documents and adds what they state.",
       "Reads .txt, .md, .jsonl and .csv files. A document that is already there is left alone, a "
       "changed one replaces its former statements. Quote names with spaces.",
       ingest_command},
      {"why", "[QUERY]", "The evidence of every relationship in a result.",
       "Runs QUERY (or the last one again) and prints, for each relationship it returns, alone, in "
       "a "
       "list or in a path, the sentences that state it with their documents.",
       why_command},
      {"merge", "A B [REASON]", "States that an entity is the same as another one.",
       "Entities are named by their names ('Vladimir Putin'), with their type where a name is not "
       "enough (Person:Putin), or by number (#12). From then on canonical(n) is the second one for "
       "both; nothing is moved, and :split takes it back. Not inside of a transaction.",
       merge_command},
      {"split", "A B [REASON|forget]", "States that two entities are not the same.",
       "Takes a merge back, by whomever, and remembers that the two are different. With forget it "
       "takes back what people stated about the two, and rules go on as they find the names.",
       split_command},
      {"as-of", "[TIME]", "Whether questions are answered as of another time.",
       ":as-of recorded 2026-01-31 (or 2026-01-31T14:30Z): what the database knew then, by the "
       "documents recorded until the end of that day. :as-of valid 2024-03-01: only what may have "
       "held on that day, by the dates in the documents. Both may be given in one line. :as-of "
       "off: the present. Statements that write are refused meanwhile; :why, :documents and "
       ":schema go along.",
       as_of_command},
      {"explain", "[QUERY]", "The plan of a query, without running it.",
       "Without QUERY it explains the last one.", explain_command},
      {"profile", "[QUERY]", "Runs a query and shows its plan with real rows and times.",
       "Without QUERY it runs the last one again. Updates are really made.", profile_command},
      {"param", "NAME = EXPRESSION", "Sets the parameter $NAME to the value of an expression.",
       "For example :param who = 'Angela Merkel' or :param since = date('2014-03-01'). The value "
       "is "
       "computed once, now.",
       param_command},
      {"params", "[clear]", "The parameters that are set; with clear none is.", "", params_command},
      {"begin", "", "Begins a transaction.",
       "Until :commit or :rollback all statements see one state of the database and their own "
       "changes. Without it every statement is a transaction of its own.",
       begin_command},
      {"commit", "", "Makes the changes of the transaction permanent.", "", commit_command},
      {"rollback", "", "Takes the changes of the transaction back.", "", rollback_command},
      {"mode", "[FORMAT]", "How results are shown.",
       "One of table, vertical (one line per column, nothing is cut), csv, tsv, json, jsonl, "
       "markdown.",
       mode_command},
      {"timing", "[on|off]", "Whether the time each query took is shown.", "", timing_command},
      {"limits", "[NAME VALUE]", "The limits of a query: timeout, memory, rows, threads, shown.",
       "timeout: how long a query may run (30s, 2m, none). memory: what it may hold (512MB). rows: "
       "how many rows it may return before it fails (a number, none). threads: how many may work "
       "on "
       "one query (a number, all). shown: rows shown of a result (a number, all).",
       limits_command},
      {"source", "FILE", "Runs the statements and commands of a file.", "", source_command},
      {"quit", "", "Leaves the shell, as Ctrl-D does.", "", quit_command},
      {"exit", "", "The same as :quit.", "", quit_command},
  };
  return table;
}

std::vector<std::string> command_names() {
  std::vector<std::string> names;
  for (const Command& command : commands()) names.push_back(":" + std::string(command.name));
  return names;
}

ExitCode run_command(ShellContext& shell, std::string_view line, const Place& place) {
  const std::size_t name_end = std::min(line.find_first_of(" \t"), line.size());
  const std::string_view name = line.substr(0, name_end);
  const std::string_view arguments = trim(line.substr(name_end));
  const Command* command = find_command(name.substr(name.starts_with(':') ? 1 : 0));
  if (command == nullptr) return shell.report(no_such_command(name), {}, place);
  const ExitCode code = command->run(shell, arguments);
  if (shell.settings.interactive) shell.out.flush();
  return code;
}

ExitCode usage_error(ShellContext& shell, std::string_view name, std::string message) {
  std::string hint;
  for (const Command& command : commands()) {
    if (command.name != name) continue;
    hint = fmt::format("use it as :{} {}", command.name, command.arguments);
  }
  return shell.report(Error::plain(ErrorClass::argument_error, std::move(message), hint));
}

}  // namespace entente::shell
