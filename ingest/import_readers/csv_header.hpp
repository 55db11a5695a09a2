#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "entente/import.hpp"
#include "ingest/import_values/column_spec.hpp"
#include "storage/base/csv_reader.hpp"

namespace entente::importing {

/// What a column is for: in Neo4j's headers a word in capitals behind a colon.
enum class ColumnRole : std::uint8_t { property, id, label, start, end, type, ignore };

/// A column of a CSV file as its header and the plan describe it.
struct CsvColumn {
  /// Name of the property; empty if it becomes none.
  std::string name;
  ColumnRole role = ColumnRole::property;
  /// Id space of an id, start or end, in parentheses.
  std::string space;
  ColumnSpec spec;
  /// Options in braces of columns with a role: `label`, `id-type`.
  HeaderOptions options;
  /// The header says a type, or the role alone.
  bool declared = false;

  [[nodiscard]] bool stored() const {
    return !name.empty() && (role == ColumnRole::property || role == ColumnRole::id);
  }
};

enum class CsvTableKind : std::uint8_t { nodes, relationships };

struct CsvHeader {
  std::vector<CsvColumn> columns;
  /// The header names roles, as Neo4j's do: then columns without a type are strings, and ids are
  /// unique among all such files.
  bool has_roles = false;

  /// Positions of the columns with a role.
  [[nodiscard]] std::vector<std::size_t> with_role(ColumnRole role) const;
};

/// Reads a header row: "name", "name:type", "name:ID(Space){label:Person}", ":LABEL", ":IGNORE" ….
/// Columns that declare no type have the one the plan says or an inferred one; without roles the
/// columns named by the plan get them. Errors (input_error): a name that is empty or comes twice,
/// an unknown type or option, a role that does not belong or is missing.
Result<CsvHeader> read_csv_header(const std::vector<storage::CsvField>& fields,
                                  const ImportPlan& plan, CsvTableKind kind);

}  // namespace entente::importing
