#include "query/plan/pattern_planner.hpp"

#include <algorithm>
#include <utility>

#include "query/plan/expression_symbols.hpp"
#include "query/plan/path_operators.hpp"
#include "query/plan/path_part.hpp"
#include "query/plan/pattern_order.hpp"
#include "query/plan/rules/rule.hpp"
#include "query/plan/synthetic.hpp"

namespace entente::query {
namespace {

/// Turns the steps of matching into operators.
class PatternEmitter {
 public:
  PatternEmitter(PlanContext& context, PatternGraph& graph, LogicalOperatorPtr input)
      : context_(context), graph_(graph), op_(std::move(input)) {
    for (const auto& node : graph_.nodes) bound_.push_back(node.bound);
    done_.resize(graph_.relationships.size());
  }

  LogicalOperatorPtr run(const std::vector<PatternStep>& steps) {
    take(steps);
    require_bound_nodes();
    for (auto& path : graph_.paths) {
      auto project = make_operator<ProjectPath>();
      project->path = path.slot;
      project->elements = path.elements;
      put(std::move(project));
    }
    if (!graph_.predicates.empty()) {
      auto filter = make_operator<Filter>();
      filter->predicates = graph_.predicates;
      put(std::move(filter));
    }
    return std::move(op_);
  }

 private:
  void take(const std::vector<PatternStep>& steps) {
    for (const auto& step : steps) {
      switch (step.kind) {
        case PatternStep::Kind::scan: scan(step.index); break;
        case PatternStep::Kind::endpoint: bind_endpoint(step.index); break;
        case PatternStep::Kind::expand: expand(step.index, step.from_left, step.skew); break;
        case PatternStep::Kind::join: join(step); break;
      }
    }
  }

  void put(LogicalOperatorPtr op) { op_ = context_.add(std::move(op), std::move(op_)); }

  void scan(std::size_t index) {
    auto scan = make_operator<AllNodesScan>();
    scan->node = graph_.nodes[index].slot;
    bound_[index] = true;
    put(std::move(scan));
  }

  /// A table of what the steps of the right side match on their own.
  void join(const PatternStep& step) {
    LogicalOperatorPtr left = std::move(op_);
    const auto left_bound = std::exchange(bound_, std::vector<bool>(graph_.nodes.size()));
    const auto left_done =
        std::exchange(done_, std::vector<bool>(graph_.relationships.size(), false));
    op_ = PlanContext::argument();
    take(step.right);
    auto join = make_operator<HashJoin>();
    for (std::size_t i = 0; i < bound_.size(); ++i) {
      const Slot node = graph_.nodes[i].slot;
      if (bound_[i] && left_bound[i]) join->keys.push_back({node, node});
    }
    LogicalOperatorPtr right = std::move(op_);
    op_ = std::move(left);
    for (const auto* equality : step.equalities) {
      join->keys.push_back(equal_values(*equality, right));
    }
    join->share = step.share;
    op_ = context_.add(std::move(join), std::move(op_), std::move(right));
    require_different(left_done, done_);
    for (std::size_t i = 0; i < bound_.size(); ++i) bound_[i] = bound_[i] || left_bound[i];
    for (std::size_t i = 0; i < done_.size(); ++i) done_[i] = done_[i] || left_done[i];
  }

  /// Columns for both sides of a comparison. It is made again above the join, because the table
  /// takes for equal what is equivalent (NaN and itself, for one).
  HashJoin::Key equal_values(const Expression& equality, LogicalOperatorPtr& right) {
    const auto& operands = as<ComparisonExpression>(equality).operands;
    const bool turned = reads_bound(*operands[0]);
    const Expression& there = turned ? *operands[0] : *operands[1];
    const Expression& here = turned ? *operands[1] : *operands[0];
    const HashJoin::Key key{column_of(here, op_), column_of(there, right)};
    std::replace(graph_.predicates.begin(), graph_.predicates.end(), &equality,
                 &make_symbol_equality(context_.plan, key.left, key.right));
    return key;
  }

