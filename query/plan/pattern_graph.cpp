#include "query/plan/pattern_graph.hpp"

#include <algorithm>
#include <set>

#include "query/plan/expression_symbols.hpp"
#include "query/plan/path_operators.hpp"
#include "query/plan/path_part.hpp"
#include "query/plan/synthetic.hpp"

namespace entente::query {
namespace {

Error not_supported(std::string what, Span span, std::string hint = {}) {
  return Error::compile(ErrorClass::semantic_error, "NotSupported",
                        std::move(what) + " is not supported", span, std::move(hint));
}

bool is_function(PathSearch search) {
  return search == PathSearch::shortest_path || search == PathSearch::all_shortest_paths;
}

/// True for the path selectors of GQL, except ALL, which selects nothing.
bool selects(PathSearch search) { return search != PathSearch::all && !is_function(search); }

PathSelection selection_of(PathSearch search) {
  switch (search) {
    case PathSearch::shortest_k_groups:
    case PathSearch::all_shortest: return PathSelection::groups;
    case PathSearch::all: return PathSelection::all;
    default: return PathSelection::paths;
  }
}

class GraphBuilder {
 public:
  GraphBuilder(PlanContext& context, PatternGraph& graph) : context_(context), graph_(graph) {}

  Status add_path(const PathPattern& path) {
    const bool whole = selects(path.search) || restricts_nodes(path.mode);
    if (whole && path.elements.size() > 1) return add_whole_path(path);
    PatternPath named;
    const std::size_t first = graph_.relationships.size();
    std::optional<std::size_t> left;
    for (const auto& element : path.elements) {
      if (const auto* node = std::get_if<NodePattern>(&element.value)) {
        ENTENTE_ASSIGN(const std::size_t index, add_node(*node));
        if (pending_) ENTENTE_TRY(finish_relationship(*left, index, named));
        left = index;
        named.elements.push_back(graph_.nodes[index].slot);
      } else if (const auto* r = std::get_if<RelationshipPattern>(&element.value)) {
        ENTENTE_TRY(begin_relationship(*r));
      } else {
        const auto& part = *std::get<std::unique_ptr<QuantifiedPattern>>(element.value);
        ENTENTE_TRY(begin_quantified(part));
      }
    }
    if (is_function(path.search)) ENTENTE_TRY(apply_search(path, first));
    if (path.predicate) ENTENTE_TRY(add_predicate(*path.predicate));
    return finish_path(path, first, std::move(named));
  }

 private:
  Result<std::size_t> add_node(const NodePattern& node) {
    Slot slot = context_.slot_of(node.variable, StaticType::node);
    bool reference = context_.is_reference(node.variable);
    if (inner_.contains(slot)) {
      const Slot again = context_.fresh(StaticType::node);
      graph_.predicates.push_back(&make_symbol_equality(context_.plan, again, slot));
      slot = again;
      reference = false;
    }
    const auto it = std::find_if(graph_.nodes.begin(), graph_.nodes.end(),
                                 [&](const auto& other) { return other.slot == slot; });
    const auto index = static_cast<std::size_t>(it - graph_.nodes.begin());
    if (it == graph_.nodes.end()) {
      const bool bound = reference && !graph_.introduced.contains(slot);
      graph_.nodes.push_back({slot, bound});
      if (!bound) graph_.introduced.add(slot);
    }
    if (node.labels) ENTENTE_TRY(add_labels(slot, *node.labels));
    ENTENTE_TRY(add_properties(slot, node.properties));
    if (node.predicate) ENTENTE_TRY(add_predicate(*node.predicate));
    return index;
  }

  Status add_labels(Slot slot, const LabelExpression& labels) {
    std::vector<const LabelExpression*> parts;
    split_labels(labels, parts);
    for (const auto* part : parts) {
      if (part->kind == LabelExpression::Kind::name) {
        if (!labels_.emplace(slot, part->name).second) continue;
        context_.statistics.note_label(slot, part->name);
      }
      ENTENTE_TRY(add_label_test(slot, *part));
    }
    return {};
  }

