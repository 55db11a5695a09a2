#include "query/eval/eval_error.hpp"
#include "query/eval/expression_compiler.hpp"
#include "query/eval/property_access.hpp"
#include "query/eval/strict_expression.hpp"
#include "storage/graph/transaction.hpp"

namespace entente::query {
namespace {

/// Puts the values of the valid rows to their places among all rows.
std::vector<Value> spread(std::vector<Value> values, std::span<const std::uint32_t> rows,
                          std::size_t row_count) {
  if (values.size() == row_count) return values;
  std::vector<Value> all(row_count);
  for (std::size_t i = 0; i < rows.size(); ++i) all[rows[i]] = std::move(values[i]);
  return all;
}

/// subject.key
class PropertyValue final : public StrictExpression {
 public:
  PropertyValue(CompiledExpressionPtr subject, std::string key, Span span)
      : StrictExpression(argument_list(std::move(subject)), span), key_(std::move(key)) {}
  // Elements may change between two rows of a run, so nothing read from them is invariant.
  [[nodiscard]] bool invariant() const override { return false; }

 protected:
  Result<Value> apply(EvalContext& context, std::span<const Value> arguments) const override {
    return property_of(context, arguments[0], key_);
  }

  Result<bool> apply_columns(EvalContext& context, std::span<const Operand> arguments,
                             std::size_t rows, Column& out) const override {
    if (arguments[0].is_constant()) return false;
    const Column& column = arguments[0].column();
    if (column.type() != ColumnType::node && column.type() != ColumnType::relationship) {
      return false;
    }
    std::vector<std::uint32_t> valid;
    valid.reserve(rows);
    for (std::size_t row = 0; row < rows; ++row) {
      if (!column.is_null(row)) valid.push_back(static_cast<std::uint32_t>(row));
    }
    std::vector<Value> values;
    if (const auto key = context.transaction.find_property_key(key_)) {
      ENTENTE_TRY(read(context, column, valid, *key, values));
    } else {
      values.resize(valid.size());
    }
    ENTENTE_TRY(check_deleted(context, column, valid, values));
    out.assign(spread(std::move(values), valid, rows));
    return true;
  }

 private:
  static Status read(EvalContext& context, const Column& column,
                     std::span<const std::uint32_t> rows, PropertyKeyId key,
                     std::vector<Value>& values) {
    const bool all = rows.size() == column.size();
    if (column.type() == ColumnType::node) {
      if (all) return context.transaction.node_properties(column.nodes(), key, values);
      std::vector<NodeId> ids;
      ids.reserve(rows.size());
      for (const std::uint32_t row : rows) ids.push_back(column.nodes()[row]);
      return context.transaction.node_properties(ids, key, values);
    }
    std::vector<RelationshipId> ids;
    ids.reserve(rows.size());
    for (const std::uint32_t row : rows) ids.push_back(column.relationships()[row].id);
    return context.transaction.relationship_properties(ids, key, values);
  }

  static Status check_deleted(EvalContext& context, const Column& column,
                              std::span<const std::uint32_t> rows, std::span<const Value> values) {
    const auto& changes = context.transaction.changes();
    if (changes.nodes_deleted == 0 && changes.relationships_deleted == 0) return {};
    for (std::size_t i = 0; i < rows.size(); ++i) {
      if (values[i].is_null()) ENTENTE_TRY(check_not_deleted(context, column.get(rows[i])));
    }
    return {};
  }

  std::string key_;
};

}  // namespace

Result<CompiledExpressionPtr> compile_property(ExpressionCompiler& compiler,
                                               const PropertyExpression& e) {
  ENTENTE_ASSIGN(auto subject, compiler.compile(*e.subject));
  return CompiledExpressionPtr(std::make_unique<PropertyValue>(std::move(subject), e.key, e.span));
}

}  // namespace entente::query
