#include "query/plan/pattern_order.hpp"

#include <algorithm>
#include <cassert>
#include <unordered_map>

#include "query/plan/cost.hpp"
#include "query/plan/part_join.hpp"
#include "query/plan/pattern_facts.hpp"

namespace entente::query {
namespace {

constexpr std::uint32_t nothing = Part::nothing;
// Parts of one size that are kept: enough for every part of ten relationships in a chain or cycle,
// and for the better half of those of a star.
constexpr std::size_t parts_per_size_max = 128;
// Steps tried in one search before it keeps fewer parts of each size.
constexpr std::size_t steps_max = 6000;
constexpr std::size_t parts_per_size_min = 4;
// Pairs of parts that are looked at as joins.
constexpr std::size_t pairs_max = 4000;
constexpr double named_rows_max = 100;
// Expansions from a node that was itself reached along a relationship: more likely from a hub.
constexpr double from_target_factor = 1.1;

/// What is shared by searches over the same pattern: parts, owned in one place.
class PartSearch {
 public:
  /// `anchored`: parts are grown from the rows of the input and may use everything bound there;
  /// otherwise they are matched on their own.
  PartSearch(const PatternGraph& graph, const PatternFacts& facts, bool anchored, bool joins)
      : graph_(graph),
        facts_(facts),
        joiner_(graph, facts, anchored),
        anchored_(anchored),
        joins_(joins) {}

  /// `others`: parts matched on their own that may be joined; nullptr: those of this search.
  void run(double rows, const PartSearch* others) {
    others_ = others == nullptr ? this : others;
    Part start;
    start.rows = rows;
    if (anchored_) start.bound = facts_.bound;
    for (const auto& fact : facts_.predicates) {
      // What needs nothing of the pattern is tested before it begins.
      if (fact.needs.empty() && (anchored_ || !fact.outer)) start.rows *= fact.share;
    }
    offer(std::move(start));
    for (std::size_t size = 0; size < sizes_.size(); ++size) {
      auto level = best_of(sizes_[size]);
      for (const std::uint32_t id : level) {
        grow(id);
        settled_.push_back(id);
      }
    }
  }

  /// The whole pattern. There is a way to match it: a part nothing leads on from may be given any
  /// node, and analysis has refused patterns whose parts wait for each other.
  [[nodiscard]] std::uint32_t complete() const {
    const auto it = by_bound_.find(facts_.everything);
    assert(it != by_bound_.end());
    return it->second;
  }

  [[nodiscard]] std::vector<PatternStep> steps_of(std::uint32_t id) const {
    std::vector<PatternStep> steps;
    for (; parts_[id].before != nothing; id = parts_[id].before) {
      const Part& part = parts_[id];
      PatternStep step{part.kind, part.index, part.from_left, {}, {}, part.share, part.skew};
      if (part.kind == PatternStep::Kind::join) {
        step.right = others_->steps_of(part.right);
        step.equalities = joiner_.equalities(parts_[part.before], others_->parts_[part.right]);
      }
      steps.push_back(std::move(step));
    }
    std::reverse(steps.begin(), steps.end());
    return steps;
  }

 private:
  /// The parts of one size worth going on with.
  std::vector<std::uint32_t> best_of(std::vector<std::uint32_t> level) {
    const std::size_t steps_each = 2 * (graph_.relationships.size() + graph_.nodes.size()) + 1;
    const std::size_t left = steps_max > steps_ ? (steps_max - steps_) / steps_each : 0;
    const std::size_t limit = std::clamp(left, parts_per_size_min, parts_per_size_max);
    if (level.size() <= limit) return level;
    std::stable_sort(level.begin(), level.end(), [&](std::uint32_t a, std::uint32_t b) {
      return parts_[a].cost < parts_[b].cost;
    });
    level.resize(limit);
    return level;
  }

  void offer(Part part) {
    const auto [it, added] =
        by_bound_.try_emplace(part.bound, static_cast<std::uint32_t>(parts_.size()));
    if (!added) {
      Part& known = parts_[it->second];
      if (part.cost < known.cost) known = std::move(part);
      return;
    }
    const std::size_t size = part.bound.count();
    if (sizes_.size() <= size) sizes_.resize(size + 1);
    sizes_[size].push_back(it->second);
    parts_.push_back(std::move(part));
  }

