#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "query/eval/procedure.hpp"

namespace entente::query {

struct ProcedureSignature {
  std::string name;
  std::vector<ProcedureField> inputs;
  std::vector<ProcedureField> outputs;
};

/// Parses `name.space.proc(a :: STRING?, b = 3 :: INTEGER?) :: (c :: LIST? OF ANY?)`; a default is
/// a number or {}; `:: ()` and
/// `:: VOID` mean no outputs, and so does nothing. ArgumentError / InvalidArgumentValue with the
/// place that is wrong.
Result<ProcedureSignature> parse_signature(std::string_view text);

/// True if a value may be passed where the type is wanted: integers pass for floats.
bool fits_type(StaticType type, const Value& value);

}  // namespace entente::query