  /// True if the expression reads something the current side binds.
  [[nodiscard]] bool reads_bound(const Expression& expression) const {
    const SymbolSet symbols = symbols_of(expression, context_.plan);
    for (std::size_t i = 0; i < bound_.size(); ++i) {
      if (bound_[i] && symbols.contains(graph_.nodes[i].slot)) return true;
    }
    for (std::size_t i = 0; i < done_.size(); ++i) {
      if (done_[i] && symbols.contains(graph_.relationships[i].slot)) return true;
    }
    return false;
  }

  Slot column_of(const Expression& expression, LogicalOperatorPtr& op) {
    const Slot known = symbol_if_column(expression, context_.plan);
    if (known != no_slot) return known;
    auto project = make_operator<Project>();
    project->items.push_back({context_.fresh(StaticType::any), &expression, no_slot});
    const Slot column = project->items.front().target;
    op = context_.add(std::move(project), std::move(op));
    return column;
  }

  /// A pattern uses each relationship once, whichever side of a join it was matched on.
  void require_different(const std::vector<bool>& left, const std::vector<bool>& right) {
    if (graph_.repeatable) return;
    for (std::size_t i = 0; i < left.size(); ++i) {
      for (std::size_t k = 0; k < right.size(); ++k) {
        const auto& a = graph_.relationships[i];
        const auto& b = graph_.relationships[k];
        if (!left[i] || !right[k] || a.shortest || disjoint_types(a.types, b.types)) continue;
        graph_.predicates.push_back(&make_symbol_inequality(context_.plan, a.slot, b.slot));
      }
    }
  }

  /// The left end of a bound relationship: its source or target, or either of them in turn.
  void bind_endpoint(std::size_t index) {
    const auto& r = graph_.relationships[index];
    const Slot node = graph_.nodes[r.left].slot;
    bound_[r.left] = true;
    if (r.arrow == RelationshipPattern::Arrow::undirected) {
      auto unwind = make_operator<Unwind>();
      unwind->target = node;
      unwind->list = &make_both_ends(context_.plan, r.slot);
      return put(std::move(unwind));
    }
    const bool from_source = r.arrow == RelationshipPattern::Arrow::right;
    const std::string function = from_source ? "startNode" : "endNode";
    auto project = make_operator<Project>();
    const Expression& end = r.variable_length
                                ? make_call_on_head(context_.plan, function, r.slot)
                                : keep(context_.plan, make_call(context_.plan, function, r.slot));
    project->items.push_back({node, &end, no_slot});
    put(std::move(project));
  }

  ExpandSpec spec_of(std::size_t index, bool from_left) {
    const auto& r = graph_.relationships[index];
    ExpandSpec spec;
    spec.from = graph_.nodes[from_left ? r.left : r.right].slot;
    spec.to = graph_.nodes[from_left ? r.right : r.left].slot;
    spec.relationship = r.slot;
    spec.direction = r.direction_from(from_left);
    spec.types = r.types;
    spec.distinct_from = distinct_from(index);
    return spec;
  }

  /// Relationships bound before that `index` may not use again.
  [[nodiscard]] std::vector<Slot> distinct_from(std::size_t index) const {
    std::vector<Slot> result;
    if (graph_.repeatable) return result;
    for (std::size_t i = 0; i < graph_.relationships.size(); ++i) {
      const auto& other = graph_.relationships[i];
      if (!done_[i] || other.shortest) continue;
      if (!disjoint_types(graph_.relationships[index].types, other.types)) {
        result.push_back(other.slot);
      }
    }
    return result;
  }

