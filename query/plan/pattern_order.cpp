#include "query/plan/pattern_order.hpp"

#include <algorithm>
#include <limits>

#include "query/plan/cardinality.hpp"
#include "query/plan/expression_symbols.hpp"
#include "query/plan/selectivity.hpp"

namespace entente::query {
namespace {

// Patterns with more unbound nodes than this try only the most selective ones as start.
constexpr std::size_t starts_max = 12;

// Means hide hubs, and hubs are mostly targets: many things point at one, few things point at many.
// Of expansions that look equal, those from a node that was itself reached as a target, and those
// against the direction of relationships, are held to be this much dearer.
constexpr double from_target_factor = 1.1;
constexpr double incoming_factor = 1.05;

/// A predicate with what the search asks of it again and again.
struct KnownPredicate {
  const Expression* expression = nullptr;
  SymbolSet needs;  // symbols of this pattern
  double share = 1;
  std::optional<LabelPredicate> label;
  std::optional<PropertyPredicate> property;
  std::optional<IdPredicate> id;
};

struct State {
  SymbolSet bound;
  std::vector<bool> nodes;
  std::vector<bool> relationships;
  std::vector<bool> predicates;
  SymbolSet targets;  // nodes reached along a relationship's direction
  double rows = 1;
  double cost = 0;
  std::vector<PatternStep> steps;
};

/// What reaching one node costs: nodes touched per input row, and whether a value names it.
struct Access {
  double touched = 0;
  bool unique = false;
};

class OrderSearch {
 public:
  OrderSearch(const PatternGraph& graph, const LogicalPlan& plan, Statistics& statistics)
      : graph_(graph), plan_(plan), statistics_(statistics) {
    for (const auto* expression : graph.predicates) {
      KnownPredicate p;
      p.expression = expression;
      for (const Slot slot : symbols_of(*expression, plan).slots()) {
        if (graph.introduced.contains(slot)) p.needs.add(slot);
      }
      p.share = selectivity(*expression, plan, statistics);
      p.label = as_label_predicate(*expression, plan);
      p.property = as_property_predicate(*expression, plan);
      p.id = as_id_predicate(*expression, plan);
      predicates_.push_back(std::move(p));
    }
  }

  std::vector<PatternStep> run(double rows) {
    State state;
    state.rows = rows;
    state.relationships.resize(graph_.relationships.size());
    state.predicates.resize(predicates_.size());
    for (const auto& node : graph_.nodes) state.nodes.push_back(node.bound);
    apply_predicates(state);
    grow(state);
    // The first start is chosen by what the whole match costs with it, because a bound node may
    // give a later part its index values; further ones by their own part.
    std::optional<State> best;
    for (const std::size_t start : starts(state)) {
      State candidate = state;
      scan(candidate, start);
      grow(candidate);
      complete(candidate);
      if (!best || candidate.cost < best->cost) best = std::move(candidate);
    }
    return std::move(best ? best->steps : state.steps);
  }

 private:
  /// Adds the parts of the pattern that are not connected with what is bound, cheapest first.
  void complete(State& state) {
    while (true) {
      std::optional<State> best;
      for (const std::size_t start : starts(state)) {
        State candidate = state;
        scan(candidate, start);
        grow(candidate);
        if (!best || candidate.cost < best->cost) best = std::move(candidate);
      }
      if (!best) return;
      state = std::move(*best);
    }
  }

  /// Takes steps from what is bound until nothing can be reached any more.
  void grow(State& state) {
    while (true) {
      if (const auto unique = unique_node(state)) {
        scan(state, *unique);
        continue;
      }
      std::optional<State> best;
      for (std::size_t i = 0; i < graph_.relationships.size(); ++i) {
        if (state.relationships[i]) continue;
        for (const bool from_left : {true, false}) {
          if (!can_expand(state, i, from_left)) continue;
          State candidate = state;
          expand(candidate, i, from_left);
          const bool better = !best || candidate.rows < best->rows ||
                              (candidate.rows == best->rows && candidate.cost < best->cost);
          if (better) best = std::move(candidate);
        }
      }
      if (!best && !endpoint(state)) return;
      if (best) state = std::move(*best);
    }
  }

