#pragma once

#include <memory>
#include <string>

#include "query/ast/expression.hpp"
#include "query/eval/compiled_expression.hpp"
#include "query/exec/column_predicate.hpp"

namespace entente::query {

/// element.key op value.
ColumnPredicatePtr make_column_comparison(storage::EntityKind kind, std::string key,
                                          ComparisonOperator op, CompiledExpressionPtr value);

/// element.key IS NULL, or IS NOT NULL.
ColumnPredicatePtr make_column_null_test(storage::EntityKind kind, std::string key, bool negated);

}  // namespace entente::query
