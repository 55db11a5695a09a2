#include "query/plan/pattern_facts.hpp"

#include <algorithm>

#include "query/plan/cardinality.hpp"
#include "query/plan/cost.hpp"
#include "query/plan/expression_symbols.hpp"
#include "query/plan/path_operators.hpp"
#include "query/plan/path_part.hpp"

namespace entente::query {
namespace {

// Means hide hubs, and hubs are mostly targets: many things point at one, few things point at many.
// Of expansions that look equal, those against the direction of relationships are held to be this
// much dearer.
constexpr double incoming_factor = 1.05;

constexpr double scanned_min = 10;

/// Nanoseconds to evaluate a condition for one row.
double test_cost(const Expression& expression) {
  if (expression.kind == ExpressionKind::label_test) return cost::label_test;
  double result = cost::value_test;
  walk(expression, [&](const Expression& part) {
    switch (part.kind) {
      case ExpressionKind::pattern_predicate:
      case ExpressionKind::pattern_comprehension:
      case ExpressionKind::shortest_path:
      case ExpressionKind::subquery: result += cost::subquery_test; break;
      default: break;
    }
  });
  return result;
}

}  // namespace

bool meets_alike(const PatternRelationship& other, const PatternRelationship& r, bool from_left) {
  const std::size_t from = from_left ? r.left : r.right;
  if (other.types != r.types) return false;
  const Direction direction = r.direction_from(from_left);
  return (other.left == from && other.direction_from(true) == direction) ||
         (other.right == from && other.direction_from(false) == direction);
}

PatternFacts::PatternFacts(const PatternGraph& graph, const LogicalPlan& plan,
                           Statistics& statistics)
    : all_nodes(statistics.nodes()), graph_(graph), plan_(plan), statistics_(statistics) {
  nodes.resize(graph.nodes.size());
  for (std::size_t i = 0; i < nodes.size() + graph.relationships.size(); ++i) everything.add(i);
  for (std::size_t i = 0; i < nodes.size(); ++i) {
    if (graph.nodes[i].bound) bound.add(i);
    nodes[i].population = all_nodes;
    for (const auto& label : statistics.labels_of(graph.nodes[i].slot)) {
      nodes[i].population = std::min(nodes[i].population, statistics.nodes_with(label));
    }
    nodes[i].population = std::max(1.0, nodes[i].population);
    nodes[i].candidates = nodes[i].population;
  }
  std::vector<double> shares;
  for (const auto* expression : graph.predicates) {
    shares.push_back(selectivity(*expression, plan, statistics));
  }
  damp(shares, graph.predicates, plan, statistics);
  for (std::size_t i = 0; i < shares.size(); ++i) add_predicate(*graph.predicates[i], shares[i]);
  for (std::size_t i = 0; i < nodes.size(); ++i) add_accesses(i);
  for (const auto& node : graph.nodes) note_names(node.slot);
  for (const auto& r : graph.relationships) add_relationship(r);
}

std::pair<ElementSet, bool> PatternFacts::needs_of(const Expression& expression) const {
  ElementSet needs;
  bool outer = false;
  for (const Slot slot : symbols_of(expression, plan_).slots()) {
    if (!graph_.introduced.contains(slot)) {
      outer = true;
      continue;
    }
    for (std::size_t i = 0; i < graph_.nodes.size(); ++i) {
      if (graph_.nodes[i].slot == slot) needs.add(i);
    }
    for (std::size_t i = 0; i < graph_.relationships.size(); ++i) {
      const auto& r = graph_.relationships[i];
      bool own = r.slot == slot || r.shortest_path == slot;
      if (r.part && !own) own = SymbolSet(r.part->automaton.results()).contains(slot);
      if (own || r.start_nodes == slot || r.end_nodes == slot) {
        needs.add(element_of_relationship(i));
      }
    }
    // A named path is there when all its elements are.
    for (const auto& path : graph_.paths) {
      if (path.slot == slot) needs.add(everything);
    }
  }
  return {needs, outer};
}

void PatternFacts::add_predicate(const Expression& expression, double share) {
  PredicateFact fact;
  fact.expression = &expression;
  std::tie(fact.needs, fact.outer) = needs_of(expression);
  fact.share = share;
  fact.cost = test_cost(expression);
  if (const auto label = as_label_predicate(expression, plan_)) {
    for (std::size_t i = 0; i < nodes.size(); ++i) {
      if (graph_.nodes[i].slot == label->node) fact.label_of = i;
    }
  }
  add_equality(fact, expression);
  if (!fact.outer && !fact.label_of && fact.needs.count() == 1) {
    for (std::size_t i = 0; i < nodes.size(); ++i) {
      if (!fact.needs.contains(i)) continue;
      nodes[i].candidates = std::max(1.0, nodes[i].candidates * fact.share);
    }
  }
  predicates.push_back(std::move(fact));
}

void PatternFacts::add_equality(PredicateFact& fact, const Expression& expression) const {
  if (expression.kind != ExpressionKind::comparison) return;
  const auto& comparison = as<ComparisonExpression>(expression);
  if (comparison.operators != std::vector{ComparisonOperator::equal}) return;
  // Values of a table are computed for rows that may meet no row of the other side, so they must be
  // harmless: no subqueries, nothing that differs from call to call.
  if (!is_deterministic(expression) || fact.cost >= cost::subquery_test) return;
  std::tie(fact.left_needs, fact.left_outer) = needs_of(*comparison.operands[0]);
  std::tie(fact.right_needs, fact.right_outer) = needs_of(*comparison.operands[1]);
  fact.left = comparison.operands[0].get();
  fact.right = comparison.operands[1].get();
}

void PatternFacts::add_accesses(std::size_t index) {
  const Slot node = graph_.nodes[index].slot;
  auto& accesses = nodes[index].accesses;
  const auto labels = statistics_.labels_of(node);
  double scanned = all_nodes;
  for (const auto& label : labels) scanned = std::min(scanned, statistics_.nodes_with(label));
  // A label nobody has yet will not stay without nodes for long.
  scanned = std::max(scanned, scanned_min);
  accesses.push_back({{}, false, scanned, false, false});
  for (const auto& fact : predicates) {
    const auto id = as_id_predicate(*fact.expression, plan_);
    const auto property = as_property_predicate(*fact.expression, plan_);
    if ((!id || id->node != node) && (!property || property->node != node)) continue;
    const Expression& value = id ? *id->ids : *property->value;
    if (symbols_of(value, plan_).contains(node) || !is_deterministic(value)) continue;
    const auto [needs, outer] = needs_of(value);
    if (id) {
      if (!id->in_list) accesses.push_back({needs, outer, 1, true, true});
      continue;
    }
    for (const auto& label : labels) {
      const auto* index_found = statistics_.index_on(label, property->property);
      if (index_found == nullptr) continue;
      NodeAccess access{needs, outer, statistics_.nodes_with(label) * fact.share, true, false};
      if (property->kind == PropertyPredicate::Kind::equal &&
          storage::is_unique(index_found->kind) && index_found->properties.size() == 1) {
        access.unique = true;
        access.touched = 1;
      }
      accesses.push_back(std::move(access));
    }
  }
}

void PatternFacts::note_names(Slot node) {
  for (const auto& fact : predicates) {
    if (const auto id = as_id_predicate(*fact.expression, plan_); id && id->node == node) {
      const Value* value = known_value(id->ids);
      if (value != nullptr && value->is_integer() && value->as_integer() >= 0) {
        statistics_.note_id(node, NodeId(static_cast<std::uint64_t>(value->as_integer())));
      }
      continue;
    }
    const auto property = as_property_predicate(*fact.expression, plan_);
    if (!property || property->node != node || property->kind != PropertyPredicate::Kind::equal) {
      continue;
    }
    const Value* value = known_value(property->value);
    if (value == nullptr) continue;
    for (const auto& label : statistics_.labels_of(node)) {
      const auto* index = statistics_.index_on(label, property->property);
      if (index != nullptr) statistics_.note_value(node, *index, *value);
    }
  }
}

void PatternFacts::add_relationship(const PatternRelationship& r) {
  RelationshipFact fact;
  fact.hops[0] = hop(r, false);
  fact.hops[1] = hop(r, true);
  for (const Slot slot : r.needs.slots()) {
    for (std::size_t i = 0; i < graph_.nodes.size(); ++i) {
      if (graph_.nodes[i].slot == slot) fact.needs.add(i);
    }
    for (std::size_t i = 0; i < graph_.relationships.size(); ++i) {
      const auto& other = graph_.relationships[i];
      const bool own = other.slot == slot || other.shortest_path == slot ||
                       (other.part && SymbolSet(other.part->automaton.results()).contains(slot));
      if (own && &other != &r) fact.needs.add(element_of_relationship(i));
    }
  }
  fact.independent = !r.bound && !r.part && !r.shortest && r.properties == nullptr &&
                     fact.needs.empty() && !graph_.nodes[r.left].bound &&
                     !graph_.nodes[r.right].bound;
  fact.sought = sought_relationships(r);
  relationships.push_back(std::move(fact));
}

HopFact PatternFacts::hop(const PatternRelationship& r, bool from_left) const {
  HopFact result;
  const std::size_t from = from_left ? r.left : r.right;
  const std::size_t to = from_left ? r.right : r.left;
  const Direction direction = r.direction_from(from_left);
  result.degree =
      statistics_.degree(statistics_.labels_of(graph_.nodes[from].slot), r.types, direction);
  if (r.bound) result.degree = 1;
  if (r.part) {
    result.degree = fan_out(*r.part, from_left);
  } else if (r.variable_length || r.shortest) {
    result.degree = path_fan_out(result.degree, r.lower, r.upper);
  }
  const Slot start = graph_.nodes[from].slot;
  if (!r.part && !r.bound) {
    result.degree *= statistics_.start_factor(start, r.types, direction);
  }
  if (direction == Direction::incoming) result.cost_factor = incoming_factor;
  const bool twins = std::any_of(
      graph_.relationships.begin(), graph_.relationships.end(),
      [&](const auto& other) { return &other != &r && meets_alike(other, r, from_left); });
  const bool plain = !r.bound && !r.part && !r.variable_length && !r.shortest;
  if (twins && plain && !statistics_.is_named(start)) {
    result.skew = statistics_.skew(statistics_.labels_of(start), r.types, direction);
  }
  for (const auto& fact : predicates) {
    if (fact.label_of != to) continue;
    const auto label = as_label_predicate(*fact.expression, plan_);
    result.share *= r.variable_length || r.part || r.bound
                        ? fact.share
                        : statistics_.far_end_share(label->label, r.types, direction);
  }
  return result;
}

/// Paths of a part from one node; a selector searches the graph once, but gives a few per end.
double PatternFacts::fan_out(const PathPart& part, bool from_left) const {
  PathPart seen = part;
  if (!from_left) turn(seen.automaton, seen.conditions);
  const double paths = automaton_fan_out(seen.automaton, seen.conditions, plan_, statistics_);
  if (part.selection == PathSelection::all) return paths;
  return std::min(paths, all_nodes * static_cast<double>(part.count));
}

std::optional<double> PatternFacts::sought_relationships(const PatternRelationship& r) const {
  if (r.types.size() != 1 || r.bound || r.variable_length || r.part || r.shortest) {
    return std::nullopt;
  }
  std::optional<double> best;
  const double all = statistics_.relationships({}, r.types, Direction::outgoing);
  for (const auto& fact : predicates) {
    const auto property = as_property_predicate(*fact.expression, plan_);
    if (!property || property->node != r.slot) continue;
    if (!is_deterministic(*property->value) || !needs_of(*property->value).first.empty()) continue;
    for (const auto* index : statistics_.indexes_on_type(r.types.front())) {
      if (index->properties.size() != 1) continue;
      if (statistics_.property_name(index->properties.front()) != property->property) continue;
      const double found = all * fact.share;
      if (!best || found < *best) best = found;
    }
  }
  return best;
}

}  // namespace entente::query
