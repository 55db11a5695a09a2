#include <algorithm>

#include "query/plan/expression_symbols.hpp"
#include "query/plan/operator_groups.hpp"
#include "query/plan/operator_symbols.hpp"
#include "query/plan/rules/rule.hpp"

namespace entente::query {
namespace {

using Predicates = std::vector<const Expression*>;

constexpr int subquery_class = 2;

/// Cheap tests first: of identity and labels, then values, then subqueries.
int cost_class(const Expression& predicate) {
  int cost =
      predicate.kind == ExpressionKind::label_test || predicate.kind == ExpressionKind::is_null ? 0
                                                                                                : 1;
  walk(predicate, [&](const Expression& part) {
    switch (part.kind) {
      case ExpressionKind::pattern_predicate:
      case ExpressionKind::pattern_comprehension:
      case ExpressionKind::shortest_path:
      case ExpressionKind::subquery: cost = subquery_class; break;
      default: break;
    }
  });
  return cost;
}

/// True if a row's fate under a predicate on older symbols is the same below the operator.
bool lets_through(const LogicalOperator& op) {
  if (is_scan(op.kind) || is_expansion(op.kind)) return true;
  switch (op.kind) {
    case OperatorKind::shortest_path:
    case OperatorKind::path_expand:
    case OperatorKind::expand_ends:
    case OperatorKind::project:
    case OperatorKind::project_path:
    case OperatorKind::unwind:
    case OperatorKind::sort:
    case OperatorKind::distinct:
    case OperatorKind::count_degree:
    case OperatorKind::count_cycle: return true;
    case OperatorKind::apply:
      return !as<Apply>(op).unit && as<Apply>(op).transactions == nullptr && !has_updates(op);
    case OperatorKind::optional:
    case OperatorKind::semi_apply: return !has_updates(op);
    default: return false;
  }
}

/// What the operator and its right side bind: predicates on these stay above.
SymbolSet bound_here(const LogicalOperator& op) {
  SymbolSet result = symbols_bound(op);
  for (std::size_t i = 1; i < op.children.size(); ++i) {
    result.add(symbols_bound_below(*op.children[i]));
  }
  return result;
}

class Pushdown {
 public:
  explicit Pushdown(RuleContext& context) : context_(context) {}

  /// Places `predicates`, which stand above `op`, as low as they may go.
  void push(LogicalOperatorPtr& op, Predicates predicates) {
    if (op->kind == OperatorKind::filter) {
      Predicates own = std::move(as<Filter>(*op).predicates);
      own.insert(own.end(), predicates.begin(), predicates.end());
      remove_operator(op);
      return push(op, std::move(own));
    }
    if (op->kind == OperatorKind::hash_join) return push_into_join(op, predicates);
    Predicates stay;
    Predicates sink;
    if (!op->children.empty() && lets_through(*op)) {
      const SymbolSet bound = bound_here(*op);
      for (const auto* predicate : predicates) {
        const bool may_sink = !symbols_of(*predicate, context_.plan).intersects(bound) &&
                              is_deterministic(*predicate);
        (may_sink ? sink : stay).push_back(predicate);
      }
    } else {
      stay = std::move(predicates);
    }
    for (std::size_t i = 0; i < op->children.size(); ++i) {
      push(op->children[i], i == 0 ? std::move(sink) : Predicates{});
    }
    if (!stay.empty()) add_filter(op, std::move(stay));
  }

 private:
  /// Each side tests what it binds.
  void push_into_join(LogicalOperatorPtr& op, const Predicates& predicates) {
    const SymbolSet right_bound = symbols_bound_below(*op->children[1]);
    SymbolSet right_only = right_bound;
    for (const auto& key : as<HashJoin>(*op).keys) {
      if (key.left == key.right) right_only.remove(SymbolSet{key.left});
    }
    Predicates stay;
    Predicates sides[2];
    for (const auto* predicate : predicates) {
      const SymbolSet symbols = symbols_of(*predicate, context_.plan);
      const bool left = is_deterministic(*predicate) && !symbols.intersects(right_only);
      // Nodes that both sides bind are tested on both, but a subquery belongs to one place.
      const bool right = is_deterministic(*predicate) && !symbols.empty() &&
                         right_bound.covers(symbols) &&
                         (!left || cost_class(*predicate) < subquery_class);
      if (left) sides[0].push_back(predicate);
      if (right) sides[1].push_back(predicate);
      if (!left && !right) stay.push_back(predicate);
    }
    for (const std::size_t i : {0U, 1U}) push(op->children[i], std::move(sides[i]));
    if (!stay.empty()) add_filter(op, std::move(stay));
  }

  void add_filter(LogicalOperatorPtr& op, Predicates predicates) {
    std::stable_sort(
        predicates.begin(), predicates.end(),
        [](const Expression* a, const Expression* b) { return cost_class(*a) < cost_class(*b); });
    auto filter = std::make_unique<Filter>();
    filter->predicates = std::move(predicates);
    filter->children.push_back(std::move(op));
    op = std::move(filter);
  }

  RuleContext& context_;
};

}  // namespace

/// Evaluates every conjunct as soon as its symbols are bound.
void filter_pushdown(RuleContext& context, LogicalOperatorPtr& root) {
  Pushdown(context).push(root, {});
}

}  // namespace entente::query