  /// What an automaton searches, from one of its ends.
  void search(std::size_t index, bool from_left) {
    auto& r = graph_.relationships[index];
    if (bound_[r.left] && bound_[r.right] && is_simple_search(*r.part)) return simple_search(index);
    auto expand = make_operator<PathExpand>();
    const std::size_t to = from_left ? r.right : r.left;
    expand->from = graph_.nodes[from_left ? r.left : r.right].slot;
    expand->to = graph_.nodes[to].slot;
    expand->into = bound_[to];
    expand->reversed = !from_left;
    expand->selection = r.part->selection;
    expand->count = r.part->count;
    expand->count_parameter = r.part->count_parameter;
    expand->mode = r.part->mode;
    expand->repeatable = graph_.repeatable;
    expand->path = r.shortest_path;
    // Without a group, the pattern is one relationship and its symbol no list.
    if (r.variable_length) expand->relationships = r.slot;
    expand->distinct_from = distinct_from(index);
    expand->conditions = r.part->conditions;
    expand->automaton = r.part->automaton;
    if (!from_left) turn(expand->automaton, expand->conditions);
    if (expand->selection != PathSelection::all && !expand->into) take_end_conditions(*expand);
    put(std::move(expand));
  }

  /// One shortest path, or all, of a single relationship pattern between two bound nodes: the
  /// search from both ends is faster than an automaton.
  [[nodiscard]] bool is_simple_search(const PathPart& part) const {
    const auto& automaton = part.automaton;
    if (graph_.repeatable || part.selection == PathSelection::all || part.count != 1 ||
        part.count_parameter != nullptr || restricts_nodes(part.mode)) {
      return false;
    }
    if (!part.conditions.empty() || automaton.groups.size() != 1 || automaton.places.size() != 4) {
      return false;
    }
    return automaton.groups[0].lower <= 1 && automaton.places[1].result == no_slot &&
           automaton.places[2].result == no_slot;
  }

  void simple_search(std::size_t index) {
    const auto& r = graph_.relationships[index];
    const PathGroup& group = r.part->automaton.groups[0];
    const PathStep& step = *r.part->automaton.places[1].step;
    auto path = make_operator<ShortestPath>();
    path->spec.from = graph_.nodes[r.left].slot;
    path->spec.to = graph_.nodes[r.right].slot;
    path->spec.relationship = step.result == no_slot ? r.slot : step.result;
    path->spec.direction = step.direction;
    path->spec.types = step.types;
    path->path = r.shortest_path;
    path->lower = group.lower;
    path->upper = group.upper;
    path->all = r.part->selection == PathSelection::groups;
    put(std::move(path));
  }

  /// Conditions on the end that is not bound yet, as far as the rest of them is.
  void take_end_conditions(PathExpand& expand) {
    SymbolSet not_yet = graph_.introduced;
    for (std::size_t i = 0; i < graph_.nodes.size(); ++i) {
      if (bound_[i]) not_yet.remove(graph_.nodes[i].slot);
    }
    for (std::size_t i = 0; i < graph_.relationships.size(); ++i) {
      if (done_[i]) not_yet.remove(graph_.relationships[i].slot);
    }
    not_yet.remove(expand.to);
    std::erase_if(graph_.predicates, [&](const Expression* predicate) {
      const SymbolSet symbols = symbols_of(*predicate, context_.plan);
      if (!symbols.contains(expand.to) || symbols.intersects(not_yet)) return false;
      if (!is_deterministic(*predicate)) return false;
      expand.end_conditions.push_back(predicate);
      return true;
    });
  }

  void expand(std::size_t index, bool from_left, double skew) {
    const auto& r = graph_.relationships[index];
    const std::size_t to = from_left ? r.right : r.left;
    if (r.part) {
      search(index, from_left);
    } else if (r.shortest) {
      shortest(index);
    } else if (r.variable_length) {
      auto expand = make_operator<ExpandVariable>();
      expand->spec = spec_of(index, from_left);
      expand->lower = r.lower;
      expand->upper = r.upper;
      expand->into = bound_[to];
      expand->relationship_bound = r.bound;
      expand->reversed = !from_left;
      expand->properties = r.properties;
      put(std::move(expand));
      if (r.start_nodes != no_slot) project_groups(r);
    } else {
      auto expand = make_operator<Expand>();
      expand->spec = spec_of(index, from_left);
      expand->spec.skew = skew;
      expand->relationship_bound = r.bound;
      if (bound_[to]) {
        // Expand to a symbol of its own and compare; a rule makes one step of the two.
        expand->spec.to = context_.fresh(StaticType::node);
        const Expression& same =
            make_symbol_equality(context_.plan, expand->spec.to, graph_.nodes[to].slot);
        graph_.predicates.insert(graph_.predicates.begin(), &same);
      }
      put(std::move(expand));
    }
    bound_[to] = true;
    done_[index] = true;
  }

