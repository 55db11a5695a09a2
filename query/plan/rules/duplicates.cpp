#include "query/plan/rules/duplicates.hpp"

#include <algorithm>
#include <array>
#include <string_view>

#include "query/plan/expression_symbols.hpp"
#include "query/plan/operator_groups.hpp"
#include "query/plan/operator_symbols.hpp"
#include "query/plan/search_operators.hpp"

namespace entente::query {
namespace {

bool same_word(std::string_view a, std::string_view b) {
  return std::equal(a.begin(), a.end(), b.begin(), b.end(),
                    [](char x, char y) { return (x | 0x20) == (y | 0x20); });
}

/// True if seeing a row twice gives the aggregate no other value.
bool ignores_duplicates(const AggregateItem& item) {
  static constexpr std::array<std::string_view, 2> extremes = {"min", "max"};
  return item.call->distinct || std::any_of(extremes.begin(), extremes.end(), [&](auto name) {
           return same_word(item.call->name, name);
         });
}

bool deterministic(const LogicalOperator& op) {
  bool result = true;
  for_each_expression(op, [&](const Expression& e) { result = result && is_deterministic(e); });
  return result;
}

/// A scan over all nodes of some kind, for one input row.
bool scans_for_one_row(const LogicalOperator& op, Slot scanned, Slot slot) {
  return scanned == slot && gives_one_row(*op.children.front());
}

}  // namespace

bool input_may_lose_duplicates(const LogicalOperator& op, bool output_may) {
  if (is_scan(op.kind) || is_expansion(op.kind)) return output_may && deterministic(op);
  switch (op.kind) {
    case OperatorKind::distinct: return true;
    case OperatorKind::aggregate: {
      const auto& aggregates = as<Aggregate>(op).aggregates;
      return std::all_of(aggregates.begin(), aggregates.end(), ignores_duplicates);
    }
    case OperatorKind::expand_ends:
    case OperatorKind::shortest_path:
    case OperatorKind::path_expand:
    case OperatorKind::filter:
    case OperatorKind::project:
    case OperatorKind::project_path:
    case OperatorKind::sort:
    case OperatorKind::unwind:
    case OperatorKind::union_all:
    case OperatorKind::optional:
    case OperatorKind::semi_apply: return output_may && deterministic(op);
    default: return false;
  }
}

bool gives_one_row(const LogicalOperator& op) {
  switch (op.kind) {
    // At the top it is one row; below an operator that is no plain sequence of rows it is one at a
    // time, and inside such a sequence nobody may ask.
    case OperatorKind::argument: return op.children.empty();
    case OperatorKind::index_seek:
      return as<IndexSeek>(op).unique && !as<IndexSeek>(op).in_list &&
             gives_one_row(*op.children.front());
    case OperatorKind::id_seek:
      return !as<IdSeek>(op).in_list && gives_one_row(*op.children.front());
    case OperatorKind::aggregate: return as<Aggregate>(op).keys.empty();
    case OperatorKind::filter:
    case OperatorKind::project:
    case OperatorKind::project_path:
    case OperatorKind::count_degree:
    case OperatorKind::count_tree:
    case OperatorKind::count_cycle:
    case OperatorKind::sort:
    case OperatorKind::top_n:
    case OperatorKind::skip:
    case OperatorKind::limit:
    case OperatorKind::distinct: return gives_one_row(*op.children.front());
    default: return false;
  }
}

bool gives_each_once(const LogicalOperator& op, Slot slot, const LogicalPlan& plan) {
  if (op.children.empty()) return false;
  const LogicalOperator& input = *op.children.front();
  switch (op.kind) {
    case OperatorKind::all_nodes_scan:
      return scans_for_one_row(op, as<AllNodesScan>(op).node, slot);
    case OperatorKind::label_scan: return scans_for_one_row(op, as<LabelScan>(op).node, slot);
    case OperatorKind::expand_variable: {
      const auto& expand = as<ExpandVariable>(op);
      return expand.distinct_ends && !expand.into && expand.spec.to == slot && gives_one_row(input);
    }
    case OperatorKind::expand_ends:
      return as<ExpandEnds>(op).to() == slot &&
             (op.outputs == std::vector<Slot>{slot} || gives_one_row(input));
    case OperatorKind::filter:
    case OperatorKind::sort:
    case OperatorKind::project_path: return gives_each_once(input, slot, plan);
    case OperatorKind::project:
      for (const ProjectItem& item : as<Project>(op).items) {
        if (item.target != slot) continue;
        const Slot source =
            item.expression == nullptr ? item.source : symbol_if_column(*item.expression, plan);
        return source != no_slot && gives_each_once(input, source, plan);
      }
      return gives_each_once(input, slot, plan);
    default: return false;
  }
}

}  // namespace entente::query
