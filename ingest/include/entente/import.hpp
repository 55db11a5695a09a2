#pragma once

#include <cstdint>
#include <functional>
#include <map>
#include <optional>
#include <stop_token>
#include <string>
#include <string_view>
#include <vector>

#include "entente/export.hpp"
#include "entente/options.hpp"
#include "entente/result.hpp"

/// Loading graphs from files. What each format means for the graph is said in ingest/IMPORT.md.
namespace entente {

namespace storage {
class GraphStore;
}

/// How the text of a column becomes values. `inferred` takes the first of integer, float, boolean,
/// date that every field of the column fits, else string. Empty fields are no property; a quoted
/// empty field ("") of a string column is the empty string.
enum class ColumnType : std::uint8_t {
  inferred,
  integer,
  floating,
  boolean,
  string,
  /// A string of exactly one character.
  character,
  date,
  local_time,
  time,
  local_date_time,
  date_time,
  duration,
  point,
};

/// The declared type of a column: "int", "string[]", "datetime{timezone:Europe/Stockholm}".
struct ColumnSpec {
  ColumnType type = ColumnType::inferred;
  /// Values are lists, their elements separated by ImportPlan::array_delimiter.
  bool list = false;
  /// The options in braces, by name in lower case: `timezone` of times, `crs` of points.
  std::map<std::string, std::string, std::less<>> options;
};

/// Reads a declaration. Words: int, integer, long, short, byte, float, double, boolean, bool,
/// string, char, date, localtime, time, localdatetime, datetime, duration, point, in any case,
/// each also with [] behind. Error: argument_error with the nearest word.
ENTENTE_API Result<ColumnSpec> parse_column_spec(std::string_view text);

enum class ImportFormat : std::uint8_t {
  /// By the ending of the file's name, also in front of ".gz".
  automatic,
  csv,
  json_lines,
  n_triples,
  n_quads,
  turtle,
  trig,
};

/// The format with this word (csv, jsonl, nt, nq, ttl, trig); nullopt if there is none.
ENTENTE_API std::optional<ImportFormat> import_format_from(std::string_view word);

/// CSV files of nodes that share one header: the first row of the first file. A first row of a
/// later file that repeats the header is left out. A path may be a pattern with * and ?.
struct NodeFile {
  std::vector<std::string> paths;
  /// Labels of every node of the files, besides those of a :LABEL column.
  std::vector<std::string> labels;
};

/// CSV files of relationships, as NodeFile.
struct RelationshipFile {
  std::vector<std::string> paths;
  /// Type of the relationships of rows without one of their own.
  std::string type;
  /// Labels (the first of their files) or id spaces among whose nodes the ends are looked up;
  /// empty: all nodes.
  std::string source_label;
  std::string target_label;
};

/// A file that holds nodes and relationships: JSON Lines or RDF.
struct GraphFile {
  std::string path;
  ImportFormat format = ImportFormat::automatic;
};

/// "FILE[,FILE…]", "Label=FILE[,FILE…]" or "Label:Other=FILE[,FILE…]". Error: argument_error.
ENTENTE_API Result<NodeFile> parse_node_file(std::string_view text);
/// "FILE[,FILE…]", "TYPE=FILE[,FILE…]" or "TYPE:SourceLabel:TargetLabel=FILE[,FILE…]". Error:
/// argument_error.
ENTENTE_API Result<RelationshipFile> parse_relationship_file(std::string_view text);

/// How the IRIs of classes and predicates become labels, types and property keys.
enum class RdfNames : std::uint8_t {
  /// "foaf_name": the prefix of the namespace, then the rest; the whole IRI if it has no prefix.
  prefixed,
  /// "name": what stands behind the last #, / or :. Different vocabularies flow together.
  local,
  /// The whole IRI.
  full,
};

/// What to import. Files may be compressed with gzip, whatever their names.
struct ImportPlan {
  std::vector<NodeFile> nodes;
  std::vector<RelationshipFile> relationships;
  std::vector<GraphFile> graphs;
  /// CSV without roles in its header: the columns that identify nodes and name the ends of
  /// relationships. Ids are compared as text. `id_column` is also the property by which an upsert
  /// finds nodes that JSON Lines or files without a node file name.
  std::string id_column = "id";
  std::string from_column = "from";
  std::string to_column = "to";
  /// Types by column or property name, for headers and JSON strings that declare none.
  std::map<std::string, ColumnSpec, std::less<>> types;
  char delimiter = ',';
  char quote = '"';
  char array_delimiter = ';';
  /// Fields behind the last column of the header are left out instead of making a row bad.
  bool ignore_extra_columns = false;
  RdfNames rdf_names = RdfNames::prefixed;
  /// Prefix to namespace, before those that the files declare and the well-known ones.
  std::map<std::string, std::string, std::less<>> rdf_prefixes;
  /// Nodes that are there already, found by their keys, get the new properties and labels instead
  /// of a twin, and relationships with the same type and ends the new properties. Needs an index
  /// or a uniqueness constraint on each key.
  bool upsert = false;
};

/// A row or statement that was left out.
struct ImportReject {
  std::string_view file;
  /// Line on which it begins, from 1; 0 if it has none.
  std::uint64_t line = 0;
  std::string_view reason;
  /// As it stands in the file, cut after a megabyte.
  std::string_view text;
};

struct ImportProgress {
  /// The file that is being read; empty while the database is written.
  std::string_view file;
  std::uint64_t nodes = 0;
  std::uint64_t relationships = 0;
  std::uint64_t rejects = 0;
  /// Bytes read of those on disk of all files; the second is 0 if it is not known.
  std::uint64_t bytes_read = 0;
  std::uint64_t bytes_total = 0;
};

struct ImportOptions {
  /// Memory for sorting, in bytes; more goes to temporary files. The ids of all nodes are held in
  /// memory besides, about 45 bytes and the text of each.
  std::uint64_t memory_bytes_max = 512ULL << 20U;
  /// Folder for temporary files; empty: the system's.
  std::string temporary_folder;
  /// Rows that may be rejected before the import gives up.
  std::uint64_t rejects_max = 1000;
  /// Called for each rejected row from the importing thread; may be empty, must not throw.
  std::function<void(const ImportReject&)> reject;
  /// Into a database that is not empty: rows of a transaction.
  std::uint64_t transaction_rows = 10'000;
  /// Asked now and then; once set the import fails with ErrorClass::interrupted.
  std::stop_token stop;
  /// Called now and then from the importing thread; may be empty, must not throw.
  std::function<void(const ImportProgress&)> progress;
};

struct ImportReport {
  std::uint64_t nodes = 0;
  std::uint64_t relationships = 0;
  std::uint64_t properties = 0;
  /// Upsert: elements that were there already.
  std::uint64_t nodes_matched = 0;
  std::uint64_t relationships_matched = 0;
  std::uint64_t rejects = 0;
  /// Bytes of the files, after decompression.
  std::uint64_t bytes_read = 0;
  double seconds = 0;
  /// The rows went in by sorted files, as a whole; false: by transactions.
  bool bulk = true;
};

/// Loads files into a database. An empty one is filled by sorted files, as a whole or not at all,
/// also when the process is killed; nobody else may write to it meanwhile. Any other is changed by
/// transactions of `transaction_rows` rows: an import that ends early leaves those that were
/// committed and says so (unfinished_import), and may be run again with `upsert`. Indexes and
/// constraints are kept up to date and may reject rows. Errors: input_error naming file and line
/// (file not readable as its format, too many rejects), argument_error for plans that make no
/// sense, constraint_validation_failed, transaction_state after an unfinished import without
/// `upsert`, io_error, disk_full, interrupted.
ENTENTE_API Result<ImportReport> import_files(storage::GraphStore& store, const ImportPlan& plan,
                                              const ImportOptions& options = {});
/// The same for a database that is not open: opens (or creates) and closes it.
ENTENTE_API Result<ImportReport> import_files(const OpenOptions& database, const ImportPlan& plan,
                                              const ImportOptions& options = {});

/// What an import that ended early was doing ("12,000 rows of people.csv …"); nullopt if the last
/// one was finished.
ENTENTE_API Result<std::optional<std::string>> unfinished_import(storage::GraphStore& store);

}  // namespace entente