  /// The nodes of all repetitions of a quantified pattern, as lists.
  void project_groups(const PatternRelationship& r) {
    auto path = make_operator<ProjectPath>();
    path->path = context_.fresh(StaticType::path);
    path->elements = {graph_.nodes[r.left].slot, r.slot, graph_.nodes[r.right].slot};
    auto lists = make_operator<Project>();
    lists->items.push_back(
        {r.start_nodes, &make_path_nodes(context_.plan, path->path, true), no_slot});
    lists->items.push_back(
        {r.end_nodes, &make_path_nodes(context_.plan, path->path, false), no_slot});
    put(std::move(path));
    put(std::move(lists));
  }

  void shortest(std::size_t index) {
    auto& r = graph_.relationships[index];
    const auto conditions = take_path_conditions(r);
    if (!conditions.empty()) return shortest_of_some(index, conditions);
    auto path = make_operator<ShortestPath>();
    path->spec = spec_of(index, true);
    path->spec.distinct_from.clear();
    if (!r.variable_length) {
      path->spec.relationship = context_.fresh(StaticType::relationship_list);
    }
    path->path = r.shortest_path;
    path->lower = r.lower;
    path->upper = r.upper;
    path->all = r.all_shortest;
    path->properties = r.properties;
    const Slot list = path->spec.relationship;
    put(std::move(path));
    if (r.variable_length) return;
    auto single = make_operator<Project>();
    single->items.push_back(
        {r.slot, &keep(context_.plan, make_call(context_.plan, "head", list)), no_slot});
    put(std::move(single));
  }

  /// The shortest path that meets conditions is one that a selector chooses.
  void shortest_of_some(std::size_t index, const std::vector<const Expression*>& conditions) {
    auto& r = graph_.relationships[index];
    PathPart part;
    part.selection = r.all_shortest ? PathSelection::groups : PathSelection::paths;
    PathStep step;
    step.direction = r.direction_from(true);
    step.types = r.types;
    auto& places = part.automaton.places;
    const Slot left = graph_.nodes[r.left].slot;
    const Slot right = graph_.nodes[r.right].slot;
    places.push_back({left, left, std::nullopt, std::nullopt});
    if (r.variable_length) {
      if (r.properties != nullptr) step.relationship = context_.fresh(StaticType::relationship);
      add_property_conditions(r, step.relationship, part.conditions);
      places.push_back({no_slot, no_slot, 0, std::move(step)});
      places.push_back({no_slot, no_slot, 0, std::nullopt});
      part.automaton.groups.push_back({1, 2, r.lower, r.upper});
    } else {
      step.relationship = r.slot;
      step.result = r.slot;
      places.back().step = std::move(step);
    }
    places.push_back({right, right, std::nullopt, std::nullopt});
    for (const auto* condition : conditions) part.conditions.push_back({condition, std::nullopt});
    r.part = std::move(part);
    search(index, true);
  }

  void add_property_conditions(const PatternRelationship& r, Slot one,
                               std::vector<PathCondition>& conditions) {
    if (r.properties == nullptr) return;
    // Analysis refuses a parameter for all properties of a matched pattern.
    for (const auto& entry : as<MapExpression>(*r.properties).entries) {
      conditions.push_back({&make_property_equality(context_.plan, one, entry), 0});
    }
  }

