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

namespace entente {

namespace storage {
class GraphStore;
}

/// How the fields of a CSV column become values. `inferred` takes the first of integer, float,
/// boolean, date that every field of the column fits, else string. Empty fields are no property;
/// a quoted empty field ("") of a string column is the empty string.
enum class ColumnType : std::uint8_t { inferred, integer, floating, boolean, string, date };

/// The type with this word: int, integer, float, double, boolean, bool, string, date.
ENTENTE_API std::optional<ColumnType> column_type_from(std::string_view word);

/// A CSV file of nodes. Its header names the columns; "name:type" declares a type. Every row
/// becomes a node with the labels, and every column, the id column included, a property.
struct NodeFile {
  std::string path;
  std::vector<std::string> labels;
};

/// A CSV file of relationships: the columns `from` and `to` hold ids of nodes, all others become
/// properties.
struct RelationshipFile {
  std::string path;
  std::string type;
  /// Labels (the first of their file) among whose nodes the ends are looked up; empty: all nodes.
  std::string source_label;
  std::string target_label;
};

/// "Label=FILE" or "Label:Other=FILE". Error: argument_error.
ENTENTE_API Result<NodeFile> parse_node_file(std::string_view text);
/// "TYPE=FILE" or "TYPE:SourceLabel:TargetLabel=FILE". Error: argument_error.
ENTENTE_API Result<RelationshipFile> parse_relationship_file(std::string_view text);

/// What to import.
struct ImportPlan {
  std::vector<NodeFile> nodes;
  std::vector<RelationshipFile> relationships;
  /// Name of the column that identifies the nodes of a file, compared as text.
  std::string id_column = "id";
  std::string from_column = "from";
  std::string to_column = "to";
  /// Types by column name, for headers that declare none.
  std::map<std::string, ColumnType, std::less<>> types;
  char delimiter = ',';
};

struct ImportProgress {
  /// The file that is being read; empty while the sorted files are written.
  std::string_view file;
  std::uint64_t nodes = 0;
  std::uint64_t relationships = 0;
};

struct ImportOptions {
  /// Memory for sorting, in bytes; more goes to temporary files. The ids of all nodes are held in
  /// memory besides.
  std::uint64_t memory_bytes_max = 512ULL << 20U;
  /// Folder for temporary files; empty: the system's.
  std::string temporary_folder;
  /// Asked now and then; once set the import fails with ErrorClass::interrupted and nothing was
  /// done.
  std::stop_token stop;
  /// Called now and then from the importing thread; may be empty, must not throw.
  std::function<void(const ImportProgress&)> progress;
};

struct ImportReport {
  std::uint64_t nodes = 0;
  std::uint64_t relationships = 0;
  std::uint64_t properties = 0;
  std::uint64_t bytes_read = 0;
  double seconds = 0;
};

/// Loads CSV files (RFC 4180) into an empty database by sorted files, as a whole or not at all,
/// also when the process is killed. Indexes and constraints may exist already and are filled.
/// Nobody else may write to the database meanwhile. Errors: input_error naming file and line
/// (malformed row, unknown or ambiguous node id, value that does not fit its column),
/// constraint_validation_failed, transaction_state if the database is not empty, io_error,
/// disk_full, interrupted.
ENTENTE_API Result<ImportReport> import_csv(storage::GraphStore& store, const ImportPlan& plan,
                                            const ImportOptions& options = {});
/// The same for a database that is not open: opens (or creates) and closes it.
ENTENTE_API Result<ImportReport> import_csv(const OpenOptions& database, const ImportPlan& plan,
                                            const ImportOptions& options = {});

}  // namespace entente
