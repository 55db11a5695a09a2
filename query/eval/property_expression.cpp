#include "query/eval/eval_error.hpp"
#include "query/eval/expression_compiler.hpp"
#include "query/eval/property_access.hpp"
#include "query/eval/strict_expression.hpp"
#include "storage/graph/transaction.hpp"

namespace entente::query {
namespace {

using storage::ColumnKind;
using storage::PropertyValues;

/// Takes over the values without looking at them one by one, where they are typed.
void move_to_column(PropertyValues values, std::size_t rows, Column& out) {
  switch (values.kind) {
    case ColumnKind::integer:
      out.reset(ColumnType::integer);
      out.integers() = std::move(values.integers);
      break;
    case ColumnKind::floating:
      out.reset(ColumnType::floating);
      out.floats() = std::move(values.floats);
      break;
    case ColumnKind::boolean:
      out.reset(ColumnType::boolean);
      out.booleans() = std::move(values.booleans);
      break;
    case ColumnKind::date:
      out.reset(ColumnType::date);
      out.dates() = std::move(values.days);
      break;
    case ColumnKind::none:
      out.reset(ColumnType::value);
      out.values().resize(rows);
      return;
    case ColumnKind::string:
    case ColumnKind::mixed: out.assign(std::move(values.values)); return;
  }
  out.set_validity(std::move(values.valid));
}

/// The ids of the elements in a column; where it is null 0, which no element has.
template <class IdType, class Row, class IdOf>
std::vector<IdType> ids_of(const Column& column, const std::vector<Row>& rows, IdOf id_of) {
  std::vector<IdType> ids(rows.size());
  for (std::size_t row = 0; row < rows.size(); ++row) {
    if (!column.is_null(row)) ids[row] = id_of(rows[row]);
  }
  return ids;
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
    PropertyValues values;
    if (const auto key = context.transaction.find_property_key(key_)) {
      ENTENTE_TRY(read(context, column, *key, values));
    }
    ENTENTE_TRY(check_deleted(context, column, values));
    move_to_column(std::move(values), rows, out);
    return true;
  }

 private:
  static Status read(EvalContext& context, const Column& column, PropertyKeyId key,
                     PropertyValues& values) {
    if (column.type() == ColumnType::relationship) {
      const auto ids = ids_of<RelationshipId>(
          column, column.relationships(),
          [](const RelationshipRef& relationship) { return relationship.id; });
      return context.transaction.relationship_property_values(ids, key, values);
    }
    if (column.all_valid()) {
      return context.transaction.node_property_values(column.nodes(), key, values);
    }
    const auto ids = ids_of<NodeId>(column, column.nodes(), [](NodeId node) { return node; });
    return context.transaction.node_property_values(ids, key, values);
  }

  static Status check_deleted(EvalContext& context, const Column& column,
                              const PropertyValues& values) {
    const auto& changes = context.transaction.changes();
    if (changes.nodes_deleted == 0 && changes.relationships_deleted == 0) return {};
    for (std::size_t row = 0; row < column.size(); ++row) {
      if (column.is_null(row) || !values.value(row).is_null()) continue;
      ENTENTE_TRY(check_not_deleted(context, column.get(row)));
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