  void grow(std::uint32_t id) {
    if (const auto node = named_node(parts_[id])) {
      return scan(id, *node, access_to(parts_[id], *node));
    }
    bool grown = false;
    for (std::size_t i = 0; i < graph_.relationships.size(); ++i) {
      for (const bool from_left : {true, false}) {
        if (!can_expand(parts_[id], i, from_left)) continue;
        grown = true;
        expand(id, i, from_left);
      }
      if (can_bind_end(parts_[id], i)) {
        grown = true;
        bind_end(id, i);
      }
      seek_relationship(id, i);
    }
    scan_nodes(id, !grown);
    if (joins_) join(id);
  }

  [[nodiscard]] Part after(std::uint32_t id, PatternStep::Kind kind, std::size_t index,
                           bool from_left) {
    ++steps_;
    Part part = parts_[id];
    part.kind = kind;
    part.index = index;
    part.from_left = from_left;
    part.before = id;
    part.right = nothing;
    part.share = 1;
    part.skew = 1;
    return part;
  }

  [[nodiscard]] bool can_expand(const Part& part, std::size_t i, bool from_left) const {
    const auto& r = graph_.relationships[i];
    if (part.bound.contains(facts_.element_of_relationship(i))) return false;
    if (!usable(i) || !part.bound.covers(facts_.relationships[i].needs)) return false;
    const bool left = part.bound.contains(r.left);
    const bool right = part.bound.contains(r.right);
    if (r.shortest) return from_left && left && right;
    return from_left ? left : right;
  }

  /// Parts matched on their own leave out what depends on the input.
  [[nodiscard]] bool usable(std::size_t relationship) const {
    return anchored_ || facts_.relationships[relationship].independent;
  }

  /// A bound relationship whose ends are both unknown gives them away.
  [[nodiscard]] bool can_bind_end(const Part& part, std::size_t i) const {
    const auto& r = graph_.relationships[i];
    if (!anchored_ || !r.bound || r.shortest) return false;
    if (part.bound.contains(facts_.element_of_relationship(i))) return false;
    if (part.bound.contains(r.left) || part.bound.contains(r.right)) return false;
    const bool undirected = r.arrow == RelationshipPattern::Arrow::undirected;
    return !r.variable_length || (r.lower > 0 && !undirected);
  }

  void bind_end(std::uint32_t id, std::size_t i) {
    const auto& r = graph_.relationships[i];
    Part part = after(id, PatternStep::Kind::endpoint, i, true);
    if (r.arrow == RelationshipPattern::Arrow::undirected) part.rows *= 2;
    part.bound.add(r.left);
    part.cost += part.rows * cost::row;
    apply_predicates(parts_[id].bound, part);
    offer(std::move(part));
  }

  /// A node that a unique value names is bound before anything is followed: for few rows that costs
  /// nearly nothing, and turns expansions into tests and searches into ones from both ends.
  [[nodiscard]] std::optional<std::size_t> named_node(const Part& part) const {
    if (part.bound.empty() || part.rows > named_rows_max) return std::nullopt;
    for (std::size_t i = 0; i < graph_.nodes.size(); ++i) {
      if (part.bound.contains(i) || (!anchored_ && graph_.nodes[i].bound)) continue;
      if (access_to(part, i).unique) return i;
    }
    return std::nullopt;
  }

  /// Nodes are bound from the graph where nothing leads to them yet, or where a value names them.
  void scan_nodes(std::uint32_t id, bool stuck) {
    for (std::size_t i = 0; i < graph_.nodes.size(); ++i) {
      if (parts_[id].bound.contains(i) || (!anchored_ && graph_.nodes[i].bound)) continue;
      const NodeAccess& access = access_to(parts_[id], i);
      if (stuck || access.unique || !is_reachable(parts_[id], i)) scan(id, i, access);
    }
  }

  /// True if relationships lead from what is bound to the node.
  [[nodiscard]] bool is_reachable(const Part& part, std::size_t node) const {
    ElementSet reached = part.bound;
    for (bool grown = true; grown && !reached.contains(node);) {
      grown = false;
      for (std::size_t i = 0; i < graph_.relationships.size(); ++i) {
        const auto& r = graph_.relationships[i];
        if (r.shortest || !usable(i)) continue;
        if (reached.contains(r.left) == reached.contains(r.right) && !r.bound) continue;
        if (reached.contains(r.left) && reached.contains(r.right)) continue;
        reached.add(r.left);
        reached.add(r.right);
        grown = true;
      }
    }
    return reached.contains(node);
  }

