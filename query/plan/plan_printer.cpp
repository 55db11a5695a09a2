#include <fmt/format.h>

#include "query/ast/ast_printer.hpp"
#include "query/plan/operator_names.hpp"
#include "query/plan/path_operators.hpp"
#include "query/plan/planner.hpp"
#include "query/plan/search_text.hpp"

namespace entente::query {
namespace {

/// Texts of the details of one operator.
class DetailPrinter {
 public:
  explicit DetailPrinter(const LogicalPlan& plan) : plan_(plan) {}

  std::string details(const LogicalOperator& op) const {
    switch (op.kind) {
      case OperatorKind::argument: return symbols(as<Argument>(op).symbols);
      case OperatorKind::all_nodes_scan: return symbol(as<AllNodesScan>(op).node);
      case OperatorKind::label_scan:
        return fmt::format("{}:{}", symbol(as<LabelScan>(op).node), as<LabelScan>(op).label);
      case OperatorKind::index_seek: return seek(as<IndexSeek>(op));
      case OperatorKind::index_range: return range(as<IndexRange>(op));
      case OperatorKind::index_prefix: {
        const auto& p = as<IndexPrefix>(op);
        return fmt::format("{0}:{1}({2}) WHERE {0}.{2} {3} {4}", symbol(p.node), p.label,
                           p.property, match_words(p.match), text(p.prefix));
      }
      case OperatorKind::id_seek:
        return fmt::format("{0} WHERE id({0}) {1} {2}", symbol(as<IdSeek>(op).node),
                           as<IdSeek>(op).in_list ? "IN" : "=", text(as<IdSeek>(op).ids));
      case OperatorKind::relationship_index: return indexed(as<RelationshipIndex>(op));
      case OperatorKind::expand: return spec(as<Expand>(op).spec, "");
      case OperatorKind::expand_into: return spec(as<ExpandInto>(op).spec, "");
      case OperatorKind::expand_variable: {
        const auto& e = as<ExpandVariable>(op);
        return spec(e.spec, length(e.lower, e.upper));
      }
      case OperatorKind::shortest_path: return shortest(as<ShortestPath>(op));
      case OperatorKind::path_expand: return searched(as<PathExpand>(op));
      case OperatorKind::count_tree:
      case OperatorKind::count_cycle:
      case OperatorKind::expand_ends: return search_text(op, plan_);
      case OperatorKind::filter: return texts(as<Filter>(op).predicates, " AND ");
      case OperatorKind::project: return items(as<Project>(op).items);
      case OperatorKind::project_path:
        return fmt::format("{} = ({})", symbol(as<ProjectPath>(op).path),
                           symbols(as<ProjectPath>(op).elements));
      case OperatorKind::aggregate: return aggregation(as<Aggregate>(op));
      case OperatorKind::distinct: return symbols(as<Distinct>(op).keys);
      case OperatorKind::sort: return sort_keys(as<Sort>(op).keys);
      case OperatorKind::top_n: return top(as<TopN>(op));
      case OperatorKind::skip: return text(as<Skip>(op).count);
      case OperatorKind::limit: return text(as<Limit>(op).count);
      case OperatorKind::unwind:
        return fmt::format("{} AS {}", text(as<Unwind>(op).list), symbol(as<Unwind>(op).target));
      case OperatorKind::union_all: return symbols(as<UnionAll>(op).targets);
      case OperatorKind::hash_join: return joined(as<HashJoin>(op));
      case OperatorKind::count_degree: return degree(as<CountDegree>(op));
      case OperatorKind::produce_results: return produced(as<ProduceResults>(op));
      default: return update_details(op);
    }
  }

 private:
  [[nodiscard]] std::string symbol(Slot slot) const {
    if (slot == no_slot) return "";
    const std::string& name = plan_.symbols[slot].name;
    return name.empty() ? fmt::format("anon_{}", slot) : name;
  }

  [[nodiscard]] std::string symbols(const std::vector<Slot>& slots) const {
    std::string result;
    for (const Slot slot : slots) result += (result.empty() ? "" : ", ") + symbol(slot);
    return result;
  }

  [[nodiscard]] std::string text(const Expression* expression) const {
    if (expression == nullptr) return "";
    return print_expression(*expression);
  }

  [[nodiscard]] std::string texts(const std::vector<const Expression*>& expressions,
                                  std::string_view separator) const {
    std::string result;
    for (const auto* expression : expressions) {
      if (!result.empty()) result += separator;
      result += text(expression);
    }
    return result;
  }