  /// Conditions on the path itself decide which path is the shortest one that meets them.
  std::vector<const Expression*> take_path_conditions(const PatternRelationship& r) {
    SymbolSet not_yet = graph_.introduced;
    for (std::size_t i = 0; i < graph_.nodes.size(); ++i) {
      if (bound_[i]) not_yet.remove(graph_.nodes[i].slot);
    }
    for (std::size_t i = 0; i < graph_.relationships.size(); ++i) {
      if (!done_[i]) continue;
      not_yet.remove(graph_.relationships[i].slot);
      not_yet.remove(graph_.relationships[i].shortest_path);
    }
    const SymbolSet own{r.slot, r.shortest_path};
    not_yet.remove(own);
    std::vector<const Expression*> conditions;
    std::erase_if(graph_.predicates, [&](const Expression* predicate) {
      const SymbolSet symbols = symbols_of(*predicate, context_.plan);
      if (!symbols.intersects(own) || symbols.intersects(not_yet)) return false;
      conditions.push_back(predicate);
      return true;
    });
    return conditions;
  }

  /// A bound node that no relationship of the pattern touches matches unless it is null.
  void require_bound_nodes() {
    for (std::size_t i = 0; i < graph_.nodes.size(); ++i) {
      if (!graph_.nodes[i].bound) continue;
      const bool touched = std::any_of(graph_.relationships.begin(), graph_.relationships.end(),
                                       [&](const auto& r) { return r.left == i || r.right == i; });
      if (touched) continue;
      const Expression& present = make_is_not_null(context_.plan, graph_.nodes[i].slot);
      graph_.predicates.insert(graph_.predicates.begin(), &present);
    }
  }

  PlanContext& context_;
  PatternGraph& graph_;
  LogicalOperatorPtr op_;
  std::vector<bool> bound_;
  std::vector<bool> done_;
};

/// Labels that a condition requires help the search as much as those in the pattern.
void note_labels(PlanContext& context, const std::vector<const Expression*>& predicates) {
  for (const auto* predicate : predicates) {
    if (predicate->kind != ExpressionKind::label_test) continue;
    const auto& test = as<LabelTestExpression>(*predicate);
    const Slot node = symbol_if_column(*test.operand, context.plan);
    if (node == no_slot) continue;
    std::vector<const LabelExpression*> parts;
    split_labels(test.labels, parts);
    for (const auto* part : parts) {
      if (part->kind == LabelExpression::Kind::name) {
        context.statistics.note_label(node, part->name);
      }
    }
  }
}

/// WHERE n:A:B is the same as n:A AND n:B; apart they can be used one by one.
void add_condition(PlanContext& context, const Expression& where, PatternGraph& graph) {
  std::vector<const Expression*> parts;
  split_conjunction(where, parts);
  for (const auto* part : parts) {
    std::vector<const LabelExpression*> labels;
    if (part->kind == ExpressionKind::label_test) {
      split_labels(as<LabelTestExpression>(*part).labels, labels);
    }
    const Slot operand =
        labels.size() < 2 ? no_slot
                          : symbol_if_column(*as<LabelTestExpression>(*part).operand, context.plan);
    if (operand == no_slot) {
      graph.predicates.push_back(part);
      continue;
    }
    for (const auto* label : labels) {
      graph.predicates.push_back(&make_label_test(context.plan, operand, *label));
    }
  }
}

}  // namespace

Result<LogicalOperatorPtr> plan_pattern(PlanContext& context,
                                        const std::vector<const PathPattern*>& paths,
                                        const Expression* where, LogicalOperatorPtr input,
                                        SymbolSet& introduced, MatchMode mode) {
  ENTENTE_ASSIGN(PatternGraph graph, build_pattern_graph(context, paths, mode));
  if (where != nullptr) {
    ENTENTE_TRY(prepare(context, *where));
    add_condition(context, *where, graph);
  }
  note_labels(context, graph.predicates);
  introduced = graph.introduced;
  const double rows = input->estimated_rows;
  // A join reads its right side once, which must not be while the left one still writes.
  const bool joins = context.hash_joins && !has_updates(*input);
  const auto steps = order_pattern(graph, context.plan, context.statistics, rows, joins);
  return PatternEmitter(context, graph, std::move(input)).run(steps);
}

}  // namespace entente::query
