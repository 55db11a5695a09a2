#pragma once

#include <chrono>
#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "entente/as_of.hpp"
#include "entente/entities.hpp"
#include "entente/import.hpp"
#include "entente/ingest.hpp"
#include "entente/options.hpp"
#include "entente/result.hpp"
#include "shell/base/terminal.hpp"
#include "shell/render/renderer.hpp"

namespace entente::shell {

/// One thing `entente shell` was told to run, in the order of the command line.
struct ScriptSource {
  /// -f: `text` is the name of a file, "-" for standard input. Else -c: `text` is the query.
  bool file = false;
  std::string text;
};

struct ShellOptions {
  std::string database;
  std::vector<ScriptSource> scripts;
  bool interactive = false;
  bool protocol = false;
  std::optional<Format> format;
  /// "name=expression" each.
  std::vector<std::string> parameters;
  std::optional<std::chrono::milliseconds> timeout_ms;
  std::optional<std::uint64_t> memory_bytes;
  std::optional<std::uint64_t> rows_max;
  std::optional<unsigned> threads;
  AsOf as_of;
  bool read_only = false;
  bool no_sync = false;
  bool keep_going = false;
  bool timing = false;
  bool no_startup = false;
};

/// Which documents are read and how; the same for ingest and extract.
struct ReadingOptions {
  DocumentFormat format = DocumentFormat::automatic;
  std::string encoding;
  std::vector<std::string> include;
  std::vector<std::string> exclude;
  unsigned threads = 0;
  bool open_triples = false;
  /// Files of the user's own frames.
  std::vector<std::string> frames;
  /// Commands of the user's own extractors.
  std::vector<std::string> extractors;
  std::chrono::milliseconds extractor_timeout_ms{30'000};

  /// Sets what it decides in the options of the library.
  void apply_to(IngestOptions& options) const;
};

struct IngestCommandOptions {
  std::string database;
  std::vector<std::string> files;
  std::vector<std::string> removals;
  /// Folders and files to go on reading from.
  std::vector<std::string> watched;
  ReadingOptions reading;
  bool prune = false;
  bool dry_run = false;
  std::optional<RecordedTime> recorded_at;
  bool no_sync = false;
  bool quiet = false;
};

/// What `entente extract` prints: the extraction in one of three forms, or the text it refers to.
enum class ExtractFormat : std::uint8_t { json_lines, text, html, source };

struct ExtractOptions {
  std::vector<std::string> files;
  ReadingOptions reading;
  ExtractFormat format = ExtractFormat::json_lines;
};

struct FramesCommandOptions {
  std::vector<std::string> files;
  /// Texts to try the frames on.
  std::vector<std::string> texts;
};

struct CheckCommandOptions {
  std::string database;
};

/// `entente merge` and `entente split`.
struct IdentityCommandOptions {
  std::string database;
  std::string first;
  std::string second;
  IdentityStatement statement;
  bool split = false;
  bool forget = false;
};

struct ImportCommandOptions {
  std::string database;
  /// Files with nodes and relationships: JSON Lines, RDF.
  std::vector<std::string> files;
  ImportFormat format = ImportFormat::automatic;
  std::vector<std::string> nodes;
  std::vector<std::string> relationships;
  /// "column:type" each.
  std::vector<std::string> types;
  std::string id_column = "id";
  std::string from_column = "from";
  std::string to_column = "to";
  std::string delimiter = ",";
  std::string quote = "\"";
  std::string array_delimiter = ";";
  bool ignore_extra_columns = false;
  RdfNames rdf_names = RdfNames::prefixed;
  /// "name=IRI" each.
  std::vector<std::string> prefixes;
  bool upsert = false;
  /// File for what is rejected; empty: none.
  std::string reject_file;
  std::uint64_t rejects_max = 1000;
  std::optional<std::uint64_t> memory_bytes;
  bool quiet = false;
};

enum class Subcommand : std::uint8_t {
  none,
  shell,
  ingest,
  extract,
  frames,
  check,
  import,
  merge,
  split,
};

/// A whole command line.
struct CommandLine {
  Subcommand subcommand = Subcommand::none;
  LogLevel log_level = LogLevel::off;
  ColorChoice color = ColorChoice::automatic;
  ShellOptions shell;
  IngestCommandOptions ingest;
  ExtractOptions extract;
  FramesCommandOptions frames;
  CheckCommandOptions check;
  ImportCommandOptions import;
  IdentityCommandOptions identity;
  /// Text that was asked for with --help or --version: print it and end.
  std::string information;
};

/// Reads the command line. Errors: argument_error with a message for people and, as hint, what was
/// probably meant or which help to read.
Result<CommandLine> parse_command_line(int argc, const char* const* argv);

}  // namespace entente::shell