  Status add_label_test(Slot slot, const LabelExpression& labels) {
    const Expression& test = make_label_test(context_.plan, slot, labels);
    graph_.predicates.push_back(&test);
    // The names may come from an expression with a subquery.
    return prepare(context_, test);
  }

  Status add_properties(Slot slot, const ExpressionPtr& properties) {
    if (!properties) return {};
    ENTENTE_TRY(prepare(context_, *properties));
    if (properties->kind != ExpressionKind::map) {
      return not_supported("a parameter for all properties of a pattern", properties->span);
    }
    for (const auto& entry : as<MapExpression>(*properties).entries) {
      graph_.predicates.push_back(&make_property_equality(context_.plan, slot, entry));
    }
    return {};
  }

  Status add_predicate(const Expression& predicate) {
    ENTENTE_TRY(prepare(context_, predicate));
    split_conjunction(predicate, graph_.predicates);
    return {};
  }

  Status begin_relationship(const RelationshipPattern& pattern) {
    if (pattern.length && searched(pattern)) return begin_searched(pattern);
    PatternRelationship r;
    r.variable_length = pattern.length.has_value();
    const StaticType type =
        r.variable_length ? StaticType::relationship_list : StaticType::relationship;
    r.slot = context_.slot_of(pattern.variable, type);
    r.bound = context_.is_reference(pattern.variable) && !graph_.introduced.contains(r.slot);
    if (!r.bound && graph_.introduced.contains(r.slot)) {
      // The same relationship a second time, which only REPEATABLE ELEMENTS allows.
      const Slot again = context_.fresh(type);
      graph_.predicates.push_back(&make_symbol_equality(context_.plan, again, r.slot));
      r.slot = again;
    }
    if (!r.bound) graph_.introduced.add(r.slot);
    r.arrow = pattern.arrow;
    if (pattern.types) ENTENTE_TRY(add_types(*pattern.types, r));
    if (r.variable_length) {
      r.lower = pattern.length->lower.value_or(1);
      r.upper = pattern.length->upper;
      if (pattern.properties) ENTENTE_TRY(prepare(context_, *pattern.properties));
      r.properties = pattern.properties.get();
    } else {
      ENTENTE_TRY(add_properties(r.slot, pattern.properties));
    }
    if (pattern.predicate) ENTENTE_TRY(add_predicate(*pattern.predicate));
    pending_ = std::move(r);
    return {};
  }

  Status add_types(const LabelExpression& types, PatternRelationship& r) {
    if (auto names = plain_names(types)) {
      r.types = std::move(*names);
      return {};
    }
    if (r.variable_length) {
      return not_supported("a type expression other than A|B on a variable-length relationship",
                           types.span, "write it as -[:!A]->{1,3}");
    }
    return add_label_test(r.slot, types);
  }

  /// ((x)-[r:T]->(y)){1,3} without conditions is the variable-length relationship [:T*1..3]; what
  /// says more is searched by an automaton.
  Status begin_quantified(const QuantifiedPattern& part) {
    if (graph_.repeatable || !is_plain(part)) return begin_searched(part);
    const auto& start = std::get<NodePattern>(part.elements[0].value);
    const auto& middle = std::get<RelationshipPattern>(part.elements[1].value);
    const auto& end = std::get<NodePattern>(part.elements[2].value);
    PatternRelationship r;
    r.variable_length = true;
    r.lower = part.length.lower.value_or(0);
    r.upper = part.length.upper;
    r.arrow = middle.arrow;
    if (middle.types) ENTENTE_TRY(add_types(*middle.types, r));
    r.slot = group_symbol(part, middle.variable, StaticType::relationship_list);
    if (start.variable.named() || end.variable.named()) {
      r.start_nodes = group_symbol(part, start.variable, StaticType::list);
      r.end_nodes = group_symbol(part, end.variable, StaticType::list);
    }
    for (const Slot slot : {r.slot, r.start_nodes, r.end_nodes}) graph_.introduced.add(slot);
    pending_ = std::move(r);
    return {};
  }

