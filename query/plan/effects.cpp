#include "query/plan/effects.hpp"

#include <algorithm>
#include <array>
#include <string_view>

#include "query/plan/expression_symbols.hpp"
#include "query/plan/operator_symbols.hpp"
#include "query/plan/path_operators.hpp"
#include "query/plan/search_operators.hpp"

namespace entente::query {
namespace {

std::string lower(std::string_view text) {
  std::string result(text);
  for (char& c : result) c = c >= 'A' && c <= 'Z' ? static_cast<char>(c + 32) : c;
  return result;
}

void read_label_names(const LabelExpression& labels, NameSet& out) {
  if (labels.kind == LabelExpression::Kind::name) out.add(labels.name);
  if (labels.kind == LabelExpression::Kind::wildcard || labels.names) out.all = true;
  for (const auto& child : labels.children) read_label_names(child, out);
}

void read_call(const FunctionCallExpression& call, Effects& out) {
  static constexpr std::array<std::string_view, 2> whole = {"properties", "keys"};
  const std::string name = lower(call.name);
  if (std::find(whole.begin(), whole.end(), name) != whole.end()) out.properties_read.all = true;
  if (name == "labels") out.labels_tested.all = true;
  static constexpr std::array<std::string_view, 4> links = {"evidence", "corroboration",
                                                            "canonical", "same"};
  if (std::find(links.begin(), links.end(), name) != links.end()) out.types_read.all = true;
}

void read_map_projection(const MapProjectionExpression& projection, Effects& out) {
  for (const auto& item : projection.items) {
    if (item.item_kind == MapProjectionItem::Kind::property) out.properties_read.add(item.key);
    if (item.item_kind == MapProjectionItem::Kind::all_properties) out.properties_read.all = true;
  }
}

void read_expression(const Expression& expression, const LogicalPlan& plan, Effects& out) {
  walk(expression, [&](const Expression& part) {
    if (plan.computed.contains(&part) && &part != &expression) return;
    switch (part.kind) {
      case ExpressionKind::property:
        out.properties_read.add(as<PropertyExpression>(part).key);
        break;
      case ExpressionKind::subscript: out.properties_read.all = true; break;
      case ExpressionKind::map_projection:
        read_map_projection(as<MapProjectionExpression>(part), out);
        break;
      case ExpressionKind::label_test:
        read_label_names(as<LabelTestExpression>(part).labels, out.labels_tested);
        break;
      case ExpressionKind::function_call: read_call(as<FunctionCallExpression>(part), out); break;
      case ExpressionKind::pattern_predicate:
      case ExpressionKind::pattern_comprehension:
      case ExpressionKind::shortest_path:
      case ExpressionKind::subquery: {
        const auto subplan = plan.subplans.find(&part);
        if (subplan != plan.subplans.end()) out.add(effects_below(*subplan->second.root, plan));
        break;
      }
      default: break;
    }
  });
}

void read_types(const std::vector<std::string>& types, Effects& out) {
  if (types.empty()) out.types_read.all = true;
  for (const auto& type : types) out.types_read.add(type);
}

void read_properties_of(const Expression* map, Effects& out) {
  if (map == nullptr) return;
  if (map->kind != ExpressionKind::map) {
    out.properties_read.all = true;
    return;
  }
  for (const auto& entry : as<MapExpression>(*map).entries) out.properties_read.add(entry.key);
}

/// Values of these kinds hold nothing that is read from the graph when they are shown.
bool plain(StaticType type) {
  switch (type) {
    case StaticType::boolean:
    case StaticType::integer:
    case StaticType::floating:
    case StaticType::number:
    case StaticType::string:
    case StaticType::temporal:
    case StaticType::duration:
    case StaticType::point:
    case StaticType::null: return true;
    default: return false;
  }
}

void read_elements(const std::vector<Slot>& slots, const LogicalPlan& plan, Effects& out) {
  for (const Slot slot : slots) {
    if (plain(plan.symbols[slot].type)) continue;
    out.properties_read.all = true;
    out.labels_tested.all = true;
  }
}

void read_graph(const LogicalOperator& op, const LogicalPlan& plan, Effects& out) {
  switch (op.kind) {
    case OperatorKind::all_nodes_scan:
    case OperatorKind::id_seek: out.reads_all_nodes = true; break;
    case OperatorKind::label_scan: out.labels_scanned.add(as<LabelScan>(op).label); break;
    case OperatorKind::index_seek:
      out.labels_scanned.add(as<IndexSeek>(op).label);
      for (const auto& key : as<IndexSeek>(op).properties) out.properties_read.add(key);
      break;
    case OperatorKind::index_range:
      out.labels_scanned.add(as<IndexRange>(op).label);
      out.properties_read.add(as<IndexRange>(op).property);
      break;
    case OperatorKind::index_prefix:
      out.labels_scanned.add(as<IndexPrefix>(op).label);
      out.properties_read.add(as<IndexPrefix>(op).property);
      break;
    case OperatorKind::relationship_index:
      read_types(as<RelationshipIndex>(op).spec.types, out);
      for (const auto& key : as<RelationshipIndex>(op).access.properties) {
        out.properties_read.add(key);
      }
      break;
    case OperatorKind::expand: read_types(as<Expand>(op).spec.types, out); break;
    case OperatorKind::expand_into: read_types(as<ExpandInto>(op).spec.types, out); break;
    case OperatorKind::expand_variable:
      read_types(as<ExpandVariable>(op).spec.types, out);
      read_properties_of(as<ExpandVariable>(op).properties, out);
      break;
    case OperatorKind::shortest_path:
      read_types(as<ShortestPath>(op).spec.types, out);
      read_properties_of(as<ShortestPath>(op).properties, out);
      break;
    case OperatorKind::path_expand: read_types(as<PathExpand>(op).automaton.types(), out); break;
    case OperatorKind::count_tree:
      out.reads_all_nodes = out.reads_all_nodes || !as<CountTree>(op).root_bound;
      for (const CountedNode& node : as<CountTree>(op).nodes) {
        if (node.relationship != no_slot) read_types(node.types, out);
      }
      break;
    case OperatorKind::count_cycle:
      read_types(as<CountCycle>(op).first.types, out);
      read_types(as<CountCycle>(op).second.types, out);
      break;
    case OperatorKind::expand_ends:
      for (const ChainHop& hop : as<ExpandEnds>(op).hops) read_types(hop.types, out);
      break;
    case OperatorKind::count_degree: read_types(as<CountDegree>(op).types, out); break;
    case OperatorKind::call_procedure:
      out.reads_all_nodes = true;
      out.types_read.all = true;
      out.properties_read.all = true;
      out.labels_tested.all = true;
      break;
    case OperatorKind::produce_results:
      read_elements(as<ProduceResults>(op).slots, plan, out);
      break;
    default: break;
  }
}

void write_created(const std::vector<CreateNode>& nodes,
                   const std::vector<CreateRelationship>& relationships, Effects& out) {
  for (const auto& node : nodes) {
    out.creates_nodes = true;
    for (const auto& label : node.labels) out.labels_created.add(label);
    if (!node.dynamic_labels.empty()) out.labels_created.all = true;
  }
  for (const auto& relationship : relationships) {
    out.types_created.add(relationship.type);
    if (relationship.dynamic_type != nullptr) out.types_created.all = true;
  }
}

void write_set(const std::vector<SetOperation>& operations, Effects& out) {
  for (const auto& operation : operations) {
    switch (operation.kind) {
      case SetOperation::Kind::property: out.properties_set.add(operation.key); break;
      case SetOperation::Kind::labels:
        for (const auto& label : operation.labels) out.labels_changed.add(label);
        if (!operation.dynamic_labels.empty()) out.labels_changed.all = true;
        break;
      case SetOperation::Kind::add:
        if (operation.value->kind == ExpressionKind::map) {
          for (const auto& entry : as<MapExpression>(*operation.value).entries) {
            out.properties_set.add(entry.key);
          }
          break;
        }
        [[fallthrough]];
      case SetOperation::Kind::dynamic_property:
      case SetOperation::Kind::replace: out.properties_set.all = true; break;
    }
    // SET a = b copies b's properties.
    if (operation.kind == SetOperation::Kind::add ||
        operation.kind == SetOperation::Kind::replace) {
      if (operation.value->kind != ExpressionKind::map) out.properties_read.all = true;
    }
  }
}

void write_graph(const LogicalOperator& op, Effects& out) {
  switch (op.kind) {
    case OperatorKind::create:
      write_created(as<Create>(op).nodes, as<Create>(op).relationships, out);
      break;
    case OperatorKind::merge:
      write_created(as<Merge>(op).nodes, as<Merge>(op).relationships, out);
      write_set(as<Merge>(op).on_create, out);
      write_set(as<Merge>(op).on_match, out);
      break;
    case OperatorKind::set: write_set(as<Set>(op).operations, out); break;
    case OperatorKind::remove:
      for (const auto& operation : as<Remove>(op).operations) {
        if (!operation.key.empty()) out.properties_set.add(operation.key);
        if (operation.dynamic_key != nullptr) out.properties_set.all = true;
        for (const auto& label : operation.labels) out.labels_changed.add(label);
        if (!operation.dynamic_labels.empty()) out.labels_changed.all = true;
      }
      break;
    case OperatorKind::delete_: out.deletes = true; break;
    case OperatorKind::call_procedure:
      if (!as<CallProcedure>(op).procedure->updating()) break;
      out.creates_nodes = true;
      out.deletes = true;
      out.labels_created.all = true;
      out.types_created.all = true;
      out.properties_set.all = true;
      out.labels_changed.all = true;
      break;
    default: break;
  }
}

/// One direction: what `writer` changes may be seen by `reader`, or meets its changes.
bool touches(const Effects& writer, const Effects& reader) {
  if (writer.creates_nodes &&
      (reader.reads_all_nodes || writer.labels_created.meets(reader.labels_scanned))) {
    return true;
  }
  if (writer.types_created.meets(reader.types_read)) return true;
  if (writer.deletes && (reader.reads() || reader.properties_set.any() ||
                         reader.labels_changed.any() || reader.types_created.any())) {
    return true;
  }
  if (writer.properties_set.meets(reader.properties_read) ||
      writer.properties_set.meets(reader.properties_set)) {
    return true;
  }
  return writer.labels_changed.meets(reader.labels_scanned) ||
         writer.labels_changed.meets(reader.labels_tested) ||
         writer.labels_changed.meets(reader.labels_changed);
}

}  // namespace

bool NameSet::meets(const NameSet& other) const {
  if (!any() || !other.any()) return false;
  if (all || other.all) return true;
  return std::any_of(names.begin(), names.end(),
                     [&](const std::string& name) { return other.names.contains(name); });
}

void Effects::add(const Effects& other) {
  reads_all_nodes = reads_all_nodes || other.reads_all_nodes;
  labels_scanned.add(other.labels_scanned);
  labels_tested.add(other.labels_tested);
  types_read.add(other.types_read);
  properties_read.add(other.properties_read);
  creates_nodes = creates_nodes || other.creates_nodes;
  labels_created.add(other.labels_created);
  types_created.add(other.types_created);
  deletes = deletes || other.deletes;
  properties_set.add(other.properties_set);
  labels_changed.add(other.labels_changed);
}

bool Effects::reads() const {
  return reads_all_nodes || labels_scanned.any() || labels_tested.any() || types_read.any() ||
         properties_read.any();
}

bool Effects::writes() const {
  return creates_nodes || types_created.any() || deletes || properties_set.any() ||
         labels_changed.any();
}

Effects effects_of(const LogicalOperator& op, const LogicalPlan& plan) {
  Effects result;
  read_graph(op, plan, result);
  write_graph(op, result);
  for_each_expression(op, [&](const Expression& e) { read_expression(e, plan, result); });
  return result;
}

Effects effects_below(const LogicalOperator& op, const LogicalPlan& plan) {
  Effects result = effects_of(op, plan);
  for (const auto& child : op.children) result.add(effects_below(*child, plan));
  return result;
}

bool may_interfere(const Effects& first, const Effects& second) {
  return touches(first, second) || touches(second, first);
}

}  // namespace entente::query