  [[nodiscard]] std::string joined(const HashJoin& op) const {
    std::string result;
    for (const auto& key : op.keys) {
      if (!result.empty()) result += ", ";
      result += symbol(key.left);
      if (key.right != key.left) result += " = " + symbol(key.right);
    }
    return result;
  }

  [[nodiscard]] std::string seek(const IndexSeek& op) const {
    std::string condition;
    for (std::size_t i = 0; i < op.values.size(); ++i) {
      if (i > 0) condition += " AND ";
      condition += fmt::format("{}.{} {} {}", symbol(op.node), op.properties[i],
                               op.in_list ? "IN" : "=", text(op.values[i]));
    }
    return fmt::format("{}:{}({}) WHERE {}", symbol(op.node), op.label,
                       fmt::join(op.properties, ", "), condition);
  }

  static std::string_view match_words(storage::StringMatch match) {
    switch (match) {
      case storage::StringMatch::prefix: return "STARTS WITH";
      case storage::StringMatch::infix: return "CONTAINS";
      case storage::StringMatch::suffix: return "ENDS WITH";
    }
    return "";
  }

  [[nodiscard]] std::string indexed(const RelationshipIndex& op) const {
    const IndexAccess& access = op.access;
    std::string condition;
    const auto add = [&](const std::string& property, std::string_view sign,
                         const Expression* value) {
      if (!condition.empty()) condition += " AND ";
      condition +=
          fmt::format("{}.{} {} {}", symbol(op.spec.relationship), property, sign, text(value));
    };
    const std::string& first = access.properties.front();
    switch (access.kind) {
      case IndexAccess::Kind::equal:
        for (std::size_t i = 0; i < access.values.size(); ++i) {
          add(access.properties[i], "=", access.values[i]);
        }
        break;
      case IndexAccess::Kind::in_list: add(first, "IN", access.values.front()); break;
      case IndexAccess::Kind::strings:
        add(first, match_words(access.match), access.values.front());
        break;
      case IndexAccess::Kind::range:
        if (access.lower != nullptr) add(first, access.lower_inclusive ? ">=" : ">", access.lower);
        if (access.upper != nullptr) add(first, access.upper_inclusive ? "<=" : "<", access.upper);
        break;
    }
    return fmt::format("{} WHERE {}", spec(op.spec, ""), condition);
  }

  [[nodiscard]] std::string range(const IndexRange& op) const {
    std::string condition;
    const std::string property = fmt::format("{}.{}", symbol(op.node), op.property);
    if (op.lower != nullptr) {
      condition =
          fmt::format("{} {} {}", property, op.lower_inclusive ? ">=" : ">", text(op.lower));
    }
    if (op.upper != nullptr) {
      if (!condition.empty()) condition += " AND ";
      condition +=
          fmt::format("{} {} {}", property, op.upper_inclusive ? "<=" : "<", text(op.upper));
    }
    return fmt::format("{}:{}({}) WHERE {}", symbol(op.node), op.label, op.property, condition);
  }

  static std::string length(std::uint64_t lower, std::optional<std::uint64_t> upper) {
    if (upper && *upper == lower) return fmt::format("*{}", lower);
    return fmt::format("*{}..{}", lower, upper ? std::to_string(*upper) : "");
  }

  [[nodiscard]] std::string spec(const ExpandSpec& spec, const std::string& length) const {
    std::string inside;
    if (spec.relationship != no_slot && !plan_.symbols[spec.relationship].name.empty()) {
      inside = plan_.symbols[spec.relationship].name;
    }
    if (!spec.types.empty()) inside += fmt::format(":{}", fmt::join(spec.types, "|"));
    inside += length;
    if (!inside.empty()) inside = "[" + inside + "]";
    return fmt::format("({}){}-{}-{}({})", symbol(spec.from),
                       spec.direction == Direction::incoming ? "<" : "", inside,
                       spec.direction == Direction::outgoing ? ">" : "", symbol(spec.to));
  }

  [[nodiscard]] std::string shortest(const ShortestPath& op) const {
    std::string result = spec(op.spec, length(op.lower, op.upper));
    if (op.path != no_slot && !plan_.symbols[op.path].name.empty()) {
      result = fmt::format("{} = {}", symbol(op.path), result);
    }
    return result;
  }