  /// The list over all repetitions that a variable inside a quantified part stands for outside.
  Slot group_symbol(const QuantifiedPattern& part, const BindingVariable& variable,
                    StaticType type) {
    if (!variable.named()) return context_.fresh(type);
    const Slot inside = context_.slot_of(variable, type);
    for (const auto& [inner, outer] : context_.info.group_symbols.at(&part)) {
      if (inner == inside) return outer;
    }
    return context_.fresh(type);
  }

  static bool is_plain(const NodePattern& node) {
    return !node.labels && !node.properties && !node.predicate;
  }

  static bool is_plain(const QuantifiedPattern& part) {
    if (part.elements.size() != 3 || part.predicate) return false;
    const auto& start = std::get<NodePattern>(part.elements[0].value);
    const auto& middle = std::get<RelationshipPattern>(part.elements[1].value);
    const auto& end = std::get<NodePattern>(part.elements[2].value);
    const bool loop = start.variable.named() && start.variable.name == end.variable.name;
    return is_plain(start) && is_plain(end) && !loop && !middle.properties && !middle.predicate &&
           (!middle.types || plain_names(*middle.types));
  }

  /// True if a variable-length relationship says more than types and properties.
  [[nodiscard]] bool searched(const RelationshipPattern& pattern) const {
    if (graph_.repeatable) return true;
    return pattern.quantified() &&
           (pattern.predicate || context_.info.group_symbols.contains(&pattern) ||
            (pattern.types && !plain_names(*pattern.types)));
  }

  Status begin_searched(const QuantifiedPattern& quantified) {
    if (quantified.length.lower.value_or(0) > 0) repeated_ = &quantified;
    PathPartBuilder builder(context_);
    builder.add_node(no_slot);
    ENTENTE_TRY(builder.add_group(quantified));
    return finish_searched(std::move(builder));
  }

  Status begin_searched(const RelationshipPattern& pattern) {
    PathPartBuilder builder(context_);
    builder.add_node(no_slot);
    Slot list = context_.slot_of(pattern.variable, StaticType::relationship_list);
    if (context_.is_reference(pattern.variable)) {
      // Bound before, or a second time in this pattern: both must be the same list.
      const Slot again = context_.fresh(StaticType::relationship_list);
      graph_.predicates.push_back(&make_symbol_equality(context_.plan, again, list));
      list = again;
    }
    ENTENTE_TRY(builder.add_relationship(pattern, list));
    return finish_searched(std::move(builder));
  }

  Status finish_searched(PathPartBuilder builder) {
    builder.add_node(no_slot);
    PatternRelationship r;
    r.variable_length = true;
    r.slot = context_.fresh(StaticType::relationship_list);
    r.part = builder.take();
    r.arrow = RelationshipPattern::Arrow::right;
    r.types = r.part->automaton.types();
    for (const Slot slot : r.part->automaton.results()) graph_.introduced.add(slot);
    graph_.introduced.add(r.slot);
    pending_ = std::move(r);
    return {};
  }

  /// A path of which a selector wants some, or that may visit no node twice: it is searched as a
  /// whole, and only its ends take part in the rest of the pattern.
  Status add_whole_path(const PathPattern& path) {
    const std::size_t first_predicate = graph_.predicates.size();
    const SymbolSet before = graph_.introduced;
    const auto& start = std::get<NodePattern>(path.elements.front().value);
    const auto& end = std::get<NodePattern>(path.elements.back().value);
    PatternRelationship r;
    ENTENTE_ASSIGN(r.left, add_node(start));
    ENTENTE_ASSIGN(r.right, add_node(end));
    PathPartBuilder builder(context_);
    builder.add_node(graph_.nodes[r.left].slot);
    for (std::size_t i = 1; i + 1 < path.elements.size(); ++i) {
      ENTENTE_TRY(add_inner_element(path.elements[i], before, builder));
    }
    builder.add_node(graph_.nodes[r.right].slot);
    if (path.predicate) ENTENTE_TRY(add_predicate(*path.predicate));
    if (path.variable.named()) {
      r.shortest_path = context_.slot_of(path.variable, StaticType::path);
    }
    r.part = builder.take();
    r.slot = context_.fresh(StaticType::relationship_list);
    r.variable_length = true;
    r.arrow = RelationshipPattern::Arrow::right;
    r.types = r.part->automaton.types();
    r.part->count = path.search_count;
    if (path.search_count_parameter) ENTENTE_TRY(prepare(context_, *path.search_count_parameter));
    r.part->count_parameter = path.search_count_parameter.get();
    r.part->mode = path.mode;
    r.part->selection = selection_of(path.search);
    SymbolSet own(r.part->automaton.results());
    own.add(r.shortest_path);
    own.add(r.slot);
    move_conditions(first_predicate, own, *r.part);
    graph_.introduced.add(own);
    inner_.add(own);
    graph_.relationships.push_back(std::move(r));
    return {};
  }

