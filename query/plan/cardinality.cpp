#include "query/plan/cardinality.hpp"

#include <algorithm>
#include <cmath>
#include <functional>
#include <numeric>

#include "query/plan/expression_symbols.hpp"
#include "query/plan/path_operators.hpp"
#include "query/plan/search_operators.hpp"
#include "query/plan/selectivity.hpp"

namespace entente::query {
namespace {

// Without an upper bound, paths longer than this add nothing to an estimate that is a guess anyway.
constexpr std::uint64_t hops_max = 5;
constexpr double rows_max = 1e15;
// A grouping keeps the square root of its rows unless more is known: between one group and all.
constexpr double grouping_exponent = 0.5;
constexpr double rows_per_list = 10;
constexpr double rows_per_procedure = 10;
constexpr double rows_per_file = 1000;

/// The integer if the expression is a literal one.
std::optional<double> literal_count(const Expression* expression) {
  if (expression == nullptr || expression->kind != ExpressionKind::literal) return std::nullopt;
  const Value& value = as<LiteralExpression>(*expression).value;
  if (!value.is_integer() || value.as_integer() < 0) return std::nullopt;
  return static_cast<double>(value.as_integer());
}

double list_rows(const Expression* list) {
  if (list->kind == ExpressionKind::list) {
    return static_cast<double>(as<ListExpression>(*list).items.size());
  }
  if (list->kind == ExpressionKind::function_call) {
    const auto& call = as<FunctionCallExpression>(*list);
    if (call.name == "range" && call.arguments.size() >= 2) {
      const auto from = literal_count(call.arguments[0].get());
      const auto to = literal_count(call.arguments[1].get());
      if (from && to) return std::max(0.0, *to - *from + 1);
    }
  }
  return rows_per_list;
}

double seek_rows(const IndexSeek& seek, Statistics& statistics) {
  const double nodes = statistics.nodes_with(seek.label);
  const Expression& value = *seek.values.front();
  if (seek.unique) return std::min(nodes, seek.in_list ? list_rows(&value) : 1);
  double share = 1;
  for (std::size_t i = 0; i < seek.properties.size(); ++i) {
    const double one = share_equal_to(statistics, seek.label, seek.properties[i], *seek.values[i]);
    share = std::min(share, one);
  }
  return nodes * std::min(1.0, share * (seek.in_list ? list_rows(&value) : 1));
}

double scan_rows(const LogicalOperator& op, Statistics& statistics) {
  switch (op.kind) {
    case OperatorKind::all_nodes_scan: return statistics.nodes();
    case OperatorKind::label_scan: return statistics.nodes_with(as<LabelScan>(op).label);
    case OperatorKind::index_seek: return seek_rows(as<IndexSeek>(op), statistics);
    case OperatorKind::index_range: {
      const auto& range = as<IndexRange>(op);
      return statistics.nodes_with(range.label) *
             share_between(statistics, range.label, range.property, range.lower, range.upper);
    }
    case OperatorKind::index_prefix: {
      const auto& strings = as<IndexPrefix>(op);
      return statistics.nodes_with(strings.label) * share_matching(statistics, strings.label,
                                                                   strings.property, strings.match,
                                                                   *strings.prefix);
    }
    case OperatorKind::id_seek: return as<IdSeek>(op).in_list ? list_rows(as<IdSeek>(op).ids) : 1.0;
    default: return 1;
  }
}

double relationship_index_rows(const RelationshipIndex& op, Statistics& statistics) {
  const double all = statistics.relationships({}, op.spec.types, Direction::outgoing);
  const double ways = op.spec.direction == Direction::either ? 2 : 1;
  return ways * all * index_share(op.access, op.spec.types.front(), statistics);
}

/// Of the mean start node.
double spec_degree(const ExpandSpec& spec, Statistics& statistics) {
  return spec.skew * statistics.degree(statistics.labels_of(spec.from), spec.types, spec.direction);
}

double start_factor(const ExpandSpec& spec, Statistics& statistics) {
  return statistics.start_factor(spec.from, spec.types, spec.direction);
}

double path_expand_rows(const PathExpand& expand, const LogicalPlan& plan, Statistics& statistics) {
  const double paths = automaton_fan_out(expand.automaton, expand.conditions, plan, statistics);
  if (expand.selection == PathSelection::all) {
    return expand.into ? paths / statistics.nodes() : paths;
  }
  const double ends = expand.into ? 1.0 : std::min(paths, statistics.nodes());
  return ends * std::min(static_cast<double>(expand.count), paths);
}

/// No more ends than there are nodes, and than there are ways.
double ends_of_chain(const ExpandEnds& chain, const LogicalPlan& plan, Statistics& statistics) {
  double ways = 1;
  Slot from = chain.from;
  if (!chain.hops.empty()) {
    const ChainHop& first = chain.hops.front();
    ways *= statistics.start_factor(chain.from, first.types, first.direction);
  }
  for (const ChainHop& hop : chain.hops) {
    ways *= statistics.degree(statistics.labels_of(from), hop.types, hop.direction);
    for (const auto* predicate : hop.predicates) ways *= selectivity(*predicate, plan, statistics);
    from = hop.to;
  }
  return std::min(ways, statistics.nodes());
}

double expand_rows(const LogicalOperator& op, const LogicalPlan& plan, Statistics& statistics) {
  switch (op.kind) {
    case OperatorKind::expand: {
      const auto& expand = as<Expand>(op);
      if (expand.relationship_bound) return 1.0;
      return spec_degree(expand.spec, statistics) * start_factor(expand.spec, statistics);
    }
    case OperatorKind::expand_into: {
      const auto& expand = as<ExpandInto>(op);
      if (expand.relationship_bound) return 0.5;
      return spec_degree(expand.spec, statistics) * start_factor(expand.spec, statistics) /
             statistics.nodes();
    }
    case OperatorKind::expand_variable: {
      const auto& expand = as<ExpandVariable>(op);
      if (expand.relationship_bound) return 1.0;
      double rows = path_fan_out(spec_degree(expand.spec, statistics), expand.lower, expand.upper) *
                    start_factor(expand.spec, statistics);
      if (expand.distinct_ends) rows = std::min(rows, statistics.nodes());
      return expand.into ? rows / statistics.nodes() : rows;
    }
    case OperatorKind::path_expand: return path_expand_rows(as<PathExpand>(op), plan, statistics);
    default: return as<ShortestPath>(op).all ? 2.0 : 1.0;
  }
}

/// True if the predicate compares what the join below it has compared already.
bool is_key(const HashJoin& join, const Expression& predicate, const LogicalPlan& plan) {
  if (predicate.kind != ExpressionKind::comparison) return false;
  const auto& operands = as<ComparisonExpression>(predicate).operands;
  return std::any_of(join.keys.begin(), join.keys.end(), [&](const HashJoin::Key& key) {
    return symbol_if_column(*operands[0], plan) == key.left &&
           symbol_if_column(*operands[1], plan) == key.right;
  });
}

/// Share of rows a filter keeps. Labels of the node an expand below just reached are judged by
/// where its relationships lead, not by how many nodes have the label.
double filter_share(const Filter& filter, const LogicalPlan& plan, Statistics& statistics) {
  const LogicalOperator& input = *filter.children.front();
  std::vector<double> shares;
  for (const auto* predicate : filter.predicates) {
    if (input.kind == OperatorKind::hash_join && is_key(as<HashJoin>(input), *predicate, plan)) {
      shares.push_back(1);
      continue;
    }
    const auto label = as_label_predicate(*predicate, plan);
    if (label && input.kind == OperatorKind::expand && as<Expand>(input).spec.to == label->node) {
      const auto& spec = as<Expand>(input).spec;
      shares.push_back(statistics.far_end_share(label->label, spec.types, spec.direction));
    } else {
      shares.push_back(selectivity(*predicate, plan, statistics));
    }
  }
  damp(shares, filter.predicates, plan, statistics);
  return std::accumulate(shares.begin(), shares.end(), 1.0, std::multiplies<>());
}

double grouped_rows(double rows, std::size_t keys) {
  if (keys == 0) return 1;
  return std::min(rows, std::pow(rows, grouping_exponent) * static_cast<double>(keys));
}

double limited_rows(double rows, const Expression* limit) {
  return std::min(rows, literal_count(limit).value_or(rows_per_list));
}

double estimate_rows(const LogicalOperator& op, const LogicalPlan& plan, Statistics& statistics) {
  const double input = op.children.empty() ? 1.0 : op.children.front()->estimated_rows;
  const double right = op.children.size() > 1 ? op.children[1]->estimated_rows : 1.0;
  switch (op.kind) {
    case OperatorKind::argument: return 1;
    case OperatorKind::all_nodes_scan:
    case OperatorKind::label_scan:
    case OperatorKind::index_seek:
    case OperatorKind::index_range:
    case OperatorKind::index_prefix:
    case OperatorKind::id_seek: return input * scan_rows(op, statistics);
    case OperatorKind::relationship_index:
      return input * relationship_index_rows(as<RelationshipIndex>(op), statistics);
    case OperatorKind::expand:
    case OperatorKind::expand_into:
    case OperatorKind::expand_variable:
    case OperatorKind::shortest_path:
    case OperatorKind::path_expand: return input * expand_rows(op, plan, statistics);
    case OperatorKind::expand_ends:
      return input * ends_of_chain(as<ExpandEnds>(op), plan, statistics);
    case OperatorKind::filter: return input * filter_share(as<Filter>(op), plan, statistics);
    case OperatorKind::aggregate: return grouped_rows(input, as<Aggregate>(op).keys.size());
    case OperatorKind::distinct: return grouped_rows(input, as<Distinct>(op).keys.size());
    case OperatorKind::top_n: {
      const double skipped = literal_count(as<TopN>(op).skip).value_or(0);
      return std::min(input, literal_count(as<TopN>(op).limit).value_or(rows_per_list) + skipped);
    }
    case OperatorKind::limit: return limited_rows(input, as<Limit>(op).count);
    case OperatorKind::skip:
      return std::max(0.0, input - literal_count(as<Skip>(op).count).value_or(0));
    case OperatorKind::unwind: return input * list_rows(as<Unwind>(op).list);
    case OperatorKind::union_all: {
      double sum = 0;
      for (const auto& child : op.children) sum += child->estimated_rows;
      return sum;
    }
    case OperatorKind::apply: return as<Apply>(op).unit ? input : input * right;
    case OperatorKind::optional:
    case OperatorKind::merge: return input * std::max(1.0, right);
    case OperatorKind::semi_apply: {
      const double found = share_with_rows(right);
      return input * (as<SemiApply>(op).negated ? 1 - found : found);
    }
    case OperatorKind::hash_join:
      return input * as<HashJoin>(op).share *
             (as<HashJoin>(op).mode == HashJoin::Mode::inner ? right : 1.0);
    case OperatorKind::call_procedure:
      return as<CallProcedure>(op).unit ? input : input * rows_per_procedure;
    case OperatorKind::load_csv: return input * rows_per_file;
    case OperatorKind::schema_command: return as<SchemaOperator>(op).slots.empty() ? 0 : 10;
    case OperatorKind::empty_result: return 0;
    case OperatorKind::project:
    case OperatorKind::project_path:
    case OperatorKind::sort:
    case OperatorKind::count_degree:
    case OperatorKind::count_tree:
    case OperatorKind::count_cycle:
    case OperatorKind::eager:
    case OperatorKind::create:
    case OperatorKind::set:
    case OperatorKind::remove:
    case OperatorKind::delete_:
    case OperatorKind::foreach:
    case OperatorKind::produce_results: return input;
  }
  return input;
}

}  // namespace

double path_fan_out(double degree, std::uint64_t lower, std::optional<std::uint64_t> upper) {
  // Anyone may write *9000000000000000000, so the way to the lower bound is no loop.
  const std::uint64_t last = std::min(upper.value_or(lower + hops_max), lower + hops_max);
  double paths = std::min(rows_max, std::pow(degree, static_cast<double>(lower)));
  double sum = 0;
  for (std::uint64_t hops = lower; hops <= last; ++hops) {
    sum += paths;
    paths = std::min(rows_max, paths * degree);
  }
  return std::min(rows_max, sum);
}

double automaton_fan_out(const PathAutomaton& automaton,
                         const std::vector<PathCondition>& conditions, const LogicalPlan& plan,
                         Statistics& statistics) {
  double paths = 1;
  std::vector<double> shares(automaton.groups.size(), 1);
  for (const auto& condition : conditions) {
    double& share = condition.group ? shares[*condition.group] : paths;
    share *= selectivity(*condition.expression, plan, statistics);
  }
  double repetition = 1;
  for (const auto& place : automaton.places) {
    double& part = place.group ? repetition : paths;
    if (place.step) part *= statistics.degree({}, place.step->types, place.step->direction);
    if (!place.group || place.step) continue;
    const auto& group = automaton.groups[*place.group];
    repetition *= shares[*place.group];
    paths = std::min(rows_max, paths * path_fan_out(repetition, group.lower, group.upper));
    repetition = 1;
  }
  return std::min(rows_max, paths);
}

void estimate(LogicalOperator& op, const LogicalPlan& plan, Statistics& statistics) {
  op.estimated_rows = std::clamp(estimate_rows(op, plan, statistics), 0.0, rows_max);
}

void estimate_tree(LogicalOperator& op, const LogicalPlan& plan, Statistics& statistics) {
  for (auto& child : op.children) estimate_tree(*child, plan, statistics);
  estimate(op, plan, statistics);
}

double index_share(const IndexAccess& access, const std::string& type, Statistics& statistics) {
  switch (access.kind) {
    case IndexAccess::Kind::strings:
      return access.match == storage::StringMatch::prefix ? 0.15 : 0.3;
    case IndexAccess::Kind::range:
      return access.lower != nullptr && access.upper != nullptr ? 0.09 : 0.3;
    case IndexAccess::Kind::equal:
    case IndexAccess::Kind::in_list: break;
  }
  const double all = std::max(1.0, statistics.relationships({}, {type}, Direction::outgoing));
  const double one = access.unique ? 1 / all : 1 / statistics.distinct_values(access.index);
  const double values =
      access.kind == IndexAccess::Kind::in_list ? list_rows(access.values.front()) : 1;
  return std::min(1.0, one * values);
}

}  // namespace entente::query
