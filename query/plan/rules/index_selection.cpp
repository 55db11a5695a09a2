#include <algorithm>

#include "query/plan/expression_symbols.hpp"
#include "query/plan/rules/index_use.hpp"
#include "query/plan/rules/rule.hpp"
#include "query/plan/selectivity.hpp"

namespace entente::query {
namespace {

using Kind = PropertyPredicate::Kind;

/// One way to find the node by an index, with the predicates it makes superfluous.
struct Candidate {
  double rows = 0;
  LogicalOperatorPtr op;
  std::vector<const Expression*> used;
};

class IndexSearch {
 public:
  IndexSearch(RuleContext& context, const Filter& filter, Slot node)
      : context_(context), node_(node), usable_(filter, node, {node}, context.plan) {
    for (const auto* predicate : filter.predicates) {
      const auto label = as_label_predicate(*predicate, context.plan);
      if (label && label->node == node) labels_.push_back({predicate, label->label});
    }
  }

  std::optional<Candidate> run() {
    for (const auto& [predicate, label] : labels_) {
      for (const auto* index : context_.statistics.indexes_on(label)) {
        try_equality(*index, predicate, label);
        for (const Kind kind : {Kind::prefix, Kind::infix, Kind::suffix}) {
          try_strings(*index, predicate, label, kind);
        }
        // Others do not hold values of every kind, and a list or bound may be of any.
        if (!storage::holds_all_kinds(index->kind)) continue;
        try_list(*index, predicate, label);
        try_range(*index, predicate, label);
      }
    }
    return std::move(best_);
  }

 private:
  struct Label {
    const Expression* predicate;
    std::string name;
  };

  void offer(Candidate candidate) {
    if (!best_ || candidate.rows < best_->rows) best_ = std::move(candidate);
  }

  void try_equality(const storage::IndexDefinition& index, const Expression* label_predicate,
                    const std::string& label) {
    auto seek = std::make_unique<IndexSeek>();
    Candidate candidate;
    candidate.used.push_back(label_predicate);
    for (const PropertyKeyId key : index.properties) {
      const std::string property = context_.statistics.property_name(key);
      const UsablePredicate* usable = usable_.find(Kind::equal, property);
      if (usable == nullptr || !can_answer_equality(index.kind, *usable->property.value)) return;
      seek->properties.push_back(property);
      seek->values.push_back(usable->property.value);
      candidate.used.push_back(usable->expression);
    }
    seek->node = node_;
    seek->index = index.id;
    seek->label = label;
    seek->unique = storage::is_unique(index.kind);
    double share = 1;
    for (std::size_t i = 0; i < seek->values.size(); ++i) {
      share = std::min(
          share, share_equal_to(context_.statistics, label, seek->properties[i], *seek->values[i]));
    }
    candidate.rows = seek->unique ? 1 : rows(label) * share;
    candidate.op = std::move(seek);
    offer(std::move(candidate));
  }

  void try_list(const storage::IndexDefinition& index, const Expression* label_predicate,
                const std::string& label) {
    if (index.properties.size() != 1) return;
    const std::string property = context_.statistics.property_name(index.properties.front());
    const UsablePredicate* usable = usable_.find(Kind::in_list, property);
    if (usable == nullptr) return;
    auto seek = std::make_unique<IndexSeek>();
    seek->node = node_;
    seek->index = index.id;
    seek->label = label;
    seek->properties = {property};
    seek->values = {usable->property.value};
    seek->unique = storage::is_unique(index.kind);
    seek->in_list = true;
    Candidate candidate;
    candidate.rows =
        rows(label) * selectivity(*usable->expression, context_.plan, context_.statistics);
    candidate.op = std::move(seek);
    candidate.used = {label_predicate, usable->expression};
    offer(std::move(candidate));
  }

