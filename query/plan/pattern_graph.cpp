#include "query/plan/pattern_graph.hpp"

#include <algorithm>
#include <initializer_list>

#include "query/plan/expression_symbols.hpp"
#include "query/plan/synthetic.hpp"

namespace entente::query {
namespace {

Error not_supported(std::string what, Span span, std::string hint = {}) {
  return Error::compile(ErrorClass::semantic_error, "NotSupported",
                        std::move(what) + " is not supported", span, std::move(hint));
}

/// A relationship pattern or a quantified part, with what a search prefix says about it.
class GraphBuilder {
 public:
  GraphBuilder(PlanContext& context, PatternGraph& graph) : context_(context), graph_(graph) {}

  Status add_path(const PathPattern& path) {
    PatternPath named;
    const std::size_t first = graph_.relationships.size();
    std::optional<std::size_t> left;
    for (const auto& element : path.elements) {
      if (const auto* node = std::get_if<NodePattern>(&element.value)) {
        ENTENTE_ASSIGN(const std::size_t index, add_node(*node));
        if (pending_) finish_relationship(*left, index, named);
        left = index;
        named.elements.push_back(graph_.nodes[index].slot);
      } else if (const auto* r = std::get_if<RelationshipPattern>(&element.value)) {
        ENTENTE_TRY(begin_relationship(*r));
      } else {
        const auto& part = *std::get<std::unique_ptr<QuantifiedPattern>>(element.value);
        ENTENTE_TRY(begin_quantified(part));
      }
    }
    if (path.search != PathSearch::all) ENTENTE_TRY(apply_search(path, first));
    if (path.predicate) ENTENTE_TRY(add_predicate(*path.predicate));
    return finish_path(path, first, std::move(named));
  }

 private:
  Result<std::size_t> add_node(const NodePattern& node) {
    const Slot slot = context_.slot_of(node.variable, StaticType::node);
    const bool reference = context_.is_reference(node.variable);
    const auto it = std::find_if(graph_.nodes.begin(), graph_.nodes.end(),
                                 [&](const auto& other) { return other.slot == slot; });
    const auto index = static_cast<std::size_t>(it - graph_.nodes.begin());
    if (it == graph_.nodes.end()) {
      const bool bound = reference && !graph_.introduced.contains(slot);
      graph_.nodes.push_back({slot, bound});
      if (!bound) graph_.introduced.add(slot);
    }
    if (node.labels) add_labels(slot, *node.labels);
    ENTENTE_TRY(add_properties(slot, node.properties));
    if (node.predicate) ENTENTE_TRY(add_predicate(*node.predicate));
    return index;
  }

  void add_labels(Slot slot, const LabelExpression& labels) {
    std::vector<const LabelExpression*> parts;
    split_labels(labels, parts);
    for (const auto* part : parts) {
      if (part->kind == LabelExpression::Kind::name) {
        context_.statistics.note_label(slot, part->name);
      }
      graph_.predicates.push_back(&make_label_test(context_.plan, slot, *part));
    }
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
    PatternRelationship r;
    r.variable_length = pattern.length.has_value();
    const StaticType type =
        r.variable_length ? StaticType::relationship_list : StaticType::relationship;
    r.slot = context_.slot_of(pattern.variable, type);
    r.bound = context_.is_reference(pattern.variable) && !graph_.introduced.contains(r.slot);
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
                           types.span);
    }
    graph_.predicates.push_back(&make_label_test(context_.plan, r.slot, types));
    return {};
  }

  /// ((x)-[r:T]->(y) WHERE p){1,3} is the variable-length relationship [:T*1..3] whose
  /// relationships and inner nodes all meet what is said about one repetition.
  Status begin_quantified(const QuantifiedPattern& part) {
    const auto* middle = part.elements.size() == 3
                             ? std::get_if<RelationshipPattern>(&part.elements[1].value)
                             : nullptr;
    if (middle == nullptr || middle->length) {
      return not_supported("a quantified path pattern of more than one relationship", part.span,
                           "write a variable-length relationship such as -[:TYPE*1..5]->");
    }
    const auto& start = std::get<NodePattern>(part.elements[0].value);
    const auto& end = std::get<NodePattern>(part.elements[2].value);
    PatternRelationship r;
    r.variable_length = true;
    r.lower = part.length.lower.value_or(0);
    r.upper = part.length.upper;
    r.arrow = middle->arrow;
    if (middle->types) ENTENTE_TRY(add_types(*middle->types, r));
    if (middle->properties) ENTENTE_TRY(prepare(context_, *middle->properties));
    r.properties = middle->properties.get();

    Group relationships{context_.slot_of(middle->variable, StaticType::relationship), no_slot};
    relationships.list = group_symbol(part, relationships.one, StaticType::relationship_list);
    Group starts{context_.slot_of(start.variable, StaticType::node), no_slot};
    Group ends{context_.slot_of(end.variable, StaticType::node), no_slot};
    starts.list = group_symbol(part, starts.one, StaticType::list);
    ends.list = group_symbol(part, ends.one, StaticType::list);
    r.slot = relationships.list;
    const auto asked = [&](const NodePattern& node) {
      return node.variable.named() || node.labels || node.properties || node.predicate;
    };
    if (asked(start) || asked(end)) {
      r.start_nodes = starts.list;
      r.end_nodes = ends.list;
    }
    for (const Slot slot : {r.slot, r.start_nodes, r.end_nodes}) graph_.introduced.add(slot);

    std::vector<const Expression*> conditions;
    ENTENTE_TRY(add_node_conditions(start, starts.one, conditions));
    ENTENTE_TRY(add_node_conditions(end, ends.one, conditions));
    for (const Expression* predicate : {middle->predicate.get(), part.predicate.get()}) {
      if (predicate == nullptr) continue;
      ENTENTE_TRY(prepare(context_, *predicate));
      split_conjunction(*predicate, conditions);
    }
    for (const auto* condition : conditions) {
      ENTENTE_TRY(add_repeated(*condition, {starts, relationships, ends}, part));
    }
    pending_ = std::move(r);
    return {};
  }

