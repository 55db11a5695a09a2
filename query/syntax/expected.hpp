#pragma once

#include <cstdint>
#include <string_view>

namespace entente::query {

/// What sort of thing the grammar would have accepted at a place.
enum class ExpectedKind : std::uint8_t {
  keyword,
  punctuation,
  operand,  // a variable or a function
  variable,
  new_variable,
  label,
  relationship_type,
  property_key,
  function,
  procedure,
  result_column,
  parameter,
  number,
  string,
  type,
  schema_name,
  group,
  end,
};

/// One acceptable continuation. Objects are constants of the grammar; their addresses identify
/// them.
struct Expected {
  ExpectedKind kind;
  /// The keyword in upper case, punctuation in quotes, or words such as "a label".
  std::string_view text;
};

}  // namespace entente::query
