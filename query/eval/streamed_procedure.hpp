#pragma once

#include <memory>
#include <span>
#include <vector>

#include "entente/result.hpp"
#include "query/eval/context.hpp"

namespace entente::query {

/// The rows of one call, made as they are asked for.
class ProcedureRows {
 public:
  virtual ~ProcedureRows() = default;
  /// Appends some rows; false if there are no more, and then none were appended.
  virtual Result<bool> next(EvalContext& context, std::vector<ValueList>& rows) = 0;
};

/// What a procedure is, too, whose rows may be many or take long: the operator that calls it asks
/// for them as its own rows are asked for, and stops when nobody wants more.
class StreamedProcedure {
 public:
  virtual ~StreamedProcedure() = default;
  /// Begins a call; never nullptr.
  virtual Result<std::unique_ptr<ProcedureRows>> open(EvalContext& context,
                                                      std::span<const Value> arguments) const = 0;
};

}  // namespace entente::query