  [[nodiscard]] bool can_expand(const State& state, std::size_t i, bool from_left) const {
    const auto& r = graph_.relationships[i];
    if (!state.bound.covers(r.needs)) return false;
    if (r.shortest) return from_left && state.nodes[r.left] && state.nodes[r.right];
    return state.nodes[from_left ? r.left : r.right];
  }

  /// A bound relationship whose ends are both unknown gives them away.
  bool endpoint(State& state) {
    for (std::size_t i = 0; i < graph_.relationships.size(); ++i) {
      const auto& r = graph_.relationships[i];
      if (!r.bound || r.shortest || state.relationships[i]) continue;
      const bool undirected = r.arrow == RelationshipPattern::Arrow::undirected;
      if (r.variable_length && (r.lower == 0 || undirected)) continue;
      if (undirected) state.rows *= 2;
      bind_node(state, r.left);
      state.steps.push_back({PatternStep::Kind::endpoint, i, true});
      apply_predicates(state);
      return true;
    }
    return false;
  }

  [[nodiscard]] std::optional<std::size_t> unique_node(const State& state) {
    // A start is chosen by cost; only nodes beside others are worth a lookup of their own.
    const bool anything_bound =
        std::find(state.nodes.begin(), state.nodes.end(), true) != state.nodes.end();
    if (!anything_bound) return std::nullopt;
    for (std::size_t i = 0; i < graph_.nodes.size(); ++i) {
      if (!state.nodes[i] && access(state, i).unique) return i;
    }
    return std::nullopt;
  }

  std::vector<std::size_t> starts(const State& state) {
    std::vector<std::pair<double, std::size_t>> ranked;
    for (std::size_t i = 0; i < graph_.nodes.size(); ++i) {
      if (!state.nodes[i]) ranked.emplace_back(access(state, i).touched, i);
    }
    std::stable_sort(ranked.begin(), ranked.end(),
                     [](const auto& a, const auto& b) { return a.first < b.first; });
    if (ranked.size() > starts_max) ranked.resize(starts_max);
    std::vector<std::size_t> result;
    for (const auto& [touched, index] : ranked) result.push_back(index);
    return result;
  }

  /// The cheapest way to the node among what the index rules will find.
  Access access(const State& state, std::size_t index) {
    const Slot node = graph_.nodes[index].slot;
    Access best{statistics_.nodes(), false};
    for (const auto& label : statistics_.labels_of(node)) {
      best.touched = std::min(best.touched, statistics_.nodes_with(label));
    }
    for (const auto& p : predicates_) {
      SymbolSet needs = p.needs;
      needs.remove(node);
      if (!state.bound.covers(needs)) continue;
      if (p.id && p.id->node == node && !p.id->in_list &&
          !symbols_of(*p.id->ids, plan_).contains(node)) {
        return {1, true};
      }
      if (!p.property || p.property->node != node ||
          symbols_of(*p.property->value, plan_).contains(node)) {
        continue;
      }
      consider_index(node, p, best);
    }
    return best;
  }

  void consider_index(Slot node, const KnownPredicate& p, Access& best) {
    for (const auto& label : statistics_.labels_of(node)) {
      const auto* index = statistics_.index_on(label, p.property->property);
      if (index == nullptr) continue;
      const double nodes = statistics_.nodes_with(label);
      double touched = nodes * p.share;
      if (p.property->kind == PropertyPredicate::Kind::equal) {
        touched = nodes / statistics_.distinct_values(*index);
        if (storage::is_unique(index->kind) && index->properties.size() == 1) {
          best.unique = true;
          touched = 1;
        }
      }
      best.touched = std::min(best.touched, touched);
    }
  }

  void bind_node(State& state, std::size_t index) {
    state.nodes[index] = true;
    state.bound.add(graph_.nodes[index].slot);
  }

