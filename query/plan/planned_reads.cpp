#include "query/plan/planned_reads.hpp"

#include <algorithm>

#include "query/plan/expression_symbols.hpp"
#include "query/plan/operator_symbols.hpp"
#include "query/plan/search_operators.hpp"
#include "query/plan/statistics.hpp"
#include "query/plan/whole_scan.hpp"

namespace entente::query {
namespace {

using storage::EntityKind;

/// Fewer reads are not worth a thought.
constexpr double least_reads = 1024;

bool reads_all_input(OperatorKind kind) {
  return kind == OperatorKind::aggregate || kind == OperatorKind::sort ||
         kind == OperatorKind::top_n || kind == OperatorKind::eager;
}

/// True if rows keep the order of the ids a scan far below gave.
bool keeps_order(OperatorKind kind) {
  switch (kind) {
    case OperatorKind::filter:
    case OperatorKind::project:
    case OperatorKind::project_path:
    case OperatorKind::expand:
    case OperatorKind::expand_into:
    case OperatorKind::count_degree:
    case OperatorKind::count_cycle:
    case OperatorKind::semi_apply:
    case OperatorKind::optional: return true;
    default: return false;
  }
}

class ReadPlanner {
 public:
  ReadPlanner(const LogicalPlan& plan, Statistics& statistics)
      : plan_(plan), statistics_(statistics) {}

  /// `may_end_early`: not all rows of the operator may be asked for.
  void visit(const LogicalOperator& op, bool may_end_early) {
    if (op.kind == OperatorKind::limit) may_end_early = true;
    if (reads_all_input(op.kind)) may_end_early = false;
    if (!may_end_early) {
      if (op.kind == OperatorKind::aggregate && visit_folded(as<Aggregate>(op))) return;
      count(op);
    }
    if (op.children.empty()) return;
    visit(*op.children.front(), may_end_early);
    // Other right sides are run for each row of the left, who knows how often.
    if (op.kind == OperatorKind::union_all || op.kind == OperatorKind::hash_join) {
      for (std::size_t i = 1; i < op.children.size(); ++i) visit(*op.children[i], may_end_early);
    }
  }

  NamedReads take() {
    std::erase_if(reads_.properties, [](const NamedReads::Property& read) {
      return static_cast<double>(read.elements) < least_reads;
    });
    if (expansions_ >= least_reads) {
      reads_.expansions = static_cast<std::uint64_t>(std::min(expansions_, reads_max));
    }
    return std::move(reads_);
  }

 private:
  static constexpr double reads_max = 1e15;

  /// Aggregates over a whole label or type, which run over sets and columns alone
  /// (exec/folded_scan.hpp).
  bool visit_folded(const Aggregate& aggregate) {
    if (!aggregate.keys.empty() || plan_.updating) return false;
    const LogicalOperator* below = aggregate.children.front().get();
    while (below->kind == OperatorKind::filter) below = below->children.front().get();
    const auto scan = whole_scan(*below);
    if (!scan) return false;
    add_set(*scan, below->estimated_rows);
    const bool in_order = scan->kind == EntityKind::node;
    const auto add = [&](const Expression& expression) {
      add_properties(expression, below->estimated_rows,
                     [&](Slot slot) { return in_order && slot == scan->element; });
    };
    for_each_expression(aggregate, add);
    for (const LogicalOperator* op = aggregate.children.front().get(); op != below;
         op = op->children.front().get()) {
      for_each_expression(*op, add);
    }
    return true;
  }

  void add_set(const WholeScan& scan, double rows) {
    if (rows < least_reads) return;
    if (scan.tokens.empty()) reads_.sets.push_back({scan.kind, std::nullopt});
    for (const std::string& token : scan.tokens) reads_.sets.push_back({scan.kind, token});
  }

  void count(const LogicalOperator& op) {
    const double rows = op.children.empty() ? 1 : op.children.front()->estimated_rows;
    switch (op.kind) {
      case OperatorKind::expand:
      case OperatorKind::expand_variable:
      case OperatorKind::expand_ends:
      case OperatorKind::path_expand:
      case OperatorKind::count_degree: expansions_ += rows; break;
      case OperatorKind::expand_into:
      case OperatorKind::count_cycle: expansions_ += 2 * rows; break;
      case OperatorKind::count_tree:
        expansions_ += as<CountTree>(op).root_bound ? rows : statistics_.nodes();
        break;
      default: break;
    }
    const auto in_order = [&](Slot slot) { return comes_in_order(op, slot); };
    if (op.kind == OperatorKind::top_n && !as<TopN>(op).keys.empty()) {
      // The keys after the first are asked for where it leaves a choice.
      const SortKey& first = as<TopN>(op).keys.front();
      if (first.expression != nullptr) add_properties(*first.expression, rows, in_order);
      return;
    }
    for_each_expression(
        op, [&](const Expression& expression) { add_properties(expression, rows, in_order); });
  }

  /// True if the operator's input has the nodes of the symbol in the order of a scan.
  static bool comes_in_order(const LogicalOperator& op, Slot slot) {
    const LogicalOperator* below = &op;
    do {
      if (below->children.empty()) return false;
      below = below->children.front().get();
    } while (keeps_order(below->kind));
    const auto scan = whole_scan(*below);
    return scan && scan->element == slot;
  }

  template <class InOrder>
  void add_properties(const Expression& expression, double rows, const InOrder& in_order) {
    if (rows < least_reads) return;
    walk(expression, [&](const Expression& inner) {
      if (inner.kind != ExpressionKind::property) return;
      if (symbol_if_column(inner, plan_) != no_slot) return;
      const auto& property = as<PropertyExpression>(inner);
      const Slot subject = symbol_if_column(*property.subject, plan_);
      if (subject == no_slot) return;
      const StaticType type = plan_.symbols[subject].type;
      if (type != StaticType::node && type != StaticType::relationship) return;
      add_property({type == StaticType::node ? EntityKind::node : EntityKind::relationship,
                    property.key, static_cast<std::uint64_t>(std::min(rows, reads_max)),
                    in_order(subject)});
    });
  }

  void add_property(NamedReads::Property read) {
    for (NamedReads::Property& known : reads_.properties) {
      if (known.entity != read.entity || known.key != read.key) continue;
      if (known.in_order != read.in_order) continue;
      known.elements = std::max(known.elements, read.elements);
      return;
    }
    reads_.properties.push_back(std::move(read));
  }

  const LogicalPlan& plan_;
  Statistics& statistics_;
  NamedReads reads_;
  double expansions_ = 0;
};

}  // namespace

NamedReads find_planned_reads(const LogicalPlan& plan, Statistics& statistics) {
  ReadPlanner planner(plan, statistics);
  planner.visit(*plan.root, false);
  return planner.take();
}

}  // namespace entente::query
