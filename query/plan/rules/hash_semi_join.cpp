#include <algorithm>
#include <cmath>

#include "query/plan/cardinality.hpp"
#include "query/plan/expression_symbols.hpp"
#include "query/plan/operator_groups.hpp"
#include "query/plan/operator_symbols.hpp"
#include "query/plan/rules/rule.hpp"
#include "query/plan/selectivity.hpp"

namespace entente::query {
namespace {

// A table is worth being built if this many rows are tested: for fewer, reading until the first
// match may be cheaper than reading all.
constexpr double tested_rows_min = 4;

constexpr double share_of_tie = 0.1;

/// `inner = outer`: one side bound by the subquery alone, the other by the row that is tested.
struct Correlation {
  const Expression* predicate = nullptr;
  const Expression* outer = nullptr;
  const Expression* inner = nullptr;
};

/// The filters a subquery consists of above its scans and expansions, seen from its top; columns
/// that nobody asks a semi-join for are passed over.
LogicalOperatorPtr* top_filter(LogicalOperatorPtr& root) {
  LogicalOperatorPtr* op = &root;
  while ((*op)->kind == OperatorKind::project) {
    const auto& items = as<Project>(**op).items;
    const bool plain = std::all_of(items.begin(), items.end(),
                                   [](const auto& item) { return item.expression == nullptr; });
    if (!plain) return nullptr;
    op = &(*op)->children.front();
  }
  return (*op)->kind == OperatorKind::filter ? op : nullptr;
}

bool is_harmless(const Expression& expression) {
  bool result = is_deterministic(expression);
  walk(expression, [&](const Expression& part) {
    result = result && part.kind != ExpressionKind::subquery &&
             part.kind != ExpressionKind::pattern_predicate &&
             part.kind != ExpressionKind::pattern_comprehension &&
             part.kind != ExpressionKind::shortest_path;
  });
  return result;
}

/// True if the subtree gives the same rows whenever it is run, and is made of reading the graph.
bool is_repeatable(const LogicalOperator& op) {
  switch (op.kind) {
    case OperatorKind::argument:
    case OperatorKind::filter:
    case OperatorKind::project:
    case OperatorKind::unwind:
    case OperatorKind::count_degree:
    case OperatorKind::hash_join:
    case OperatorKind::semi_apply: break;
    default:
      if (!is_scan(op.kind) && !is_expansion(op.kind)) return false;
  }
  bool result = true;
  for_each_expression(op, [&](const Expression& e) { result = result && is_deterministic(e); });
  for (const auto& child : op.children) result = result && is_repeatable(*child);
  return result;
}

class Decorrelation {
 public:
  Decorrelation(RuleContext& context, const SemiApply& semi)
      : context_(context), bound_(symbols_bound_below(*semi.children[1])) {}

  /// What ties the filter to the row that is tested.
  [[nodiscard]] std::vector<Correlation> correlations(const Filter& filter) const {
    std::vector<Correlation> result;
    for (const auto* predicate : filter.predicates) {
      if (predicate->kind != ExpressionKind::comparison) continue;
      const auto& comparison = as<ComparisonExpression>(*predicate);
      if (comparison.operators != std::vector{ComparisonOperator::equal}) continue;
      if (!is_harmless(*predicate)) continue;
      for (const std::size_t side : {0U, 1U}) {
        const Expression& outer = *comparison.operands[side];
        const Expression& inner = *comparison.operands[1 - side];
        const SymbolSet outer_symbols = symbols_of(outer, context_.plan);
        const SymbolSet inner_symbols = symbols_of(inner, context_.plan);
        if (outer_symbols.empty() || outer_symbols.intersects(bound_)) continue;
        if (inner_symbols.empty() || !bound_.covers(inner_symbols)) continue;
        result.push_back({predicate, &outer, &inner});
        break;
      }
    }
    return result;
  }

  Slot column_of(const Expression& expression, LogicalOperatorPtr& op) {
    const Slot known = symbol_if_column(expression, context_.plan);
    if (known != no_slot) return known;
    context_.plan.symbols.push_back(Symbol{"", StaticType::any, {}});
    const auto column = static_cast<Slot>(context_.plan.symbols.size() - 1);
    auto project = std::make_unique<Project>();
    project->items.push_back({column, &expression, no_slot});
    project->children.push_back(std::move(op));
    op = std::move(project);
    return column;
  }

 private:
  RuleContext& context_;
  SymbolSet bound_;
};

}  // namespace

/// A subquery that is tied to the tested row by equal values alone is read once, into a table,
/// instead of once per row (Neumann and Kemper 2015, for the simple case).
void hash_semi_join(RuleContext& context, LogicalOperatorPtr& root) {
  // What a plan writes may have to be seen by the next test.
  if (has_updates(*context.plan.root) || context.plan.in_transactions) return;
  rewrite_bottom_up(root, [&](LogicalOperatorPtr& op) {
    if (op->kind != OperatorKind::semi_apply) return;
    auto& semi = as<SemiApply>(*op);
    LogicalOperatorPtr* filter = top_filter(semi.children[1]);
    if (filter == nullptr || !is_repeatable(**filter)) return;
    Decorrelation decorrelation(context, semi);
    const auto ties = decorrelation.correlations(as<Filter>(**filter));
    if (ties.empty()) return;
    estimate_tree(*semi.children[0], context.plan, context.statistics);
    if (semi.children[0]->estimated_rows < tested_rows_min) return;

    auto& predicates = as<Filter>(**filter).predicates;
    const auto before = predicates;
    std::erase_if(predicates, [&](const Expression* predicate) {
      return std::any_of(ties.begin(), ties.end(),
                         [&](const auto& tie) { return tie.predicate == predicate; });
    });
    if (!free_symbols(**filter, context.plan).empty()) {
      predicates = before;
      return;
    }
    LogicalOperatorPtr right = std::move(*filter);
    if (as<Filter>(*right).predicates.empty()) remove_operator(right);
    LogicalOperatorPtr left = std::move(semi.children[0]);
    auto join = std::make_unique<HashJoin>();
    join->mode = semi.negated ? HashJoin::Mode::anti : HashJoin::Mode::semi;
    estimate_tree(*right, context.plan, context.statistics);
    // Each tie alone keeps few of the rows a table of this size holds.
    const double matches = right->estimated_rows * std::pow(share_of_tie, ties.size());
    join->share = share_with_rows(matches);
    if (semi.negated) join->share = 1 - join->share;
    for (const auto& tie : ties) {
      const Slot outer = decorrelation.column_of(*tie.outer, left);
      join->keys.push_back({outer, decorrelation.column_of(*tie.inner, right)});
    }
    join->children.push_back(std::move(left));
    join->children.push_back(std::move(right));
    op = std::move(join);
  });
}

}  // namespace entente::query