  void try_strings(const storage::IndexDefinition& index, const Expression* label_predicate,
                   const std::string& label, Kind kind) {
    const std::string property = context_.statistics.property_name(index.properties.front());
    const UsablePredicate* usable = usable_.find(kind, property);
    const bool fits = index.properties.size() == 1 && index.kind != storage::IndexKind::point;
    if (usable == nullptr || !fits) return;
    auto prefix = std::make_unique<IndexPrefix>();
    prefix->node = node_;
    prefix->index = index.id;
    prefix->label = label;
    prefix->property = property;
    prefix->prefix = usable->property.value;
    prefix->match = string_match(kind);
    Candidate candidate;
    candidate.rows = rows(label) * share_matching(context_.statistics, label, property,
                                                  prefix->match, *prefix->prefix);
    candidate.op = std::move(prefix);
    candidate.used = {label_predicate, usable->expression};
    offer(std::move(candidate));
  }

  void try_range(const storage::IndexDefinition& index, const Expression* label_predicate,
                 const std::string& label) {
    const std::string property = context_.statistics.property_name(index.properties.front());
    const UsablePredicate* lower = usable_.find(Kind::lower_bound, property);
    const UsablePredicate* upper = usable_.find(Kind::upper_bound, property);
    if ((lower == nullptr && upper == nullptr) || index.properties.size() != 1) return;
    auto range = std::make_unique<IndexRange>();
    range->node = node_;
    range->index = index.id;
    range->label = label;
    range->property = property;
    Candidate candidate;
    candidate.used = {label_predicate};
    if (lower != nullptr) {
      range->lower = lower->property.value;
      range->lower_inclusive = lower->property.inclusive;
      candidate.used.push_back(lower->expression);
    }
    if (upper != nullptr) {
      range->upper = upper->property.value;
      range->upper_inclusive = upper->property.inclusive;
      candidate.used.push_back(upper->expression);
    }
    candidate.rows = rows(label) * share_between(context_.statistics, label, property, range->lower,
                                                 range->upper);
    candidate.op = std::move(range);
    offer(std::move(candidate));
  }

  double rows(const std::string& label) { return context_.statistics.nodes_with(label); }

  RuleContext& context_;
  Slot node_;
  std::vector<Label> labels_;
  UsablePredicates usable_;
  std::optional<Candidate> best_;
};

/// `id(n) = e` needs no index. The predicate stays: it decides about odd values of e.
LogicalOperatorPtr id_seek_for(RuleContext& context, const Filter& filter, Slot node) {
  for (const auto* predicate : filter.predicates) {
    const auto id = as_id_predicate(*predicate, context.plan);
    if (!id || id->node != node || symbols_of(*id->ids, context.plan).contains(node)) continue;
    if (!is_deterministic(*id->ids)) continue;
    auto seek = std::make_unique<IdSeek>();
    seek->node = node;
    seek->ids = id->ids;
    seek->in_list = id->in_list;
    return seek;
  }
  return nullptr;
}

}  // namespace

/// Finds nodes by id or through an index instead of scanning, where a filter right above the scan
/// asks for values. Values may be parameters or depend on the row.
void index_selection(RuleContext& context, LogicalOperatorPtr& root) {
  rewrite_bottom_up(root, [&](LogicalOperatorPtr& op) {
    if (op->kind != OperatorKind::filter) return;
    if (op->children.front()->kind != OperatorKind::all_nodes_scan) return;
    auto& filter = as<Filter>(*op);
    auto& scan = as<AllNodesScan>(*op->children.front());
    LogicalOperatorPtr found = id_seek_for(context, filter, scan.node);
    if (!found) {
      auto candidate = IndexSearch(context, filter, scan.node).run();
      if (!candidate) return;
      found = std::move(candidate->op);
      std::erase_if(filter.predicates, [&](const Expression* predicate) {
        return std::find(candidate->used.begin(), candidate->used.end(), predicate) !=
               candidate->used.end();
      });
    }
    found->children = std::move(scan.children);
    op->children.front() = std::move(found);
    if (filter.predicates.empty()) remove_operator(op);
  });
}

}  // namespace entente::query