  /// The cheapest way to the node among what the index rules will find.
  [[nodiscard]] const NodeAccess& access_to(const Part& part, std::size_t index) const {
    const auto& accesses = facts_.nodes[index].accesses;
    const NodeAccess* best = &accesses.front();
    for (const auto& access : accesses) {
      if ((access.outer && !anchored_) || !part.bound.covers(access.needs)) continue;
      if (total_cost(access) < total_cost(*best)) best = &access;
    }
    return *best;
  }

  /// With the test of each node that the search in an index saves.
  [[nodiscard]] static double total_cost(const NodeAccess& access) {
    return access_cost(access) + (access.sought ? 0 : access.touched * cost::value_test);
  }

  [[nodiscard]] static double access_cost(const NodeAccess& access) {
    return access.sought ? cost::sought_node + access.touched * cost::found_node
                         : access.touched * cost::scanned_node;
  }

  void scan(std::uint32_t id, std::size_t index, const NodeAccess& access) {
    Part part = after(id, PatternStep::Kind::scan, index, true);
    const double before = part.rows;
    part.cost += before * access_cost(access);
    part.rows *= facts_.all_nodes;
    part.bound.add(index);
    double tested = before * access.touched;
    for (const auto& fact : facts_.predicates) {
      if (!PatternFacts::is_new(fact, parts_[id].bound, part.bound, anchored_)) continue;
      part.rows *= fact.share;
      part.cost += tested * fact.cost;
      tested = std::min(tested, std::max(part.rows, tested * fact.share));
    }
    if (access.unique) part.rows = std::min(part.rows, before);
    part.cost += part.rows * cost::row;
    offer(std::move(part));
  }

  void expand(std::uint32_t id, std::size_t i, bool from_left) {
    const auto& r = graph_.relationships[i];
    const HopFact& hop = facts_.relationships[i].hops[from_left ? 1 : 0];
    const std::size_t from = from_left ? r.left : r.right;
    const std::size_t to = from_left ? r.right : r.left;
    Part part = after(id, PatternStep::Kind::expand, i, from_left);
    const bool into = part.bound.contains(to);
    double factor = hop.cost_factor;
    if (part.targets.contains(from)) factor *= from_target_factor;
    if (r.direction_from(from_left) == Direction::outgoing) part.targets.add(to);
    double degree = hop.degree;
    part.skew = hop.skew > 1 && has_twin(part, i, from_left) ? hop.skew : 1;
    degree *= part.skew;
    if (r.shortest) {
      part.cost += part.rows * cost::searched_path;
      degree = r.all_shortest ? 2 : 1;
    } else if (into && !r.variable_length && !r.part) {
      // Between two bound nodes one sorted list is searched, not followed.
      part.cost += part.rows * cost::looked_up;
    } else {
      part.cost += part.rows * (cost::expanded_row + degree * factor * cost::followed);
    }
    if (into && !r.shortest) degree /= facts_.nodes[to].population;
    part.rows *= degree;
    part.bound.add(to);
    part.bound.add(facts_.element_of_relationship(i));
    if (!into && !r.shortest) {
      part.cost += part.rows * cost::label_test * (hop.share < 1 ? 1 : 0);
      part.rows *= hop.share;
    }
    apply_predicates(parts_[id].bound, part, into ? nothing : to);
    part.cost += part.rows * cost::row;
    offer(std::move(part));
  }

  /// True if the part knows another relationship like this one at the node it starts from.
  [[nodiscard]] bool has_twin(const Part& part, std::size_t i, bool from_left) const {
    for (std::size_t k = 0; k < graph_.relationships.size(); ++k) {
      if (k == i || !part.bound.contains(facts_.element_of_relationship(k))) continue;
      if (meets_alike(graph_.relationships[k], graph_.relationships[i], from_left)) return true;
    }
    return false;
  }

