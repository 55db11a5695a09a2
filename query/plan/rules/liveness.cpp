#include "query/plan/rules/liveness.hpp"

#include "query/plan/expression_symbols.hpp"
#include "query/plan/operator_symbols.hpp"
#include "query/plan/symbol_set.hpp"

namespace entente::query {
namespace {

class Liveness {
 public:
  explicit Liveness(LogicalPlan& plan) : plan_(plan) {}

  /// `needed`: what the operators above need of this one's rows.
  void visit(LogicalOperator& op, SymbolSet needed) {
    op.outputs = needed.slots();
    switch (op.kind) {
      case OperatorKind::argument: as<Argument>(op).symbols = op.outputs; return;
      case OperatorKind::aggregate: needed = {}; break;
      case OperatorKind::union_all: return visit_union(as<UnionAll>(op), needed);
      case OperatorKind::apply:
      case OperatorKind::optional:
      case OperatorKind::semi_apply:
      case OperatorKind::merge:
      case OperatorKind::foreach: return visit_apply(op, std::move(needed));
      case OperatorKind::hash_join: return visit_join(op, needed);
      default: break;
    }
    needed.remove(symbols_bound(op));
    needed.add(symbols_read(op, plan_));
    for (auto& child : op.children) visit(*child, needed);
  }

 private:
  void visit_union(UnionAll& op, const SymbolSet& needed) {
    for (std::size_t i = 0; i < op.children.size(); ++i) {
      SymbolSet child;
      for (std::size_t k = 0; k < op.targets.size(); ++k) {
        if (needed.contains(op.targets[k])) child.add(op.sources[i][k]);
      }
      visit(*op.children[i], child);
    }
  }

  /// The right side gives only what it binds itself, and reads the rest from the left row.
  void visit_apply(LogicalOperator& op, SymbolSet needed) {
    LogicalOperator& right = *op.children[1];
    const SymbolSet own = symbols_bound(op);
    const SymbolSet below = symbols_bound_below(right);
    SymbolSet right_needed;
    for (const Slot slot : needed.slots()) {
      if (below.contains(slot)) right_needed.add(slot);
    }
    if (op.kind == OperatorKind::merge) add_merge_needs(as<Merge>(op), below, right_needed);
    visit(right, right_needed);

    needed.remove(below);
    needed.remove(own);
    needed.add(symbols_read(op, plan_));
    needed.add(free_symbols(right, plan_));
    // What the operator itself hands to its right side does not come from the left.
    needed.remove(own);
    if (op.kind == OperatorKind::merge) needed.remove(below);
    visit(*op.children[0], needed);
  }

  /// ON MATCH and the path see what was matched.
  void add_merge_needs(const Merge& merge, const SymbolSet& below, SymbolSet& right_needed) {
    const auto add = [&](const SymbolSet& symbols) {
      for (const Slot slot : symbols.slots()) {
        if (below.contains(slot)) right_needed.add(slot);
      }
    };
    for_each_expression(merge, [&](const Expression& e) { add(symbols_of(e, plan_)); });
    if (merge.path != no_slot) add(SymbolSet(merge.path_elements));
  }

  /// Each side gives its keys and what is needed of what it binds; the rest comes with the left
  /// row.
  void visit_join(LogicalOperator& op, const SymbolSet& needed) {
    const SymbolSet below = symbols_bound_below(*op.children[1]);
    SymbolSet left = needed;
    SymbolSet right;
    for (const Slot slot : needed.slots()) {
      if (below.contains(slot)) right.add(slot);
    }
    left.remove(below);
    for (const auto& key : as<HashJoin>(op).keys) {
      left.add(key.left);
      right.add(key.right);
    }
    visit(*op.children[0], left);
    visit(*op.children[1], right);
  }

  LogicalPlan& plan_;
};

}  // namespace

void compute_outputs(LogicalPlan& plan) {
  // Inner subqueries read symbols of outer ones, so arguments are settled before anything is asked
  // what it reads.
  for (auto& [expression, subplan] : plan.subplans) {
    subplan.arguments = free_symbols(*subplan.root, plan).slots();
  }
  Liveness liveness(plan);
  for (auto& [expression, subplan] : plan.subplans) {
    liveness.visit(*subplan.root, SymbolSet{subplan.column});
  }
  liveness.visit(*plan.root, SymbolSet{});
}

}  // namespace entente::query
