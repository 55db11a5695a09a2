#pragma once

#include <memory>

#include "query/eval/procedure.hpp"

namespace entente {
struct TableProcedure;
}

namespace entente::query {

/// Makes the procedure behind a TableProcedure. ArgumentError / InvalidArgumentValue if the
/// signature is wrong, the columns are not the inputs and outputs in order, or a row has another
/// length.
Result<std::unique_ptr<const Procedure>> make_table_procedure(TableProcedure definition);

}  // namespace entente::query
