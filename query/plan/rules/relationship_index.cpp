#include <algorithm>
#include <optional>

#include "query/plan/cardinality.hpp"
#include "query/plan/rules/index_use.hpp"
#include "query/plan/rules/rule.hpp"
#include "query/plan/selectivity.hpp"

namespace entente::query {
namespace {

using Kind = PropertyPredicate::Kind;

struct Candidate {
  double share = 1;
  IndexAccess access;
  std::vector<const Expression*> used;
};

class RelationshipIndexSearch {
 public:
  RelationshipIndexSearch(RuleContext& context, const Filter& filter, const ExpandSpec& spec)
      : context_(context),
        type_(spec.types.front()),
        // Values may depend on what is known before the relationship is.
        usable_(filter, spec.relationship, {spec.from, spec.relationship, spec.to}, context.plan) {}

  std::optional<Candidate> run() {
    if (usable_.empty()) return std::nullopt;
    for (const auto* index : context_.statistics.indexes_on_type(type_)) {
      try_equality(*index);
      if (index->properties.size() != 1) continue;
      for (const Kind kind : {Kind::prefix, Kind::infix, Kind::suffix}) try_strings(*index, kind);
      if (!storage::holds_all_kinds(index->kind)) continue;
      try_list(*index);
      try_range(*index);
    }
    return std::move(best_);
  }

 private:
  static void use(Candidate& candidate, const UsablePredicate& usable) {
    candidate.access.values.push_back(usable.property.value);
    candidate.used.push_back(usable.expression);
  }

  Candidate candidate(const storage::IndexDefinition& index, IndexAccess::Kind kind) {
    Candidate made;
    made.access.kind = kind;
    made.access.index = index.id;
    made.access.unique = storage::is_unique(index.kind);
    for (const PropertyKeyId key : index.properties) {
      made.access.properties.push_back(context_.statistics.property_name(key));
    }
    return made;
  }

  void offer(Candidate made) {
    made.share = index_share(made.access, type_, context_.statistics);
    if (!best_ || made.share < best_->share) best_ = std::move(made);
  }

  void try_equality(const storage::IndexDefinition& index) {
    Candidate made = candidate(index, IndexAccess::Kind::equal);
    for (const std::string& property : made.access.properties) {
      const UsablePredicate* usable = usable_.find(Kind::equal, property);
      if (usable == nullptr || !can_answer_equality(index.kind, *usable->property.value)) return;
      use(made, *usable);
    }
    offer(std::move(made));
  }

  void try_list(const storage::IndexDefinition& index) {
    Candidate made = candidate(index, IndexAccess::Kind::in_list);
    const UsablePredicate* usable = usable_.find(Kind::in_list, made.access.properties.front());
    if (usable == nullptr) return;
    use(made, *usable);
    offer(std::move(made));
  }

  void try_strings(const storage::IndexDefinition& index, Kind kind) {
    Candidate made = candidate(index, IndexAccess::Kind::strings);
    const UsablePredicate* usable = usable_.find(kind, made.access.properties.front());
    if (usable == nullptr || index.kind == storage::IndexKind::point) return;
    made.access.match = string_match(kind);
    use(made, *usable);
    offer(std::move(made));
  }

  void try_range(const storage::IndexDefinition& index) {
    Candidate made = candidate(index, IndexAccess::Kind::range);
    const UsablePredicate* lower = usable_.find(Kind::lower_bound, made.access.properties.front());
    const UsablePredicate* upper = usable_.find(Kind::upper_bound, made.access.properties.front());
    if (lower == nullptr && upper == nullptr) return;
    if (lower != nullptr) {
      made.access.lower = lower->property.value;
      made.access.lower_inclusive = lower->property.inclusive;
      made.used.push_back(lower->expression);
    }
    if (upper != nullptr) {
      made.access.upper = upper->property.value;
      made.access.upper_inclusive = upper->property.inclusive;
      made.used.push_back(upper->expression);
    }
    offer(std::move(made));
  }

  RuleContext& context_;
  const std::string& type_;
  UsablePredicates usable_;
  std::optional<Candidate> best_;
};

/// The scan an expansion starts from, if that is all that stands below it (but a filter).
LogicalOperatorPtr* scan_below(LogicalOperator& expand) {
  LogicalOperatorPtr* below = &expand.children.front();
  if ((*below)->kind == OperatorKind::filter) below = &(*below)->children.front();
  return (*below)->kind == OperatorKind::all_nodes_scan ? below : nullptr;
}

/// Nodes the plan without the index would begin with.
double rows_of_scan(RuleContext& context, const LogicalOperator& expand, Slot node) {
  double rows = context.statistics.nodes();
  if (expand.children.front()->kind != OperatorKind::filter) return rows;
  for (const auto* predicate : as<Filter>(*expand.children.front()).predicates) {
    const auto label = as_label_predicate(*predicate, context.plan);
    if (label && label->node == node) {
      rows = std::min(rows, context.statistics.nodes_with(label->label));
    }
  }
  return rows;
}

}  // namespace

/// Finds relationships through an index where a pattern would start from a scan of nodes and follow
/// all their relationships only to keep few of them. Conditions on the start node move above.
void relationship_index(RuleContext& context, LogicalOperatorPtr& root) {
  rewrite_bottom_up(root, [&](LogicalOperatorPtr& op) {
    if (op->kind != OperatorKind::filter || op->children.front()->kind != OperatorKind::expand) {
      return;
    }
    auto& filter = as<Filter>(*op);
    auto& expand = as<Expand>(*op->children.front());
    if (expand.relationship_bound || expand.spec.types.size() != 1) return;
    LogicalOperatorPtr* scan = scan_below(expand);
    if (scan == nullptr || as<AllNodesScan>(**scan).node != expand.spec.from) return;
    auto found = RelationshipIndexSearch(context, filter, expand.spec).run();
    if (!found) return;
    const double all = context.statistics.relationships({}, expand.spec.types, Direction::outgoing);
    if (found->share * all > rows_of_scan(context, expand, expand.spec.from)) return;

    auto seek = std::make_unique<RelationshipIndex>();
    seek->spec = expand.spec;
    seek->access = std::move(found->access);
    seek->children = std::move((*scan)->children);
    std::erase_if(filter.predicates, [&](const Expression* predicate) {
      return std::find(found->used.begin(), found->used.end(), predicate) != found->used.end();
    });
    LogicalOperator& below = *expand.children.front();
    if (below.kind == OperatorKind::filter) {
      const auto& moved = as<Filter>(below).predicates;
      filter.predicates.insert(filter.predicates.begin(), moved.begin(), moved.end());
    }
    op->children.front() = std::move(seek);
    if (filter.predicates.empty()) remove_operator(op);
  });
}

}  // namespace entente::query