  void scan(State& state, std::size_t index) {
    const Access how = access(state, index);
    const double before = state.rows;
    state.cost += before * how.touched;
    state.rows *= statistics_.nodes();
    bind_node(state, index);
    state.steps.push_back({PatternStep::Kind::scan, index, true});
    apply_predicates(state);
    if (how.unique) state.rows = std::min(state.rows, before);
  }

  void expand(State& state, std::size_t i, bool from_left) {
    const auto& r = graph_.relationships[i];
    const std::size_t from = from_left ? r.left : r.right;
    const std::size_t to = from_left ? r.right : r.left;
    const Direction direction = r.direction_from(from_left);
    double degree =
        statistics_.degree(statistics_.labels_of(graph_.nodes[from].slot), r.types, direction);
    if (r.bound) degree = 1;
    if (r.part) {
      degree = fan_out(*r.part, from_left);
    } else if (r.variable_length || r.shortest) {
      degree = path_fan_out(degree, r.lower, r.upper);
    }
    double factor = direction == Direction::incoming ? incoming_factor : 1.0;
    if (state.targets.contains(graph_.nodes[from].slot)) factor *= from_target_factor;
    if (direction == Direction::outgoing) state.targets.add(graph_.nodes[to].slot);
    // Between two bound nodes one sorted list is searched, not followed.
    const bool lookup = state.nodes[to] && !r.variable_length && !r.shortest;
    state.cost += lookup ? state.rows : state.rows * degree * factor;
    if (r.shortest) {
      degree = r.all_shortest ? 2 : 1;
    } else if (state.nodes[to]) {
      degree /= population(to);
    }
    state.rows *= degree;
    const bool reached = !state.nodes[to];
    bind_node(state, to);
    state.bound.add(r.slot);
    state.bound.add(r.shortest_path);
    if (r.part) state.bound.add(SymbolSet(r.part->automaton.results()));
    state.relationships[i] = true;
    state.steps.push_back({PatternStep::Kind::expand, i, from_left});
    if (reached && !r.variable_length) apply_labels(state, to, r, direction);
    apply_predicates(state);
    state.cost += state.rows;
  }

  /// Paths of a part from one node; a selector searches the graph once, but gives a few per end.
  double fan_out(const PathPart& part, bool from_left) {
    PathPart seen = part;
    if (!from_left) turn(seen.automaton, seen.conditions);
    const double paths = automaton_fan_out(seen.automaton, seen.conditions, plan_, statistics_);
    if (part.selection == PathSelection::all) return paths;
    return std::min(paths, statistics_.nodes() * static_cast<double>(part.count));
  }

  /// How many nodes a pattern node may stand for.
  double population(std::size_t index) {
    double result = statistics_.nodes();
    for (const auto& label : statistics_.labels_of(graph_.nodes[index].slot)) {
      result = std::min(result, statistics_.nodes_with(label));
    }
    return std::max(1.0, result);
  }

  /// Labels of a node just reached hold as often as its relationships lead to such nodes.
  void apply_labels(State& state, std::size_t to, const PatternRelationship& r,
                    Direction direction) {
    for (std::size_t i = 0; i < predicates_.size(); ++i) {
      const auto& label = predicates_[i].label;
      if (state.predicates[i] || !label || label->node != graph_.nodes[to].slot) continue;
      state.predicates[i] = true;
      state.rows *= statistics_.far_end_share(label->label, r.types, direction);
    }
  }

  void apply_predicates(State& state) {
    for (std::size_t i = 0; i < predicates_.size(); ++i) {
      if (state.predicates[i] || !state.bound.covers(predicates_[i].needs)) continue;
      state.predicates[i] = true;
      state.rows *= predicates_[i].share;
    }
  }

  const PatternGraph& graph_;
  const LogicalPlan& plan_;
  Statistics& statistics_;
  std::vector<KnownPredicate> predicates_;
};

}  // namespace

std::vector<PatternStep> order_pattern(const PatternGraph& graph, const LogicalPlan& plan,
                                       Statistics& statistics, double rows) {
  return OrderSearch(graph, plan, statistics).run(std::max(rows, 1.0));
}

}  // namespace entente::query