  [[nodiscard]] std::string searched(const PathExpand& op) const {
    std::string result;
    if (op.selection == PathSelection::paths) result = fmt::format("SHORTEST {} ", op.count);
    if (op.selection == PathSelection::groups) {
      result = fmt::format("SHORTEST {} GROUPS ", op.count);
    }
    if (op.count_parameter != nullptr) {
      result = fmt::format("SHORTEST {} {}", text(op.count_parameter),
                           op.selection == PathSelection::groups ? "GROUPS " : "");
    }
    if (op.mode == PathMode::acyclic) result += "ACYCLIC ";
    if (op.mode == PathMode::simple) result += "SIMPLE ";
    const auto& places = op.automaton.places;
    for (std::size_t i = 0; i < places.size(); ++i) {
      const PathPlace& place = places[i];
      const PathGroup* group = place.group ? &op.automaton.groups[*place.group] : nullptr;
      if (group != nullptr && i == group->first) result += " (";
      const bool end = i == 0 || i + 1 == places.size();
      const Slot slot = !end ? place.node : i == 0 ? op.from : op.to;
      result += slot == no_slot ? "()" : "(" + symbol(slot) + ")";
      if (place.step) result += step(*place.step);
      if (group == nullptr || i != group->last) continue;
      result += fmt::format("){{{}, {}}} ", group->lower,
                            group->upper ? std::to_string(*group->upper) : "");
    }
    std::vector<const Expression*> conditions;
    for (const auto& condition : op.conditions) conditions.push_back(condition.expression);
    conditions.insert(conditions.end(), op.end_conditions.begin(), op.end_conditions.end());
    if (!conditions.empty()) result += " WHERE " + texts(conditions, " AND ");
    return result;
  }

  [[nodiscard]] std::string step(const PathStep& step) const {
    std::string inside;
    if (step.relationship != no_slot) inside = symbol(step.relationship);
    if (!step.types.empty()) inside += fmt::format(":{}", fmt::join(step.types, "|"));
    if (!inside.empty()) inside = "[" + inside + "]";
    return fmt::format("{}-{}-{}", step.direction == Direction::incoming ? "<" : "", inside,
                       step.direction == Direction::outgoing ? ">" : "");
  }

  [[nodiscard]] std::string degree(const CountDegree& op) const {
    ExpandSpec shown;
    shown.from = op.from;
    shown.direction = op.direction;
    shown.types = op.types;
    return fmt::format("{} = count of {}", symbol(op.target), spec(shown, ""));
  }

  [[nodiscard]] std::string item(const ProjectItem& item) const {
    const std::string source =
        item.expression != nullptr ? text(item.expression) : symbol(item.source);
    const std::string target = symbol(item.target);
    return source == target ? source : fmt::format("{} AS {}", source, target);
  }

  [[nodiscard]] std::string items(const std::vector<ProjectItem>& items) const {
    std::string result;
    for (const auto& i : items) result += (result.empty() ? "" : ", ") + item(i);
    return result;
  }

  [[nodiscard]] std::string aggregation(const Aggregate& op) const {
    std::string result = items(op.keys);
    for (const auto& aggregate : op.aggregates) {
      if (!result.empty()) result += ", ";
      const std::string call = text(aggregate.call);
      const std::string target = symbol(aggregate.target);
      result += call == target ? call : fmt::format("{} AS {}", call, target);
    }
    return result;
  }

  [[nodiscard]] std::string sort_keys(const std::vector<SortKey>& keys) const {
    std::string result;
    for (const auto& key : keys) {
      if (!result.empty()) result += ", ";
      result += key.expression != nullptr ? text(key.expression) : symbol(key.source);
      result += key.descending ? " DESC" : " ASC";
    }
    return result;
  }

  [[nodiscard]] std::string top(const TopN& op) const {
    std::string rows = text(op.limit);
    if (op.skip != nullptr) rows = fmt::format("{} + {}", text(op.skip), rows);
    return fmt::format("{} LIMIT {}", sort_keys(op.keys), rows);
  }

  [[nodiscard]] static std::string produced(const ProduceResults& op) {
    return fmt::format("{}", fmt::join(op.names, ", "));
  }

