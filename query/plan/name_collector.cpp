#include "query/plan/name_collector.hpp"

#include "query/ast/ast_walk.hpp"

namespace entente::query {
namespace {

class Collector {
 public:
  Collector(const LogicalPlan& plan, StatementNames& names) : plan_(plan), names_(names) {}

  void query(const Query& query) {
    for (const auto& part : query.parts) {
      for (const auto& clause : part.clauses) this->clause(*clause);
    }
  }

 private:
  void clause(const Clause& clause) {
    switch (clause.kind) {
      case ClauseKind::match:
        for (const auto& path : as<MatchClause>(clause).pattern.paths) read_path(path);
        return optional(as<MatchClause>(clause).where);
      case ClauseKind::unwind: return expression(*as<UnwindClause>(clause).list);
      case ClauseKind::with:
        projection(as<WithClause>(clause).projection);
        return optional(as<WithClause>(clause).where);
      case ClauseKind::return_: return projection(as<ReturnClause>(clause).projection);
      case ClauseKind::create:
        for (const auto& path : as<CreateClause>(clause).pattern.paths) write_path(path);
        return;
      case ClauseKind::merge:
        write_path(as<MergeClause>(clause).pattern);
        set_items(as<MergeClause>(clause).on_create);
        return set_items(as<MergeClause>(clause).on_match);
      case ClauseKind::set: return set_items(as<SetClause>(clause).items);
      case ClauseKind::remove:
        // Removing what is not there is no mistake worth a warning.
        return;
      case ClauseKind::delete_:
        for (const auto& e : as<DeleteClause>(clause).expressions) expression(*e);
        return;
      case ClauseKind::call_procedure:
        for (const auto& e : as<CallProcedureClause>(clause).arguments) expression(*e);
        return optional(as<CallProcedureClause>(clause).where);
      case ClauseKind::call_subquery: return query(*as<CallSubqueryClause>(clause).query);
      case ClauseKind::foreach:
        expression(*as<ForeachClause>(clause).list);
        for (const auto& inner : as<ForeachClause>(clause).clauses) this->clause(*inner);
        return;
      case ClauseKind::load_csv: return expression(*as<LoadCsvClause>(clause).url);
      case ClauseKind::filter: return expression(*as<FilterClause>(clause).predicate);
      case ClauseKind::let:
        for (const auto& item : as<LetClause>(clause).items) expression(*item.value);
        return;
      case ClauseKind::order_by:
        for (const auto& item : as<OrderByClause>(clause).order_by) expression(*item.expression);
        return;
      case ClauseKind::finish: return;
    }
  }

  void projection(const Projection& projection) {
    for (const auto& item : projection.items) expression(*item.expression);
    for (const auto& item : projection.order_by) expression(*item.expression);
  }

  void set_items(const std::vector<SetItem>& items) {
    for (const auto& item : items) {
      names_.written.labels.insert(item.labels.begin(), item.labels.end());
      if (item.target->kind == ExpressionKind::property) {
        names_.written.keys.insert(as<PropertyExpression>(*item.target).key);
      }
      optional(item.value);
      if (item.value && item.value->kind == ExpressionKind::map) map_keys(*item.value, true);
    }
  }

  void read_path(const PathPattern& path) {
    elements(path.elements, false);
    optional(path.predicate);
  }
  void write_path(const PathPattern& path) { elements(path.elements, true); }

  void elements(const std::vector<PathElement>& elements, bool written) {
    NamesUsed& names = written ? names_.written : names_.read;
    for (const auto& element : elements) {
      if (const auto* node = std::get_if<NodePattern>(&element.value)) {
        if (node->labels) label_names(*node->labels, names.labels);
        properties(node->properties, written);
        optional(node->predicate);
      } else if (const auto* r = std::get_if<RelationshipPattern>(&element.value)) {
        if (r->types) label_names(*r->types, names.types);
        properties(r->properties, written);
        optional(r->predicate);
      } else {
        const auto& part = *std::get<std::unique_ptr<QuantifiedPattern>>(element.value);
        this->elements(part.elements, written);
        optional(part.predicate);
      }
    }
  }

  void properties(const ExpressionPtr& map, bool written) {
    if (!map) return;
    expression(*map);
    map_keys(*map, written);
  }

  void map_keys(const Expression& map, bool written) {
    if (map.kind != ExpressionKind::map) return;
    auto& keys = (written ? names_.written : names_.read).keys;
    for (const auto& entry : as<MapExpression>(map).entries) keys.insert(entry.key);
  }

  static void label_names(const LabelExpression& labels, std::set<std::string>& out) {
    // Asking for the absence of an unknown name is answered as meant.
    if (labels.kind == LabelExpression::Kind::not_) return;
    if (labels.kind == LabelExpression::Kind::name) out.insert(labels.name);
    for (const auto& child : labels.children) label_names(child, out);
  }

  /// The type of the element a variable stands for; `any` if it is not known.
  [[nodiscard]] StaticType type_of(const Expression& subject) const {
    if (subject.kind != ExpressionKind::variable) return StaticType::any;
    const auto slot = plan_.slots.find(&subject);
    return slot == plan_.slots.end() ? StaticType::any : plan_.symbols[slot->second].type;
  }

  void optional(const ExpressionPtr& e) {
    if (e) expression(*e);
  }

  void expression(const Expression& e) {
    switch (e.kind) {
      case ExpressionKind::property: {
        const auto& property = as<PropertyExpression>(e);
        const StaticType type = type_of(*property.subject);
        if (type == StaticType::node || type == StaticType::relationship) {
          names_.read.keys.insert(property.key);
        }
        break;
      }
      case ExpressionKind::label_test: {
        const auto& test = as<LabelTestExpression>(e);
        const StaticType type = type_of(*test.operand);
        if (type == StaticType::node) label_names(test.labels, names_.read.labels);
        if (type == StaticType::relationship) label_names(test.labels, names_.read.types);
        break;
      }
      case ExpressionKind::pattern_predicate:
        return read_path(*as<PatternPredicateExpression>(e).pattern);
      case ExpressionKind::shortest_path: return read_path(*as<ShortestPathExpression>(e).pattern);
      case ExpressionKind::pattern_comprehension:
        read_path(*as<PatternComprehensionExpression>(e).pattern);
        optional(as<PatternComprehensionExpression>(e).predicate);
        return expression(*as<PatternComprehensionExpression>(e).projection);
      case ExpressionKind::subquery: return query(*as<SubqueryExpression>(e).query);
      default: break;
    }
    for_each_child(e, [&](const Expression& child) { expression(child); });
  }

  const LogicalPlan& plan_;
  StatementNames& names_;
};

}  // namespace

StatementNames collect_names(const LogicalPlan& plan) {
  StatementNames names;
  if (const auto* query = std::get_if<Query>(&plan.statement->body)) {
    Collector(plan, names).query(*query);
  }
  return names;
}

}  // namespace entente::query
