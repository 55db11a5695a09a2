#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "entente/import.hpp"
#include "entente/value.hpp"
#include "storage/base/csv_reader.hpp"

namespace entente::storage {

/// A column of a CSV file as its header and the plan describe it.
struct CsvColumn {
  std::string name;
  ColumnType type = ColumnType::inferred;
};

/// Reads a header row: "name" or "name:type"; types of columns that declare none are looked up in
/// `types`. Errors (input_error): a name that is empty or comes twice, an unknown type.
Result<std::vector<CsvColumn>> read_csv_header(
    const std::vector<CsvField>& fields,
    const std::map<std::string, ColumnType, std::less<>>& types);

/// Position of the column `name`; input_error with the nearest name if there is none.
Result<std::size_t> find_csv_column(const std::vector<CsvColumn>& columns, std::string_view name);

/// Narrows down which type a column can have, field by field.
class TypeInference {
 public:
  void see(const CsvField& field);
  /// The first of integer, float, boolean, date that all fields seen fit, else string; string too
  /// if there was no field with content.
  [[nodiscard]] ColumnType type() const;
  /// True once only string is left.
  [[nodiscard]] bool settled() const { return !integer_ && !floating_ && !boolean_ && !date_; }

 private:
  bool integer_ = true;
  bool floating_ = true;
  bool boolean_ = true;
  bool date_ = true;
  bool any_ = false;
};

/// The value of a field; null for an empty one (but an empty string for a quoted one in a string
/// column); nullopt if it does not fit the type. Strings must be valid UTF-8. `type` is not
/// inferred.
std::optional<Value> csv_value(const CsvField& field, ColumnType type);

/// The word for a type in messages.
std::string_view to_string(ColumnType type);

}  // namespace entente::storage