  /// A variable inside a quantified part: one repetition's element, and the list over all.
  struct Group {
    Slot one;
    Slot list;
  };

  Status add_node_conditions(const NodePattern& node, Slot one,
                             std::vector<const Expression*>& conditions) {
    if (node.labels) conditions.push_back(&make_label_test(context_.plan, one, *node.labels));
    if (node.properties) {
      ENTENTE_TRY(prepare(context_, *node.properties));
      for (const auto& entry : as<MapExpression>(*node.properties).entries) {
        conditions.push_back(&make_property_equality(context_.plan, one, entry));
      }
    }
    if (node.predicate) {
      ENTENTE_TRY(prepare(context_, *node.predicate));
      split_conjunction(*node.predicate, conditions);
    }
    return {};
  }

  /// A condition on one element of a repetition holds for all elements of the list.
  Status add_repeated(const Expression& condition, std::initializer_list<Group> groups,
                      const QuantifiedPattern& part) {
    const SymbolSet symbols = symbols_of(condition, context_.plan);
    const Group* about = nullptr;
    std::size_t found = 0;
    for (const auto& group : groups) {
      if (!symbols.contains(group.one)) continue;
      about = &group;
      ++found;
    }
    if (found != 1) {
      return not_supported(
          "a condition in a quantified path pattern that is not about exactly one "
          "of its elements",
          condition.span.valid() ? condition.span : part.span);
    }
    graph_.predicates.push_back(&make_all(context_.plan, about->one, about->list, condition));
    return {};
  }

  /// The list over all repetitions that a variable inside a quantified part stands for outside.
  Slot group_symbol(const QuantifiedPattern& part, Slot inside, StaticType type) {
    const auto groups = context_.info.group_symbols.find(&part);
    if (groups != context_.info.group_symbols.end()) {
      for (const auto& [inner, outer] : groups->second) {
        if (inner == inside) return outer;
      }
    }
    return context_.fresh(type);
  }

  void finish_relationship(std::size_t left, std::size_t right, PatternPath& named) {
    pending_->left = left;
    pending_->right = right;
    named.elements.push_back(pending_->slot);
    graph_.relationships.push_back(std::move(*pending_));
    pending_.reset();
  }

  Status apply_search(const PathPattern& path, std::size_t first) {
    if (path.search == PathSearch::shortest_k_groups && path.search_count != 1) {
      return not_supported("SHORTEST k GROUPS with k > 1", path.span);
    }
    if (path.search_count != 1) {
      return not_supported("SHORTEST k with k > 1", path.span, "use ANY SHORTEST or ALL SHORTEST");
    }
    if (graph_.relationships.size() != first + 1) {
      return not_supported("a shortest path of more than one relationship pattern", path.span);
    }
    PatternRelationship& r = graph_.relationships.back();
    if (r.start_nodes != no_slot) {
      return not_supported("a shortest path that names nodes inside a quantified part", path.span);
    }
    const bool function_form =
        path.search == PathSearch::shortest_path || path.search == PathSearch::all_shortest_paths;
    if (!r.variable_length && !function_form) {
      return not_supported("a path selector without a variable-length relationship", path.span);
    }
    if (!r.variable_length) {
      // shortestPath((a)-[r]->(b)): one step, and r is a list of it.
      r.lower = 1;
      r.upper = 1;
    }
    r.shortest = true;
    r.all_shortest = path.search == PathSearch::all_shortest_paths ||
                     path.search == PathSearch::all_shortest ||
                     path.search == PathSearch::shortest_k_groups;
    return {};
  }

  Status finish_path(const PathPattern& path, std::size_t first, PatternPath named) {
    if (!path.variable.named()) return {};
    named.slot = context_.slot_of(path.variable, StaticType::path);
    graph_.introduced.add(named.slot);
    if (path.search != PathSearch::all) {
      graph_.relationships[first].shortest_path = named.slot;
      return {};
    }
    graph_.paths.push_back(std::move(named));
    return {};
  }

  PlanContext& context_;
  PatternGraph& graph_;
  std::optional<PatternRelationship> pending_;
};

}  // namespace

Result<PatternGraph> build_pattern_graph(PlanContext& context,
                                         const std::vector<const PathPattern*>& paths) {
  PatternGraph graph;
  GraphBuilder builder(context, graph);
  for (const auto* path : paths) ENTENTE_TRY(builder.add_path(*path));
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

void split_labels(const LabelExpression& labels, std::vector<const LabelExpression*>& parts) {
  if (labels.kind != LabelExpression::Kind::and_) return parts.push_back(&labels);
  for (const auto& child : labels.children) split_labels(child, parts);
}

}  // namespace entente::query