  Status add_inner_element(const PathElement& element, const SymbolSet& before,
                           PathPartBuilder& builder) {
    if (const auto* node = std::get_if<NodePattern>(&element.value)) {
      return builder.add_inner_node(*node,
                                    inner_slot(node->variable, StaticType::node, before, builder));
    }
    if (const auto* r = std::get_if<RelationshipPattern>(&element.value)) {
      const StaticType type = r->length ? StaticType::relationship_list : StaticType::relationship;
      return builder.add_relationship(*r, inner_slot(r->variable, type, before, builder));
    }
    return builder.add_group(*std::get<std::unique_ptr<QuantifiedPattern>>(element.value));
  }

  /// The symbol of a variable inside a selected path. One that is known already gets a new symbol
  /// and a condition: of the search if it stood in an earlier clause or in this path, and of the
  /// join with the selected paths if it stood in another path of the pattern.
  Slot inner_slot(const BindingVariable& variable, StaticType type, const SymbolSet& before,
                  PathPartBuilder& builder) {
    const Slot slot = context_.slot_of(variable, type);
    if (!context_.is_reference(variable)) return slot;
    const Slot again = context_.fresh(type);
    const Expression& same = make_symbol_equality(context_.plan, again, slot);
    if (before.contains(slot)) {
      graph_.predicates.push_back(&same);
    } else {
      builder.add_condition(same);
    }
    return again;
  }

  /// Conditions on the inside of a path choose among its paths; those on its ends alone keep or
  /// drop whole partitions, so they may be judged wherever it is cheapest.
  void move_conditions(std::size_t first, const SymbolSet& own, PathPart& part) {
    std::vector<const Expression*> stay(
        graph_.predicates.begin(), graph_.predicates.begin() + static_cast<std::ptrdiff_t>(first));
    for (std::size_t i = first; i < graph_.predicates.size(); ++i) {
      const Expression* predicate = graph_.predicates[i];
      if (symbols_of(*predicate, context_.plan).intersects(own)) {
        part.conditions.push_back({predicate, std::nullopt});
      } else {
        stay.push_back(predicate);
      }
    }
    graph_.predicates = std::move(stay);
  }

  /// What a part that is repeated at least once says about its first node holds for the node
  /// before it, and likewise behind it: there labels and values can choose an index.
  static bool has_dynamic_names(const LabelExpression& labels) {
    return labels.names != nullptr ||
           std::any_of(labels.children.begin(), labels.children.end(), has_dynamic_names);
  }

  Status imply_ends(const QuantifiedPattern& part, Slot left, Slot right) {
    SymbolSet inside;
    const auto groups = context_.info.group_symbols.find(&part);
    if (groups != context_.info.group_symbols.end()) {
      for (const auto& [inner, outer] : groups->second) inside.add(inner);
    }
    const auto imply = [&](const NodePattern& node, Slot slot) -> Status {
      // Names that an expression gives may depend on the repetition.
      if (node.labels && !has_dynamic_names(*node.labels)) {
        ENTENTE_TRY(add_labels(slot, *node.labels));
      }
      if (!node.properties) return {};
      for (const auto& entry : as<MapExpression>(*node.properties).entries) {
        if (symbols_of(*entry.value, context_.plan).intersects(inside)) continue;
        graph_.predicates.push_back(&make_property_equality(context_.plan, slot, entry));
      }
      return {};
    };
    ENTENTE_TRY(imply(std::get<NodePattern>(part.elements.front().value), left));
    return imply(std::get<NodePattern>(part.elements.back().value), right);
  }

