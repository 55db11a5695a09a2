#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "entente/import.hpp"
#include "entente/value.hpp"
#include "query/eval/temporal_parts.hpp"

namespace entente::importing {

/// Turns the texts of one column into values. Immutable; thread-safe.
class TextConverter {
 public:
  /// Errors (argument_error): an option that the type does not know, an unknown time zone or
  /// reference system. The type must not be `inferred`.
  static Result<TextConverter> create(ColumnSpec spec, char array_delimiter);

  /// The value of a text; null for an empty one (but an empty string for a quoted one in a string
  /// column); nullopt if it does not fit the type. Strings must be valid UTF-8. Spaces around
  /// values other than strings are left out.
  [[nodiscard]] std::optional<Value> convert(std::string_view text, bool quoted) const;
  /// Why convert() gave nullopt for the text.
  [[nodiscard]] std::string reason(std::string_view text) const;

  [[nodiscard]] const ColumnSpec& spec() const { return spec_; }

 private:
  TextConverter() = default;
  [[nodiscard]] std::optional<Value> convert_list(std::string_view text) const;
  [[nodiscard]] std::optional<Value> convert_one(std::string_view text) const;
  [[nodiscard]] Result<Value> convert_rare(std::string_view text) const;
  [[nodiscard]] Result<Value> to_temporal(ValueKind kind, std::string_view text) const;
  [[nodiscard]] Result<Value> to_point(std::string_view text) const;

  ColumnSpec spec_;
  char array_delimiter_ = ';';
  /// The zone of times that name none.
  std::optional<query::ZoneSpec> zone_;
};

/// Narrows down which type a column can have, field by field.
class TypeInference {
 public:
  void see(std::string_view text, bool quoted);
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

}  // namespace entente::importing