  /// Both ends at once through an index of the relationship's values.
  void seek_relationship(std::uint32_t id, std::size_t i) {
    const auto& r = graph_.relationships[i];
    const auto& fact = facts_.relationships[i];
    const ElementSet& bound = parts_[id].bound;
    if (!fact.sought || r.left == r.right || !usable(i) || bound.contains(r.left) ||
        bound.contains(r.right) || !bound.covers(fact.needs)) {
      return;
    }
    if (is_reachable(parts_[id], r.left)) return;
    Part part = after(id, PatternStep::Kind::expand, i, true);
    // Written as a scan and an expansion, of which a rule makes one step.
    Part scanned = after(id, PatternStep::Kind::scan, r.left, true);
    scanned.bound.add(r.left);
    scanned.before = id;
    part.bound.add(r.left);
    part.bound.add(r.right);
    part.bound.add(facts_.element_of_relationship(i));
    part.targets.add(r.right);
    const double before = part.rows;
    part.cost += before * (cost::sought_node + *fact.sought * cost::found_node);
    part.rows *= facts_.all_nodes * fact.hops[1].degree;
    apply_predicates(bound, part);
    part.cost += std::min(part.rows, before * *fact.sought) * cost::row;
    const auto known = by_bound_.find(part.bound);
    if (known != by_bound_.end() && parts_[known->second].cost <= part.cost) return;
    // The scan is no part others may go on from: it stands for no work of its own.
    part.before = static_cast<std::uint32_t>(parts_.size());
    parts_.push_back(std::move(scanned));
    offer(std::move(part));
  }

  /// Conditions that can be tested for the first time; labels of the node `reached` are judged by
  /// where its relationships lead.
  void apply_predicates(const ElementSet& before, Part& part, std::size_t reached = nothing) const {
    for (const auto& fact : facts_.predicates) {
      if (!PatternFacts::is_new(fact, before, part.bound, anchored_)) continue;
      if (fact.label_of && *fact.label_of == reached) continue;
      part.cost += part.rows * fact.cost;
      part.rows *= fact.share;
    }
  }

  void join(std::uint32_t id) {
    for (const std::uint32_t other : others_->settled_) {
      if (pairs_ >= pairs_max) return;
      ++pairs_;
      // Of equal orders the one of the text is taken.
      if (others_ == this) try_join(other, id);
      try_join(id, other);
    }
  }

  void try_join(std::uint32_t left, std::uint32_t right) {
    auto part = joiner_.join(parts_[left], others_->parts_[right]);
    if (!part) return;
    ++steps_;
    part->before = left;
    part->right = right;
    offer(std::move(*part));
  }

  const PatternGraph& graph_;
  const PatternFacts& facts_;
  const PartJoiner joiner_;
  const bool anchored_;
  const bool joins_;
  const PartSearch* others_ = nullptr;
  std::vector<Part> parts_;
  std::unordered_map<ElementSet, std::uint32_t, ElementSetHash> by_bound_;
  std::vector<std::vector<std::uint32_t>> sizes_;
  /// Parts whose cheapest way is known.
  std::vector<std::uint32_t> settled_;
  std::size_t steps_ = 0;
  std::size_t pairs_ = 0;
};

/// True if a table could save anything: two parts that meet in a node, or values that are compared.
bool may_join(const PatternGraph& graph, const PatternFacts& facts) {
  if (graph.relationships.size() > 1) return true;
  return std::any_of(facts.predicates.begin(), facts.predicates.end(), [](const auto& fact) {
    return (fact.left_outer || !fact.left_needs.empty()) &&
           (fact.right_outer || !fact.right_needs.empty());
  });
}

/// True if the input is one row of which nothing is used.
bool stands_alone(const PatternFacts& facts, double rows) {
  return rows <= 1 && facts.bound.empty() &&
         std::none_of(facts.predicates.begin(), facts.predicates.end(),
                      [](const auto& fact) { return fact.outer; }) &&
         std::all_of(facts.relationships.begin(), facts.relationships.end(),
                     [](const auto& fact) { return fact.independent; });
}

}  // namespace

std::vector<PatternStep> order_pattern(const PatternGraph& graph, const LogicalPlan& plan,
                                       Statistics& statistics, double rows, bool joins) {
  const PatternFacts facts(graph, plan, statistics);
  joins = joins && may_join(graph, facts);
  const bool alone = stands_alone(facts, rows);
  PartSearch apart(graph, facts, false, joins);
  if (joins || alone) apart.run(1, nullptr);
  if (alone) return apart.steps_of(apart.complete());
  PartSearch anchored(graph, facts, true, joins);
  anchored.run(std::max(rows, 1.0), joins ? &apart : nullptr);
  return anchored.steps_of(anchored.complete());
}

}  // namespace entente::query
