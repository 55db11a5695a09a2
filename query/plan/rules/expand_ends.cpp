#include <algorithm>

#include "query/plan/expression_symbols.hpp"
#include "query/plan/rules/duplicates.hpp"
#include "query/plan/rules/liveness.hpp"
#include "query/plan/rules/rule.hpp"
#include "query/plan/search_operators.hpp"
#include "query/plan/symbol_set.hpp"

namespace entente::query {
namespace {

/// An expansion of a chain and where it hangs, with the filter on top of it, if there is one.
struct Link {
  LogicalOperatorPtr* place;
  Expand* expand;
  const Filter* filter;
};

bool sees_only(const Filter& filter, Slot slot, const LogicalPlan& plan) {
  return std::all_of(filter.predicates.begin(), filter.predicates.end(), [&](const auto* p) {
    return SymbolSet{slot}.covers(symbols_of(*p, plan)) && is_deterministic(*p);
  });
}

/// The expansions below `top`, which is one, that go on from one another; the last one first.
std::vector<Link> links_below(LogicalOperatorPtr& top, const LogicalPlan& plan) {
  std::vector<Link> links;
  LogicalOperatorPtr* place = &top;
  const Filter* filter = nullptr;
  while ((*place)->kind == OperatorKind::expand) {
    auto& expand = as<Expand>(**place);
    const bool goes_on = links.empty() || links.back().expand->spec.from == expand.spec.to;
    if (expand.relationship_bound || !goes_on) break;
    links.push_back({place, &expand, filter});
    place = &(*place)->children.front();
    filter = nullptr;
    if ((*place)->kind != OperatorKind::filter) continue;
    filter = &as<Filter>(**place);
    if (!sees_only(*filter, expand.spec.from, plan)) break;
    place = &(*place)->children.front();
  }
  return links;
}

/// True if the last `count` hops need nothing of what stands before them but a node to begin at,
/// and nothing above them needs more than the end.
bool stands_alone(const std::vector<Link>& links, std::size_t count) {
  const SymbolSet needed(links.front().expand->outputs);
  SymbolSet own;
  for (std::size_t i = 0; i < count; ++i) {
    const ExpandSpec& spec = links[i].expand->spec;
    if (needed.contains(spec.relationship) || (i > 0 && needed.contains(spec.to))) return false;
    own.add(spec.relationship);
  }
  return std::all_of(
      links.begin(), links.begin() + static_cast<std::ptrdiff_t>(count),
      [&](const Link& link) { return own.covers(SymbolSet(link.expand->spec.distinct_from)); });
}

std::vector<ChainHop> hops_of(const std::vector<Link>& links, std::size_t count) {
  std::vector<ChainHop> hops;
  for (std::size_t i = count; i-- > 0;) {
    const ExpandSpec& spec = links[i].expand->spec;
    ChainHop hop;
    hop.relationship = spec.relationship;
    hop.to = spec.to;
    hop.direction = spec.direction;
    hop.types = spec.types;
    if (links[i].filter != nullptr) hop.predicates = links[i].filter->predicates;
    for (std::size_t earlier = 0; earlier < hops.size(); ++earlier) {
      if (SymbolSet(spec.distinct_from).contains(hops[earlier].relationship)) {
        hop.distinct_from.push_back(earlier);
      }
    }
    hops.push_back(std::move(hop));
  }
  return hops;
}

/// Whether a search for ends saves anything: with one hop only if the ends of many rows are wanted
/// once altogether.
bool pays(const std::vector<Link>& links, std::size_t count) {
  if (count > 1) return true;
  const Expand& expand = *links.front().expand;
  return expand.outputs == std::vector<Slot>{expand.spec.to} &&
         !gives_one_row(*expand.children.front());
}

void replace_chain(LogicalOperatorPtr& top, const LogicalPlan& plan) {
  const std::vector<Link> links = links_below(top, plan);
  for (std::size_t count = links.size(); count > 0; --count) {
    if (!stands_alone(links, count) || !pays(links, count)) continue;
    auto ends = std::make_unique<ExpandEnds>();
    const Link& first = links[count - 1];
    ends->from = first.expand->spec.from;
    ends->hops = hops_of(links, count);
    ends->outputs = top->outputs;
    ends->children = std::move(first.expand->children);
    top = std::move(ends);
    return;
  }
}

/// What the operators above say about rows.
struct Wanted {
  /// Duplicates may be dropped.
  bool distinct = false;
  /// All rows will be asked for: a search finds them together.
  bool all = false;
};

bool reads_all(const LogicalOperator& op) {
  return op.kind == OperatorKind::aggregate || op.kind == OperatorKind::sort ||
         op.kind == OperatorKind::top_n || op.kind == OperatorKind::eager;
}

void visit(LogicalOperatorPtr& op, Wanted wanted, const LogicalPlan& plan) {
  if (op->kind == OperatorKind::expand && wanted.distinct && wanted.all) replace_chain(op, plan);
  Wanted below;
  below.distinct = input_may_lose_duplicates(*op, wanted.distinct);
  below.all = reads_all(*op) || (wanted.all && op->kind != OperatorKind::limit);
  for (std::size_t i = 0; i < op->children.size(); ++i) {
    const bool existence_only = op->kind == OperatorKind::semi_apply && i == 1;
    visit(op->children[i], existence_only ? Wanted{true, false} : below, plan);
  }
}

}  // namespace

/// Chains of relationships of which only the different ends count are searched breadth first: no
/// longer than the graph is large, instead of as long as there are ways.
void expand_ends(RuleContext& context, LogicalOperatorPtr& root) {
  compute_outputs(context.plan);
  bool all = true;
  for (const auto& [expression, subplan] : context.plan.subplans) {
    if (subplan.root.get() != root.get()) continue;
    all = subplan.result == Subplan::Result::count || subplan.result == Subplan::Result::collect;
  }
  visit(root, {false, all}, context.plan);
}

}  // namespace entente::query
