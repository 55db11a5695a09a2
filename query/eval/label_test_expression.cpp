#include <algorithm>
#include <functional>

#include "query/eval/eval_error.hpp"
#include "query/eval/expression_compiler.hpp"
#include "query/eval/label_names.hpp"
#include "query/eval/property_access.hpp"
#include "query/eval/strict_expression.hpp"
#include "storage/graph/transaction.hpp"

namespace entente::query {
namespace {

using Kind = LabelExpression::Kind;

/// A copy of the label expression that does not depend on the tree's lifetime.
struct LabelTree {
  Kind kind;
  std::string name;
  std::vector<LabelTree> children;
  /// dynamic_all and dynamic_any: the argument that gives the names.
  std::size_t argument = 0;
};

/// Copies the tree and appends the expressions that give names to `arguments`.
Result<LabelTree> copy_labels(ExpressionCompiler& compiler, const LabelExpression& labels,
                              std::vector<CompiledExpressionPtr>& arguments) {
  LabelTree tree{labels.kind, labels.name, {}, arguments.size()};
  if (labels.names) {
    ENTENTE_ASSIGN(arguments.emplace_back(), compiler.compile(*labels.names));
  }
  for (const LabelExpression& child : labels.children) {
    ENTENTE_ASSIGN(tree.children.emplace_back(), copy_labels(compiler, child, arguments));
  }
  return tree;
}

/// Evaluates the tree given whether the element has a label of this name; an empty name stands for
/// the wildcard.
using HasLabel = std::function<Result<bool>(const std::string& name)>;
using Arguments = std::span<const Value>;

/// `$(…)`, `$all(…)`, `$any(…)`
Result<bool> matches_names(const LabelTree& tree, const Value& value, const HasLabel& has_label) {
  ENTENTE_ASSIGN(const std::vector<std::string> names, label_names(value));
  const bool deciding = tree.kind == Kind::dynamic_any;
  for (const std::string& name : names) {
    ENTENTE_ASSIGN(const bool one, has_label(name));
    if (one == deciding) return deciding;
  }
  return !deciding;
}

Result<bool> matches(const LabelTree& tree, Arguments arguments, const HasLabel& has_label) {
  switch (tree.kind) {
    case Kind::name: return has_label(tree.name);
    case Kind::wildcard: return has_label({});
    case Kind::dynamic_all:
    case Kind::dynamic_any: return matches_names(tree, arguments[tree.argument], has_label);
    case Kind::not_: {
      ENTENTE_ASSIGN(const bool inner, matches(tree.children[0], arguments, has_label));
      return !inner;
    }
    case Kind::and_:
    case Kind::or_: {
      const bool deciding = tree.kind == Kind::or_;
      for (const LabelTree& child : tree.children) {
        ENTENTE_ASSIGN(const bool one, matches(child, arguments, has_label));
        if (one == deciding) return deciding;
      }
      return !deciding;
    }
  }
  return false;
}

bool only_names(const LabelTree& tree) {
  return tree.kind != Kind::wildcard && tree.kind != Kind::dynamic_all &&
         tree.kind != Kind::dynamic_any &&
         std::all_of(tree.children.begin(), tree.children.end(), only_names);
}

/// operand:A|B&!C for nodes (labels) and relationships (types); null for null.
class LabelTest final : public StrictExpression {
 public:
  /// `arguments`: the element, then the values that give names.
  LabelTest(std::vector<CompiledExpressionPtr> arguments, LabelTree labels, Span span)
      : StrictExpression(std::move(arguments), span), labels_(std::move(labels)) {}
  [[nodiscard]] bool invariant() const override { return false; }

 protected:
  Result<Value> apply(EvalContext& context, std::span<const Value> arguments) const override {
    const Value& element = arguments[0];
    if (element.is_null()) return Value();
    if (element.is_relationship()) return test_relationship(context, arguments);
    if (!element.is_node()) {
      return operand_error("labels are tested of a NODE or RELATIONSHIP, not of", element);
    }
    ENTENTE_TRY(check_not_deleted(context, element));
    auto& transaction = context.transaction;
    const NodeId id = element.node_id();
    ENTENTE_ASSIGN(const bool result,
                   matches(labels_, arguments, [&](const std::string& name) -> Result<bool> {
                     if (name.empty()) return has_any_label(context, id);
                     const auto label = transaction.find_label(name);
                     if (!label) return false;
                     return transaction.has_label(id, *label);
                   }));
    return Value(result);
  }

  /// Node columns ask the store once per label name instead of once per row.
  Result<bool> apply_columns(EvalContext& context, std::span<const Operand> arguments,
                             std::size_t rows, Column& out) const override {
    if (arguments[0].is_constant() || !arguments[0].is(ColumnType::node)) return false;
    const Column& column = arguments[0].column();
    if (!column.all_valid() || !only_names(labels_) ||
        context.transaction.changes().nodes_deleted > 0) {
      return false;
    }
    std::vector<std::uint8_t> flags;
    ENTENTE_TRY(test_nodes(context, labels_, column.nodes(), flags));
    assert(flags.size() == rows);
    (void)rows;
    out.reset(ColumnType::boolean);
    out.booleans() = std::move(flags);
    return true;
  }

 private:
  Result<Value> test_relationship(EvalContext& context, Arguments arguments) const {
    const Relationship& relationship = arguments[0].as_relationship();
    const std::string_view type = context.transaction.relationship_type_name(relationship.type_id);
    ENTENTE_ASSIGN(const bool result,
                   matches(labels_, arguments, [&](const std::string& name) -> Result<bool> {
                     return name.empty() || name == type;
                   }));
    return Value(result);
  }

  static Result<bool> has_any_label(EvalContext& context, NodeId id) {
    ENTENTE_ASSIGN(const auto record, context.transaction.node(id));
    return record && !record->labels.empty();
  }

  static Status test_nodes(EvalContext& context, const LabelTree& tree,
                           std::span<const NodeId> nodes, std::vector<std::uint8_t>& flags) {
    if (tree.kind == Kind::name) {
      const auto label = context.transaction.find_label(tree.name);
      if (!label) {
        flags.assign(nodes.size(), 0);
        return {};
      }
      return context.transaction.have_label(nodes, *label, flags);
    }
    if (tree.kind == Kind::not_) {
      ENTENTE_TRY(test_nodes(context, tree.children[0], nodes, flags));
      for (auto& flag : flags) flag = flag == 0 ? 1 : 0;
      return {};
    }
    const bool is_and = tree.kind == Kind::and_;
    flags.assign(nodes.size(), is_and ? 1 : 0);
    std::vector<std::uint8_t> part;
    for (const LabelTree& child : tree.children) {
      ENTENTE_TRY(test_nodes(context, child, nodes, part));
      for (std::size_t i = 0; i < flags.size(); ++i) {
        flags[i] = is_and ? (flags[i] & part[i]) : (flags[i] | part[i]);
      }
    }
    return {};
  }

  LabelTree labels_;
};

}  // namespace

Result<CompiledExpressionPtr> compile_label_test(ExpressionCompiler& compiler,
                                                 const LabelTestExpression& e) {
  std::vector<CompiledExpressionPtr> arguments;
  ENTENTE_ASSIGN(arguments.emplace_back(), compiler.compile(*e.operand));
  ENTENTE_ASSIGN(LabelTree labels, copy_labels(compiler, e.labels, arguments));
  return CompiledExpressionPtr(
      std::make_unique<LabelTest>(std::move(arguments), std::move(labels), e.span));
}

}  // namespace entente::query