  Status finish_relationship(std::size_t left, std::size_t right, PatternPath& named) {
    if (repeated_ != nullptr) {
      ENTENTE_TRY(imply_ends(*repeated_, graph_.nodes[left].slot, graph_.nodes[right].slot));
    }
    repeated_ = nullptr;
    pending_->left = left;
    pending_->right = right;
    named.elements.push_back(pending_->slot);
    graph_.relationships.push_back(std::move(*pending_));
    pending_.reset();
    return {};
  }

  /// shortestPath((a)-[*]-(b)) and allShortestPaths(): analysis has seen to the one relationship.
  Status apply_search(const PathPattern& path, std::size_t first) {
    PatternRelationship& r = graph_.relationships[first];
    if (!r.variable_length) {
      // shortestPath((a)-[r]->(b)): one step, and r is a list of it.
      r.lower = 1;
      r.upper = 1;
    }
    r.shortest = true;
    r.all_shortest = path.search == PathSearch::all_shortest_paths;
    return {};
  }

  Status finish_path(const PathPattern& path, std::size_t first, PatternPath named) {
    if (!path.variable.named()) return {};
    named.slot = context_.slot_of(path.variable, StaticType::path);
    graph_.introduced.add(named.slot);
    if (is_function(path.search)) {
      graph_.relationships[first].shortest_path = named.slot;
      return {};
    }
    graph_.paths.push_back(std::move(named));
    return {};
  }

  PlanContext& context_;
  PatternGraph& graph_;
  std::optional<PatternRelationship> pending_;
  /// Labels that nodes were asked for, so that none is asked for twice.
  std::set<std::pair<Slot, std::string>> labels_;
  /// The quantified part that is pending, if it is repeated at least once.
  const QuantifiedPattern* repeated_ = nullptr;
  /// What the insides of selected paths bind: no nodes of the graph.
  SymbolSet inner_;
};

}  // namespace

Result<PatternGraph> build_pattern_graph(PlanContext& context,
                                         const std::vector<const PathPattern*>& paths,
                                         MatchMode mode) {
  PatternGraph graph;
  graph.repeatable = mode == MatchMode::repeatable_elements;
  GraphBuilder builder(context, graph);
  for (const auto* path : paths) ENTENTE_TRY(builder.add_path(*path));
  for (auto& r : graph.relationships) {
    if (r.properties != nullptr) r.needs.add(symbols_of(*r.properties, context.plan));
    SymbolSet own{r.slot, r.shortest_path};
    if (r.part) {
      own.add(SymbolSet(r.part->automaton.results()));
      const SymbolSet ends{graph.nodes[r.left].slot, graph.nodes[r.right].slot};
      for (const auto& condition : r.part->conditions) {
        SymbolSet read = symbols_of(*condition.expression, context.plan);
        // The whole path knows its ends, but a repetition does not wait for them.
        if (!condition.group) read.remove(ends);
        r.needs.add(read);
      }
    }
    r.needs.remove(own);
    r.needs.keep(graph.introduced);
  }
  return graph;
}

std::optional<std::vector<std::string>> plain_names(const LabelExpression& labels) {
  if (labels.kind == LabelExpression::Kind::name) return std::vector<std::string>{labels.name};
  if (labels.kind != LabelExpression::Kind::or_) return std::nullopt;
  std::vector<std::string> names;
  for (const auto& child : labels.children) {
    const auto inner = plain_names(child);
    if (!inner) return std::nullopt;
    for (const auto& name : *inner) {
      if (std::find(names.begin(), names.end(), name) == names.end()) names.push_back(name);
    }
  }
  return names;
}

bool disjoint_types(const std::vector<std::string>& a, const std::vector<std::string>& b) {
  if (a.empty() || b.empty()) return false;
  return std::none_of(a.begin(), a.end(), [&](const std::string& type) {
    return std::find(b.begin(), b.end(), type) != b.end();
  });
}

void split_labels(const LabelExpression& labels, std::vector<const LabelExpression*>& parts) {
  if (labels.kind != LabelExpression::Kind::and_) return parts.push_back(&labels);
  for (const auto& child : labels.children) split_labels(child, parts);
}

}  // namespace entente::query
