#include "query/plan/rules/counted_pattern.hpp"

#include <algorithm>
#include <string_view>

#include "query/plan/expression_symbols.hpp"
#include "query/plan/operator_symbols.hpp"
#include "query/plan/synthetic.hpp"

namespace entente::query {
namespace {

/// Reads the operators from the aggregate down to where the pattern begins.
class PatternReader {
 public:
  PatternReader(Aggregate& aggregate, LogicalPlan& plan) : aggregate_(aggregate), plan_(plan) {}

  std::optional<CountedPattern> read() {
    place_ = &aggregate_.children.front();
    for (; is_part(**place_); place_ = &(*place_)->children.front()) {
      if ((*place_)->kind == OperatorKind::filter) {
        const auto& own = as<Filter>(**place_).predicates;
        predicates_.insert(predicates_.end(), own.begin(), own.end());
      } else {
        expands_.push_back(&as<Expand>(**place_));
      }
    }
    std::reverse(expands_.begin(), expands_.end());
    if (expands_.empty() || !find_root() || !read_edges() || !place_predicates()) {
      return std::nullopt;
    }
    SymbolSet bound;
    for (const Expand* expand : expands_) bound.add(symbols_bound(*expand));
    if (!pattern_.root_bound) bound.add(pattern_.nodes.front().slot);
    if (!counts_only(aggregate_, bound, plan_)) return std::nullopt;
    pattern_.input = place_;
    return std::move(pattern_);
  }

 private:
  static bool is_part(const LogicalOperator& op) {
    return op.kind == OperatorKind::filter ||
           (op.kind == OperatorKind::expand && !as<Expand>(op).relationship_bound);
  }

  std::optional<std::size_t> position_of(Slot slot) const {
    for (std::size_t i = 0; i < pattern_.nodes.size(); ++i) {
      if (pattern_.nodes[i].slot == slot) return i;
    }
    return std::nullopt;
  }

  /// The one node at which all begins. A scan that gives any node of a kind is part of the pattern.
  bool find_root() {
    const Slot root = expands_.front()->spec.from;
    pattern_.nodes.push_back({root, {}});
    pattern_.root_bound = true;
    LogicalOperator& below = **place_;
    const bool labelled = below.kind == OperatorKind::label_scan;
    if (!labelled && below.kind != OperatorKind::all_nodes_scan) return true;
    const Slot scanned = labelled ? as<LabelScan>(below).node : as<AllNodesScan>(below).node;
    if (scanned != root || !aggregate_.keys.empty()) return true;
    if (below.children.front()->kind != OperatorKind::argument) return true;
    if (labelled) {
      LabelExpression label;
      label.name = as<LabelScan>(below).label;
      predicates_.push_back(&make_label_test(plan_, root, label));
    }
    pattern_.root_bound = false;
    place_ = &below.children.front();
    return true;
  }

  bool read_edges() {
    for (const Expand* expand : expands_) {
      const ExpandSpec& spec = expand->spec;
      const auto from = position_of(spec.from);
      if (!from) return false;
      for (const Slot other : spec.distinct_from) {
        const auto same = [&](const auto& edge) { return edge.relationship == other; };
        const auto edge = std::find_if(pattern_.edges.begin(), pattern_.edges.end(), same);
        if (edge == pattern_.edges.end()) return false;
        pattern_.differing.emplace_back(edge - pattern_.edges.begin(), pattern_.edges.size());
      }
      pattern_.edges.push_back(
          {spec.relationship, *from, pattern_.nodes.size(), spec.direction, spec.types});
      pattern_.nodes.push_back({spec.to, {}});
    }
    return true;
  }

  bool place_predicates() {
    for (const Expression* predicate : predicates_) {
      const std::vector<Slot> seen = symbols_of(*predicate, plan_).slots();
      if (seen.size() != 1 || !is_deterministic(*predicate)) return false;
      const auto node = position_of(seen.front());
      if (!node) return false;
      pattern_.nodes[*node].predicates.push_back(predicate);
    }
    return true;
  }

  Aggregate& aggregate_;
  LogicalPlan& plan_;
  LogicalOperatorPtr* place_ = nullptr;
  std::vector<Expand*> expands_;
  std::vector<const Expression*> predicates_;
  CountedPattern pattern_;
};

}  // namespace

bool counts_rows(const FunctionCallExpression& call, const SymbolSet& bound,
                 const LogicalPlan& plan) {
  constexpr std::string_view name = "count";
  if (call.distinct || call.name.size() != name.size()) return false;
  const bool count = std::equal(call.name.begin(), call.name.end(), name.begin(),
                                [](char a, char b) { return (a | 0x20) == b; });
  if (!count) return false;
  if (call.star) return true;
  const Slot counted = symbol_if_column(*call.arguments.front(), plan);
  return counted != no_slot && bound.contains(counted);
}

bool counts_only(const Aggregate& aggregate, const SymbolSet& bound, const LogicalPlan& plan) {
  if (aggregate.aggregates.empty()) return false;
  for (const auto& key : aggregate.keys) {
    if (bound.contains(key.source)) return false;
    if (key.expression != nullptr && symbols_of(*key.expression, plan).intersects(bound)) {
      return false;
    }
  }
  return std::all_of(aggregate.aggregates.begin(), aggregate.aggregates.end(),
                     [&](const auto& item) { return counts_rows(*item.call, bound, plan); });
}

Slot sum_instead_of_count(LogicalPlan& plan, Aggregate& aggregate) {
  plan.symbols.push_back(Symbol{"", StaticType::integer, {}});
  const Slot target = static_cast<Slot>(plan.symbols.size() - 1);
  for (auto& item : aggregate.aggregates) {
    const Expression& sum = keep(plan, make_call(plan, "sum", target));
    plan.computed[&sum] = item.target;
    item.call = &as<FunctionCallExpression>(sum);
  }
  return target;
}

void put_counted(LogicalPlan& plan, Aggregate& aggregate, LogicalOperatorPtr input, Slot target) {
  if (!aggregate.keys.empty()) {
    auto filter = std::make_unique<Filter>();
    filter->predicates = {&make_greater(plan, target, 0)};
    filter->children.push_back(std::move(input));
    input = std::move(filter);
  }
  aggregate.children.front() = std::move(input);
}

std::optional<CountedPattern> counted_pattern(Aggregate& aggregate, LogicalPlan& plan) {
  return PatternReader(aggregate, plan).read();
}

}  // namespace entente::query
