#pragma once

#include <cstdint>
#include <optional>
#include <span>
#include <string_view>
#include <vector>

#include "entente/result.hpp"
#include "query/eval/column.hpp"
#include "query/eval/compiled_expression.hpp"

namespace entente::query {

/// Positions 0 … rows-1.
std::vector<std::uint32_t> all_rows(std::size_t rows);
/// Appends every row of `from` to `to`, for the given columns.
void append_rows(Batch& to, const Batch& from, std::span<const Slot> slots);
/// Bytes of the given rows' content, for budgets.
std::size_t content_bytes(const Batch& batch, std::span<const Slot> slots);
/// Drops every column that is not listed.
void keep_columns(Batch& batch, std::span<const Slot> slots);
/// Moves all rows of `from` to `to` for the given columns; `from` is without rows afterwards.
void move_columns(Batch& to, Batch& from, std::span<const Slot> slots);
/// Replaces `to` by the given rows, ascending, of `from` for the given columns. Where these are all
/// rows they are moved, so `from` must not be read afterwards.
void take_rows(Batch& to, Batch& from, std::span<const std::uint32_t> rows,
               std::span<const Slot> slots);

/// The nodes of a column with their rows; nulls are left out. TypeError for anything else.
Status collect_nodes(const Column& column, std::vector<NodeId>& nodes,
                     std::vector<std::uint32_t>& rows);
/// The node at a row; nullopt for null, TypeError for anything else.
Result<std::optional<NodeId>> node_at(const Column& column, std::size_t row);
/// The relationship at a row; nullopt for null, TypeError for anything else.
Result<std::optional<RelationshipRef>> relationship_at(const Column& column, std::size_t row);
Value to_value(const RelationshipRef& relationship);
RelationshipRef to_reference(const Relationship& relationship);

/// The value of an expression that sees no row (SKIP, LIMIT, parameters).
Result<Value> evaluate_alone(EvalContext& context, const CompiledExpression& expression,
                             std::size_t symbol_count);
/// The value for one row of a batch.
Result<Value> evaluate_at(EvalContext& context, const CompiledExpression& expression,
                          const Batch& batch, std::size_t row);
/// A row count for SKIP and LIMIT: an error shown at `span` unless it is a non-negative integer.
Result<std::uint64_t> evaluate_count(EvalContext& context, const CompiledExpression& expression,
                                     std::size_t symbol_count, std::string_view clause, Span span);

}  // namespace entente::query