  [[nodiscard]] std::string created(const std::vector<CreateNode>& nodes,
                                    const std::vector<CreateRelationship>& relationships) const {
    std::string result;
    const auto add = [&](std::string text) {
      if (!result.empty()) result += ", ";
      result += std::move(text);
    };
    for (const auto& node : nodes) {
      const std::string labels = joined(node.labels) + dynamic(node.dynamic_labels);
      add(fmt::format("({}{}{}{})", symbol(node.node), labels,
                      node.properties != nullptr ? " " : "", text(node.properties)));
    }
    for (const auto& r : relationships) {
      const std::string& name = plan_.symbols[r.relationship].name;
      add(fmt::format(
          "({})-[{}:{}{}{}]->({})", symbol(r.source), name,
          r.dynamic_type == nullptr ? r.type : fmt::format("$({})", text(r.dynamic_type)),
          r.properties != nullptr ? " " : "", text(r.properties), symbol(r.target)));
    }
    return result;
  }

  [[nodiscard]] static std::string joined(const std::vector<std::string>& labels) {
    std::string result;
    for (const auto& label : labels) result += ":" + label;
    return result;
  }

  [[nodiscard]] std::string dynamic(const std::vector<const Expression*>& labels) const {
    std::string result;
    for (const auto* names : labels) result += fmt::format(":$({})", text(names));
    return result;
  }

  [[nodiscard]] std::string set(const SetOperation& op) const {
    switch (op.kind) {
      case SetOperation::Kind::property:
        return fmt::format("{}.{} = {}", text(op.subject), op.key, text(op.value));
      case SetOperation::Kind::dynamic_property:
        return fmt::format("{}[{}] = {}", text(op.subject), text(op.dynamic_key), text(op.value));
      case SetOperation::Kind::replace:
        return fmt::format("{} = {}", text(op.subject), text(op.value));
      case SetOperation::Kind::add:
        return fmt::format("{} += {}", text(op.subject), text(op.value));
      case SetOperation::Kind::labels: break;
    }
    return text(op.subject) + joined(op.labels) + dynamic(op.dynamic_labels);
  }

  [[nodiscard]] std::string removed(const RemoveOperation& op) const {
    if (op.dynamic_key != nullptr) {
      return fmt::format("{}[{}]", text(op.subject), text(op.dynamic_key));
    }
    if (!op.key.empty()) return fmt::format("{}.{}", text(op.subject), op.key);
    return text(op.subject) + joined(op.labels) + dynamic(op.dynamic_labels);
  }

  [[nodiscard]] std::string update_details(const LogicalOperator& op) const {
    std::string result;
    const auto add = [&](const std::string& part) {
      if (!result.empty()) result += ", ";
      result += part;
    };
    switch (op.kind) {
      case OperatorKind::create: return created(as<Create>(op).nodes, as<Create>(op).relationships);
      case OperatorKind::merge: {
        const auto& merge = as<Merge>(op);
        result = created(merge.nodes, merge.relationships);
        for (const auto& s : merge.on_create) add("ON CREATE SET " + set(s));
        for (const auto& s : merge.on_match) add("ON MATCH SET " + set(s));
        return result;
      }
      case OperatorKind::set:
        for (const auto& s : as<Set>(op).operations) add(set(s));
        return result;
      case OperatorKind::remove:
        for (const auto& r : as<Remove>(op).operations) add(removed(r));
        return result;
      case OperatorKind::delete_: return texts(as<Delete>(op).expressions, ", ");
      case OperatorKind::foreach:
        return fmt::format("{} IN {}", symbol(as<Foreach>(op).variable),
                           text(as<Foreach>(op).list));
      case OperatorKind::call_procedure: {
        const auto& call = as<CallProcedure>(op);
        return fmt::format("{}({})", call.procedure->name(), texts(call.arguments, ", "));
      }
      case OperatorKind::load_csv:
        return fmt::format("{} AS {}", text(as<LoadCsv>(op).url), symbol(as<LoadCsv>(op).target));
      default: return "";
    }
  }

  const LogicalPlan& plan_;
};

PlanNode describe_tree(const LogicalOperator& op, const LogicalPlan& plan) {
  PlanNode node = describe_operator(op, plan);
  for (const auto& child : op.children) node.children.push_back(describe_tree(*child, plan));
  return node;
}

}  // namespace

PlanNode describe_operator(const LogicalOperator& op, const LogicalPlan& plan) {
  PlanNode node;
  node.name = std::string(name_of(op));
  node.details = DetailPrinter(plan).details(op);
  node.estimated_rows = op.estimated_rows;
  return node;
}

PlanNode describe(const LogicalPlan& plan) { return describe_tree(*plan.root, plan); }

}  // namespace entente::query
