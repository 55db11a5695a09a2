#include "shell/cli/options.hpp"

#include <fmt/format.h>

#include <CLI/App.hpp>
#include <CLI/Config.hpp>
#include <CLI/Formatter.hpp>
#include <CLI/Option.hpp>
#include <array>
#include <limits>
#include <string_view>
#include <utility>

#include "entente/version.hpp"
#include "shell/base/suggest.hpp"
#include "shell/base/units.hpp"

namespace entente::shell {
namespace {

/// Words as they stand on the command line, before they mean anything.
struct RawWords {
  std::string log_level;
  std::string color;
  std::string format;
  std::string timeout;
  std::string memory;
  std::string as_of_recorded;
  std::string as_of_valid;
  std::string input_format;
  std::string recorded_at;
  std::string extract_format;
  bool extract_source = false;
  std::string extractor_timeout;
  std::string import_memory;
  std::string import_format;
  std::string rdf_names;
  std::vector<std::string> queries;
  std::vector<std::string> files;
};

Error usage(std::string message, std::string hint = {}) {
  return Error::plain(ErrorClass::argument_error, std::move(message), std::move(hint));
}

/// An option that may be repeated and takes one value each time, so that it never swallows the
/// positional arguments behind it.
CLI::Option* add_repeated(CLI::App& app, const std::string& names, std::vector<std::string>& values,
                          const std::string& help) {
  return app.add_option(names, values, help)
      ->expected(1)
      ->allow_extra_args(false)
      ->multi_option_policy(CLI::MultiOptionPolicy::TakeAll);
}

void define_shell(CLI::App& app, CommandLine& line, RawWords& raw) {
  ShellOptions& o = line.shell;
  app.add_option("DB", o.database, "Folder of the database; in memory without it");
  add_repeated(app, "-c,--command", raw.queries, "Run this query or command (repeatable)")
      ->type_name("QUERY");
  add_repeated(app, "-f,--file", raw.files, "Run this file, - for standard input (repeatable)")
      ->type_name("FILE");
  app.add_flag("-i,--interactive", o.interactive, "Go on interactively after -c and -f");
  app.add_option("--format", raw.format, "table, vertical, csv, tsv, json, jsonl or markdown")
      ->type_name("FORMAT");
  add_repeated(app, "-P,--param", o.parameters, "Set the parameter $NAME (repeatable)")
      ->type_name("NAME=EXPRESSION");
  app.add_option("--timeout", raw.timeout, "Time each query may take: 500ms, 30s, 2m")
      ->type_name("TIME");
  app.add_option("--memory", raw.memory, "Memory each query may hold: 512MB, 2GB")
      ->type_name("BYTES");
  app.add_option("--max-rows", o.rows_max, "Rows a query may return before it fails")
      ->type_name("N");
  app.add_option("--threads", o.threads,
                 "Threads that work on one query; all processors without it")
      ->type_name("N")
      ->check(CLI::Range(1U, std::numeric_limits<unsigned>::max()));
  app.add_option("--as-of-recorded", raw.as_of_recorded,
                 "Answer with what was recorded until then: 2026-01-31, 2026-01-31T14:30Z")
      ->type_name("TIME");
  app.add_option("--as-of-valid", raw.as_of_valid, "Answer with what may have held on that day")
      ->type_name("DATE");
  app.add_flag("--read-only", o.read_only, "Open without the right to write");
  app.add_flag("--no-sync", o.no_sync, "Do not wait for the disk at every commit");
  app.add_flag("--keep-going", o.keep_going, "Do not end a script at the first failure");
  app.add_flag("--timing", o.timing, "Show how long each query took");
  app.add_flag("--jsonl", o.protocol, "Speak the line protocol: one JSON request and reply a line");
  app.add_flag("--no-startup", o.no_startup, "Do not run the start-up file");
  app.footer(
      "Without -c and -f, statements are read from standard input; a terminal makes it\n"
      "interactive. An interactive shell first runs $XDG_CONFIG_HOME/entente/shellrc.\n"
      "Exit codes: 0 ok, 1 failed, 2 usage, 3 cannot open, 4 locked, 124 time-out, 130 "
      "interrupted.");
}

/// What ingest and extract have in common; the format of the input has another name in each.
void define_reading(CLI::App& app, const std::string& format_option, ReadingOptions& o,
                    RawWords& raw) {
  app.add_option(
         format_option, raw.input_format,
         "Read every file as text, markdown, html, feed, pdf, mail, jsonl or csv instead of "
         "by its ending and content")
      ->type_name("FORMAT");
  app.add_option("--encoding", o.encoding, "Encoding of the files, instead of finding it out")
      ->type_name("NAME");
  add_repeated(app, "--include", o.include,
               "Of folders read only files that match, as in '*.html' (repeatable)")
      ->type_name("PATTERN");
  add_repeated(app, "--exclude", o.exclude, "Of folders read no files that match (repeatable)")
      ->type_name("PATTERN");
  app.add_option("--threads", o.threads, "Threads that read; 0 is one per processor")
      ->type_name("N");
  app.add_flag("--open-triples", o.open_triples, "Also what no rule understands, in its own words");
  add_repeated(app, "--extractor", o.extractors,
               "Add what this program finds; see ingest/EXTRACTORS.md (repeatable)")
      ->type_name("COMMAND");
  add_repeated(app, "--frames", o.frames, "Also find what this file of frames says (repeatable)")
      ->type_name("FILE");
  app.add_option("--extractor-timeout", raw.extractor_timeout,
                 "Time each program may take for a document: 500ms, 30s, 2m")
      ->type_name("TIME");
}

void define_ingest(CLI::App& app, CommandLine& line, RawWords& raw) {
  IngestCommandOptions& o = line.ingest;
  app.add_option("DB", o.database, "Folder of the database; made if it is not there")->required();
  app.add_option(
      "FILE", o.files,
      "Documents (text, Markdown, HTML, RSS, Atom, PDF, mail, JSON Lines, CSV), folders, "
      "patterns, or - for standard input");
  add_repeated(app, "--remove", o.removals, "Take back what this document stated (repeatable)")
      ->type_name("ID");
  add_repeated(app, "--watch", o.watched,
               "Go on with what comes into, changes in and leaves this folder (repeatable)")
      ->type_name("DIR");
  define_reading(app, "--format", o.reading, raw);
  app.add_flag("--prune", o.prune, "Take back documents whose files are gone");
  app.add_flag("--dry-run", o.dry_run, "Write nothing, only say what would be done");
  app.add_option("--recorded-at", raw.recorded_at,
                 "Record the documents at this time instead of now: 2026-01-31, 2026-01-31T14:30Z")
      ->type_name("TIME");
  app.add_flag("--no-sync", o.no_sync, "Do not wait for the disk at every document");
  app.add_flag("-q,--quiet", o.quiet, "No progress and no summary, only what was skipped");
  app.footer("Exit code 1 if an input was skipped; all others are in the database then.");
}

void define_extract(CLI::App& app, CommandLine& line, RawWords& raw) {
  ExtractOptions& o = line.extract;
  app.add_option("FILE", o.files, "Documents, folders, patterns, or - for standard input")
      ->required();
  app.add_option("--format", raw.extract_format, "How to print it: jsonl (default), text or html")
      ->type_name("FORMAT");
  app.add_flag("--text", raw.extract_source,
               "Print the text that spans refer to instead, as it was converted from the file");
  define_reading(app, "--input-format", o.reading, raw);
}

void define_frames(CLI::App& app, FramesCommandOptions& o) {
  app.add_option("FILE", o.files, "Files of frames; each may use what those before it define");
  add_repeated(app, "--try", o.texts, "Show how this text is read, and what each line lacks")
      ->type_name("TEXT");
  app.footer("Exit code 1 if there is a mistake in a file; it is shown with its place.");
}

void define_import_columns(CLI::App& app, ImportCommandOptions& o) {
  add_repeated(app, "--type", o.types, "Type of a column or property: int, datetime, string[] …")
      ->type_name("COLUMN:TYPE");
  app.add_option("--id-column", o.id_column, "Column that identifies nodes")->capture_default_str();
  app.add_option("--from-column", o.from_column, "Column with the id of the start node")
      ->capture_default_str();
  app.add_option("--to-column", o.to_column, "Column with the id of the end node")
      ->capture_default_str();
  app.add_option("--delimiter", o.delimiter, "Character between fields; 'tab' for a tab")
      ->capture_default_str();
  app.add_option("--quote", o.quote, "Character around fields that hold delimiters")
      ->capture_default_str();
  app.add_option("--array-delimiter", o.array_delimiter,
                 "Character between the elements of a list and between labels")
      ->capture_default_str();
  app.add_flag("--ignore-extra-columns", o.ignore_extra_columns,
               "Leave out fields behind the last column of the header");
}

void define_import(CLI::App& app, CommandLine& line, RawWords& raw) {
  ImportCommandOptions& o = line.import;
  app.add_option("DB", o.database, "Folder of the database; made if it is not there")->required();
  app.add_option("FILE", o.files,
                 "Files of nodes and relationships: .jsonl, .nt, .nq, .ttl, .trig");
  add_repeated(app, "--nodes", o.nodes, "CSV files of nodes under one header (repeatable)")
      ->type_name("[LABEL[:LABEL…]=]FILE[,FILE…]");
  add_repeated(app, "--relationships", o.relationships,
               "CSV files of relationships under one header (repeatable)")
      ->type_name("[TYPE[:FROM_LABEL:TO_LABEL]=]FILE[,FILE…]");
  app.add_option("--format", raw.import_format,
                 "Read every FILE as jsonl, nt, nq, ttl or trig instead of by its ending")
      ->type_name("FORMAT");
  define_import_columns(app, o);
  add_repeated(app, "--prefix", o.prefixes, "Shorten the names of an RDF vocabulary (repeatable)")
      ->type_name("NAME=IRI");
  app.add_option("--rdf-names", raw.rdf_names,
                 "Names from RDF: prefixed (foaf_name), local (name) or full (the IRI)")
      ->type_name("RULE");
  app.add_flag("--upsert", o.upsert, "Change nodes and relationships that are there already");
  app.add_option("--reject", o.reject_file,
                 "Write what is left out, with reasons, to this CSV file")
      ->type_name("FILE");
  app.add_option("--max-rejects", o.rejects_max, "Give up when more rows are left out")
      ->capture_default_str();
  app.add_option("--memory", raw.import_memory, "Memory for sorting: 512MB, 2GB")
      ->type_name("BYTES");
  app.add_flag("-q,--quiet", o.quiet, "No progress and no summary, only what was left out");
  app.footer(
      "Into an empty database the import happens as a whole or not at all; any other is changed by "
      "transactions.\nExit code 1 if rows were left out; all others are in the database then.");
}

void define_identity(CLI::App& app, CommandLine& line, RawWords& raw, bool split) {
  IdentityCommandOptions& o = line.identity;
  app.add_option("DB", o.database, "Folder of the database")->required();
  app.add_option("ENTITY", o.first, "A name, Type:name or #number")->required();
  app.add_option(split ? "OTHER" : "INTO", o.second,
                 split ? "The entity that it is not" : "The entity that it is, too")
      ->required();
  app.add_option("--reason", o.statement.reason, "Why, for whoever asks later")->type_name("TEXT");
  app.add_option("--valid-from", o.statement.valid_from, "First day of it")->type_name("DATE");
  app.add_option("--valid-to", o.statement.valid_to, "Last day of it")->type_name("DATE");
  app.add_option("--recorded-at", raw.recorded_at, "Record it at this time instead of now")
      ->type_name("TIME");
  if (split) app.add_flag("--forget", o.forget, "Only take back what people stated");
}

Result<LogLevel> log_level_from(const std::string& word) {
  static constexpr std::array<std::pair<std::string_view, LogLevel>, 6> levels{
      {{"trace", LogLevel::trace},
       {"debug", LogLevel::debug},
       {"info", LogLevel::info},
       {"warn", LogLevel::warn},
       {"error", LogLevel::error},
       {"off", LogLevel::off}}};
  for (const auto& [name, level] : levels) {
    if (word == name) return level;
  }
  return usage(fmt::format("There is no log level '{}'.", word),
               "there are trace, debug, info, warn, error and off");
}

Result<ColorChoice> color_from(const std::string& word) {
  if (word == "auto") return ColorChoice::automatic;
  if (word == "always") return ColorChoice::always;
  if (word == "never") return ColorChoice::never;
  return usage(fmt::format("--color takes auto, always or never, not '{}'.", word));
}

Result<DocumentFormat> document_format(const std::string& word) {
  if (const auto format = document_format_from(word)) return *format;
  const std::string suggestion = did_you_mean(
      word, {"automatic", "text", "markdown", "html", "feed", "pdf", "mail", "jsonl", "csv"});
  return usage(fmt::format("There is no input format '{}'.", word),
               suggestion.empty() ? "there are text, markdown, html, feed, pdf, mail, jsonl and csv"
                                  : suggestion);
}

Status interpret_shell(ShellOptions& o, const RawWords& raw) {
  if (!raw.format.empty()) {
    o.format = format_from(raw.format);
    if (!o.format) {
      const std::string suggestion = did_you_mean(raw.format, format_names());
      return usage(fmt::format("There is no format '{}'.", raw.format),
                   suggestion.empty() ? fmt::format("there are {}", fmt::join(format_names(), ", "))
                                      : suggestion);
    }
  }
  if (!raw.timeout.empty()) {
    ENTENTE_ASSIGN(o.timeout_ms, parse_duration_ms(raw.timeout));
  }
  if (!raw.memory.empty()) {
    ENTENTE_ASSIGN(o.memory_bytes, parse_bytes(raw.memory));
  }
  if (!raw.as_of_recorded.empty()) {
    ENTENTE_ASSIGN(o.as_of.recorded, recorded_time_from(raw.as_of_recorded, DayMeans::end));
  }
  if (!raw.as_of_valid.empty()) {
    ENTENTE_ASSIGN(o.as_of.valid, valid_date_from(raw.as_of_valid));
  }
  const bool other_input = !o.scripts.empty() || o.interactive || o.format.has_value();
  if (o.protocol && other_input) {
    return usage("--jsonl cannot be combined with -c, -f, -i or --format.",
                 "the protocol has its own form; for rows as JSON lines use --format jsonl");
  }
  return {};
}

Status interpret_reading(ReadingOptions& o, const RawWords& raw) {
  if (!raw.extractor_timeout.empty()) {
    ENTENTE_ASSIGN(o.extractor_timeout_ms, parse_duration_ms(raw.extractor_timeout));
  }
  if (raw.input_format.empty()) return {};
  ENTENTE_ASSIGN(o.format, document_format(raw.input_format));
  return {};
}

Status interpret_ingest(IngestCommandOptions& o, const RawWords& raw) {
  if (o.files.empty() && o.removals.empty() && o.watched.empty()) {
    return usage("There is nothing to do: name files to read, or documents with --remove.",
                 "see entente ingest --help");
  }
  if (!o.watched.empty() && o.dry_run) {
    return usage("--watch cannot be combined with --dry-run.",
                 "without --watch, --dry-run says what a first look at the folder would do");
  }
  if (!raw.recorded_at.empty()) {
    ENTENTE_ASSIGN(o.recorded_at, recorded_time_from(raw.recorded_at, DayMeans::beginning));
  }
  return interpret_reading(o.reading, raw);
}

Status interpret_extract(ExtractOptions& o, const RawWords& raw) {
  static constexpr std::array<std::pair<std::string_view, ExtractFormat>, 3> formats{
      {{"jsonl", ExtractFormat::json_lines},
       {"text", ExtractFormat::text},
       {"html", ExtractFormat::html}}};
  bool found = raw.extract_format.empty();
  for (const auto& [word, format] : formats) {
    if (raw.extract_format != word) continue;
    found = true;
    o.format = format;
  }
  if (!found) {
    return usage(fmt::format("There is no output format '{}'.", raw.extract_format),
                 "there are jsonl, text and html");
  }
  if (raw.extract_source) {
    if (!raw.extract_format.empty()) return usage("--text cannot be combined with --format.");
    o.format = ExtractFormat::source;
  }
  return interpret_reading(o.reading, raw);
}

Status take_character(std::string& text, std::string_view option) {
  if (text == "tab" || text == "\\t") text = "\t";
  if (text.size() == 1) return {};
  return usage(fmt::format("{} takes one character, or the word tab.", option));
}

Status interpret_import(ImportCommandOptions& o, const RawWords& raw) {
  if (o.nodes.empty() && o.relationships.empty() && o.files.empty()) {
    return usage("There is nothing to import: name files, CSV with --nodes and --relationships.",
                 "see entente import --help");
  }
  ENTENTE_TRY(take_character(o.delimiter, "--delimiter"));
  ENTENTE_TRY(take_character(o.quote, "--quote"));
  ENTENTE_TRY(take_character(o.array_delimiter, "--array-delimiter"));
  if (!raw.import_format.empty()) {
    const auto format = import_format_from(raw.import_format);
    if (!format || *format == ImportFormat::csv) {
      return usage(fmt::format("There is no format '{}'.", raw.import_format),
                   "there are jsonl, nt, nq, ttl and trig; CSV files go with --nodes and "
                   "--relationships");
    }
    o.format = *format;
  }
  if (!raw.rdf_names.empty()) {
    if (raw.rdf_names != "prefixed" && raw.rdf_names != "local" && raw.rdf_names != "full") {
      return usage(fmt::format("There is no rule '{}' for names.", raw.rdf_names),
                   "there are prefixed, local and full");
    }
    o.rdf_names = raw.rdf_names == "local"  ? RdfNames::local
                  : raw.rdf_names == "full" ? RdfNames::full
                                            : RdfNames::prefixed;
  }
  if (raw.import_memory.empty()) return {};
  ENTENTE_ASSIGN(o.memory_bytes, parse_bytes(raw.import_memory));
  return {};
}

Status interpret_identity(IdentityCommandOptions& o, const RawWords& raw, bool split) {
  o.split = split;
  if (raw.recorded_at.empty()) return {};
  ENTENTE_ASSIGN(o.statement.recorded_at, recorded_time_from(raw.recorded_at, DayMeans::beginning));
  return {};
}

Status interpret(CommandLine& line, const RawWords& raw) {
  if (!raw.log_level.empty()) {
    ENTENTE_ASSIGN(line.log_level, log_level_from(raw.log_level));
  }
  if (!raw.color.empty()) {
    ENTENTE_ASSIGN(line.color, color_from(raw.color));
  }
  switch (line.subcommand) {
    case Subcommand::shell: return interpret_shell(line.shell, raw);
    case Subcommand::ingest: return interpret_ingest(line.ingest, raw);
    case Subcommand::extract: return interpret_extract(line.extract, raw);
    case Subcommand::import: return interpret_import(line.import, raw);
    case Subcommand::merge: return interpret_identity(line.identity, raw, false);
    case Subcommand::split: return interpret_identity(line.identity, raw, true);
    case Subcommand::frames:
      if (!line.frames.files.empty() || !line.frames.texts.empty()) break;
      return usage("Which frames? Name files, or a text with --try.", "see entente frames --help");
    case Subcommand::none:
    case Subcommand::check: break;
  }
  return {};
}

/// -c and -f in the order they were given.
void order_scripts(const CLI::App& app, const RawWords& raw, ShellOptions& o) {
  const CLI::Option* query = app.get_option("-c");
  const CLI::Option* file = app.get_option("-f");
  std::size_t queries = 0;
  std::size_t files = 0;
  for (const CLI::Option* option : app.parse_order()) {
    if (option == query && queries < raw.queries.size()) {
      o.scripts.push_back({false, raw.queries[queries++]});
    } else if (option == file && files < raw.files.size()) {
      o.scripts.push_back({true, raw.files[files++]});
    }
  }
}

std::vector<std::string> names_of(const CLI::App& app) {
  std::vector<std::string> names;
  for (const CLI::App* sub : app.get_subcommands([](const CLI::App*) { return true; })) {
    names.push_back(sub->get_name());
  }
  for (const CLI::Option* option : app.get_options()) {
    for (const std::string& name : option->get_lnames()) names.push_back("--" + name);
  }
  return names;
}

/// The hint for a command line that was not understood: a near name, or where to read more.
std::string usage_hint(const CLI::App& app, const std::vector<std::string>& unknown) {
  const auto chosen = app.get_subcommands();
  const CLI::App& level = chosen.empty() ? app : *chosen.front();
  for (const std::string& word : unknown) {
    const std::string suggestion = did_you_mean(word.substr(0, word.find('=')), names_of(level));
    if (!suggestion.empty()) return suggestion;
  }
  if (chosen.empty() && !unknown.empty() && !unknown.front().starts_with('-')) {
    return fmt::format("to open a database: entente shell {}", unknown.front());
  }
  return chosen.empty() ? "see entente --help"
                        : fmt::format("see entente {} --help", level.get_name());
}

void define_all(CLI::App& app, CommandLine& line, RawWords& raw) {
  app.require_subcommand(0, 1);
  app.fallthrough();
  app.set_version_flag("--version", "entente " + std::string(version()));
  app.add_option("--log-level", raw.log_level, "trace, debug, info, warn, error or off (default)")
      ->type_name("LEVEL");
  app.add_option("--color", raw.color, "auto (default), always or never; NO_COLOR is honoured")
      ->type_name("WHEN");
  define_shell(*app.add_subcommand("shell", "Ask questions, interactively or from scripts"), line,
               raw);
  define_ingest(*app.add_subcommand("ingest", "Read documents into a database"), line, raw);
  define_extract(*app.add_subcommand("extract", "Print what ingest would write; needs no database"),
                 line, raw);
  define_frames(*app.add_subcommand("frames", "Check files of frames, the rules for relations"),
                line.frames);
  CLI::App* check = app.add_subcommand("check", "Read a whole database and report what is broken");
  check->add_option("DB", line.check.database, "Folder of the database")->required();
  define_import(*app.add_subcommand("import", "Load CSV, JSON Lines and RDF files, fast"), line,
                raw);
  define_identity(*app.add_subcommand("merge", "State that two entities are one"), line, raw,
                  false);
  define_identity(*app.add_subcommand("split", "State that two entities are not one"), line, raw,
                  true);
}

Subcommand chosen_subcommand(const CLI::App& app) {
  static constexpr std::array<std::pair<std::string_view, Subcommand>, 8> names{
      {{"shell", Subcommand::shell},
       {"ingest", Subcommand::ingest},
       {"extract", Subcommand::extract},
       {"frames", Subcommand::frames},
       {"check", Subcommand::check},
       {"import", Subcommand::import},
       {"merge", Subcommand::merge},
       {"split", Subcommand::split}}};
  for (const auto& [name, subcommand] : names) {
    if (app.got_subcommand(std::string(name))) return subcommand;
  }
  return Subcommand::none;
}

}  // namespace

void ReadingOptions::apply_to(IngestOptions& options) const {
  options.format = format;
  options.encoding = encoding;
  options.include = include;
  options.exclude = exclude;
  options.threads = threads;
  options.open_triples = open_triples;
  options.frames = frames;
  options.extractors = extractors;
  options.extractor_timeout_ms = extractor_timeout_ms;
}

Result<CommandLine> parse_command_line(int argc, const char* const* argv) {
  CommandLine line;
  RawWords raw;
  CLI::App app("Entente: documents in, relationship answers out.", "entente");
  define_all(app, line, raw);
  try {
    app.parse(argc, argv);
  } catch (const CLI::CallForHelp&) {
    const auto chosen = app.get_subcommands();
    line.information = chosen.empty() ? app.help() : chosen.front()->help();
    return line;
  } catch (const CLI::CallForVersion& version_text) {
    line.information = std::string(version_text.what()) + "\n";
    return line;
  } catch (const CLI::ParseError& error) {
    return usage(std::string(error.what()) + ".", usage_hint(app, app.remaining(true)));
  }
  line.subcommand = chosen_subcommand(app);
  if (line.subcommand == Subcommand::none) {
    return usage(
        "Which command? There are shell, ingest, extract, frames, check, import, merge and split.",
                 "see entente --help");
  }
  if (line.subcommand == Subcommand::shell) {
    order_scripts(*app.get_subcommand("shell"), raw, line.shell);
  }
  ENTENTE_TRY(interpret(line, raw));
  return line;
}

}  // namespace entente::shell
