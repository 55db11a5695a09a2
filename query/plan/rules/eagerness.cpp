#include "query/plan/rules/eagerness.hpp"

#include "query/plan/effects.hpp"
#include "query/plan/rules/rule.hpp"

namespace entente::query {
namespace {

/// True if the operator reads all its input before it gives a row.
bool breaks_pipeline(OperatorKind kind) {
  return kind == OperatorKind::sort || kind == OperatorKind::top_n ||
         kind == OperatorKind::aggregate || kind == OperatorKind::eager;
}

bool is_apply_like(OperatorKind kind) {
  return kind == OperatorKind::apply || kind == OperatorKind::optional ||
         kind == OperatorKind::semi_apply || kind == OperatorKind::merge ||
         kind == OperatorKind::foreach;
}

class EagerInserter {
 public:
  EagerInserter(const LogicalPlan& plan, bool precise) : plan_(plan), precise_(precise) {}

  /// Handles the subtree; gives the effects that may still be going on while its rows are used.
  Effects visit(LogicalOperatorPtr& op) {
    Effects own = effects_of(*op, plan_);
    if (op->kind == OperatorKind::apply && as<Apply>(*op).transactions != nullptr) {
      // The left side reads the statement's own snapshot, which no inner transaction changes, and
      // the operator gives no row before the last one has committed.
      visit(op->children[0]);
      visit(op->children[1]);
      return {};
    }
    if (is_apply_like(op->kind)) {
      Effects left = visit(op->children[0]);
      visit(op->children[1]);
      own.add(effects_below(*op->children[1], plan_));
      separate(op->children[0], left, own);
      left.add(own);
      return left;
    }
    Effects going_on;
    for (auto& child : op->children) {
      Effects below = visit(child);
      separate(child, below, own);
      going_on.add(below);
    }
    if (breaks_pipeline(op->kind)) return {};
    going_on.add(own);
    return going_on;
  }

 private:
  /// Puts Eager on top of `child` if its effects and `own` meet; nothing goes on below it then.
  void separate(LogicalOperatorPtr& child, Effects& below, const Effects& own) {
    const bool meet = precise_ ? may_interfere(below, own)
                               : (below.writes() && (own.reads() || own.writes())) ||
                                     (own.writes() && (below.reads() || below.writes()));
    if (!meet) return;
    auto eager = std::make_unique<Eager>();
    eager->children.push_back(std::move(child));
    child = std::move(eager);
    below = {};
  }

  const LogicalPlan& plan_;
  bool precise_;
};

void remove_eager(LogicalOperatorPtr& root) {
  rewrite_bottom_up(root, [](LogicalOperatorPtr& op) {
    if (op->kind == OperatorKind::eager) remove_operator(op);
  });
}

}  // namespace

void insert_eager(LogicalPlan& plan, LogicalOperatorPtr& root, bool precise) {
  remove_eager(root);
  if (has_updates(*root)) EagerInserter(plan, precise).visit(root);
}

void mark_exhausting_limits(LogicalOperator& root) {
  if (root.kind == OperatorKind::limit) as<Limit>(root).exhaust_input = has_updates(root);
  for (auto& child : root.children) mark_exhausting_limits(*child);
}

}  // namespace entente::query
