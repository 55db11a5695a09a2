#pragma once

#include <gtest/gtest.h>

#include <map>
#include <memory>
#include <string>
#include <string_view>
#include <unordered_map>

#include "query/ast/ast_builder.hpp"
#include "query/ast/ast_walk.hpp"
#include "query/eval/compiled_expression.hpp"
#include "query/eval/context.hpp"
#include "storage/graph/graph_store.hpp"

namespace entente::query {

/// Compiles and runs expressions written as text over a small graph in memory. Variables get slots
/// by name, so names of locals must differ from those of columns.
class EvalFixture : public ::testing::Test {
 protected:
  EvalFixture() : budget_(64U << 20U), interruption_(StopToken(), std::nullopt) {
    auto store = storage::GraphStore::open({});
    EXPECT_TRUE(store.has_value());
    store_ = std::move(store).value();
    transaction_ = std::move(store_->begin(storage::AccessMode::write)).value();
    context_ = std::make_unique<EvalContext>(EvalContext{
        *transaction_, parameters_, budget_, interruption_,
        std::chrono::system_clock::time_point(std::chrono::seconds(1'700'000'000)), 42});
  }

  /// A compiled expression together with what it points into.
  struct Compiled {
    std::unique_ptr<Statement> statement;
    CompiledExpressionPtr expression;
  };

  /// Slot of a variable name, the same for all expressions of a test.
  Slot slot(const std::string& name) {
    return names_.emplace(name, static_cast<Slot>(names_.size())).first->second;
  }

  Result<Compiled> compile(std::string_view text) {
    Compiled compiled;
    ENTENTE_ASSIGN(Statement statement, parse_statement("RETURN " + std::string(text)));
    compiled.statement = std::make_unique<Statement>(std::move(statement));
    const auto& query = std::get<Query>(compiled.statement->body);
    const auto& clause = as<ReturnClause>(*query.parts.front().clauses.front());
    const Expression& expression = *clause.projection.items.front().expression;
    collect(expression);
    CompileContext context;
    context.slots = &slots_;
    ENTENTE_ASSIGN(compiled.expression, compile_expression(expression, context));
    return compiled;
  }

  /// The value of an expression for the single row made of `variables`.
  Result<Value> evaluate(std::string_view text) {
    ENTENTE_ASSIGN(const Compiled compiled, compile(text));
    Batch batch(names_.size());
    for (const auto& [name, value] : variables_) batch.column(slot(name)).append(value);
    batch.set_rows(1);
    LocalScope locals;
    return compiled.expression->evaluate_row(*context_, {batch, 0, locals});
  }

  /// The value as text; errors as "Class/Detail".
  std::string run(std::string_view text) {
    const Result<Value> value = evaluate(text);
    if (value) return value->to_text();
    return std::string(to_string(value.error().error_class)) + "/" + value.error().detail;
  }

  void set(const std::string& name, Value value) {
    slot(name);
    variables_[name] = std::move(value);
  }

  NodeId create_node(const std::vector<std::string>& labels, const PropertyMap& properties) {
    std::vector<LabelId> ids;
    for (const auto& label : labels) ids.push_back(*transaction_->get_or_create_label(label));
    return *transaction_->create_node(ids, to_properties(properties));
  }

  Value create_relationship(NodeId source, std::string_view type, NodeId target,
                            const PropertyMap& properties = {}) {
    const auto type_id = *transaction_->get_or_create_relationship_type(type);
    Relationship relationship;
    relationship.id =
        *transaction_->create_relationship(source, type_id, target, to_properties(properties));
    relationship.type_id = type_id;
    relationship.source = source;
    relationship.target = target;
    return Value(std::move(relationship));
  }

  std::shared_ptr<storage::GraphStore> store_;
  std::unique_ptr<storage::Transaction> transaction_;
  Parameters parameters_;
  MemoryBudget budget_;
  Interruption interruption_;
  std::unique_ptr<EvalContext> context_;
  std::map<std::string, Slot> names_;
  std::map<std::string, Value> variables_;

 private:
  storage::Properties to_properties(const PropertyMap& properties) {
    storage::Properties result;
    for (const auto& [key, value] : properties) {
      result.emplace_back(*transaction_->get_or_create_property_key(key), value);
    }
    std::sort(result.begin(), result.end(),
              [](const auto& a, const auto& b) { return a.first < b.first; });
    return result;
  }

  void collect(const Expression& e) {
    switch (e.kind) {
      case ExpressionKind::variable: slots_[&e] = slot(as<VariableExpression>(e).name); break;
      case ExpressionKind::list_comprehension:
        slots_[&e] = slot(as<ListComprehensionExpression>(e).variable);
        break;
      case ExpressionKind::quantifier:
        slots_[&e] = slot(as<QuantifierExpression>(e).variable);
        break;
      case ExpressionKind::reduce:
        slots_[&e] = slot(as<ReduceExpression>(e).variable);
        slots_[&as<ReduceExpression>(e).accumulator] = slot(as<ReduceExpression>(e).accumulator);
        break;
      case ExpressionKind::map_projection:
        for (const auto& item : as<MapProjectionExpression>(e).items) {
          if (item.item_kind == MapProjectionItem::Kind::variable) slots_[&item] = slot(item.key);
        }
        break;
      default: break;
    }
    for_each_child(e, [this](const Expression& child) { collect(child); });
  }

  std::unordered_map<const void*, Slot> slots_;
};

}  // namespace entente::query
