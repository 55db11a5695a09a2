#include "query/exec/folded_scan.hpp"

#include <algorithm>

#include "storage/graph/transaction.hpp"

namespace entente::query {

using storage::EntityKind;

Result<std::unique_ptr<FoldedScan>> FoldedScan::make(const Aggregate& aggregate, Builder& builder) {
  std::unique_ptr<FoldedScan> none;
  if (!aggregate.keys.empty() || builder.runtime().updating) return none;
  std::vector<const Expression*> predicates;
  const LogicalOperator* below = aggregate.children.front().get();
  for (; below->kind == OperatorKind::filter; below = below->children.front().get()) {
    const auto& filter = as<Filter>(*below);
    predicates.insert(predicates.end(), filter.predicates.begin(), filter.predicates.end());
  }
  std::unique_ptr<FoldedScan> fold(new FoldedScan);
  auto scan = whole_scan(*below);
  if (!scan) return none;
  fold->scan_ = std::move(*scan);
  fold->argument_ = &builder.argument();
  for (const AggregateItem& item : aggregate.aggregates) {
    fold->aggregates_.push_back(make_folded_aggregate(
        *item.call, fold->scan_.element, fold->scan_.never_null, fold->scan_.kind, builder.plan()));
    if (fold->aggregates_.back() == nullptr) return none;
  }
  for (const Expression* predicate : predicates) {
    ENTENTE_ASSIGN(auto translated, make_column_predicate(*predicate, fold->scan_.element,
                                                          fold->scan_.kind, builder));
    if (translated == nullptr) return none;
    fold->predicates_.push_back(std::move(translated));
  }
  return fold;
}

Result<bool> FoldedScan::find_elements(EvalContext& context) {
  storage::Transaction& transaction = context.transaction;
  set_.reset();
  union_.clear();
  words_ = {};
  if (scan_.tokens.empty()) {
    ENTENTE_ASSIGN(set_, scan_.kind == EntityKind::node
                             ? transaction.node_set(std::nullopt)
                             : transaction.relationship_set(std::nullopt));
    if (set_ == nullptr) return false;
    words_ = set_->words();
    return true;
  }
  for (const std::string& token : scan_.tokens) {
    if (scan_.kind == EntityKind::node) {
      const auto label = transaction.find_label(token);
      if (!label) continue;
      ENTENTE_ASSIGN(set_, transaction.node_set(*label));
    } else {
      const auto type = transaction.find_relationship_type(token);
      if (!type) continue;
      ENTENTE_ASSIGN(set_, transaction.relationship_set(*type));
    }
    if (set_ == nullptr) return false;
    if (scan_.tokens.size() == 1) {
      words_ = set_->words();
      return true;
    }
    const auto words = set_->words();
    if (words.size() > union_.size()) union_.resize(words.size());
    for (std::size_t i = 0; i < words.size(); ++i) union_[i] |= words[i];
  }
  words_ = union_;
  return true;
}

Result<bool> FoldedScan::run(EvalContext& context, std::vector<Column>& results) {
  if (argument_->rows != 1 || argument_->row_number != no_slot) return false;
  ENTENTE_ASSIGN(const bool found, find_elements(context));
  if (!found) return false;
  for (const auto& predicate : predicates_) {
    ENTENTE_ASSIGN(const bool ready, predicate->begin(context));
    if (!ready) return false;
  }
  for (const auto& aggregate : aggregates_) {
    ENTENTE_ASSIGN(const bool ready, aggregate->begin(context));
    if (!ready) return false;
  }
  for (std::uint64_t word = 0; word < words_.size(); ++word) {
    if ((word & 1023U) == 1023U) ENTENTE_TRY(context.interruption.check());
    std::uint64_t members = words_[word];
    for (const auto& predicate : predicates_) {
      if (members == 0) break;
      members &= predicate->test(word, members).yes;
    }
    if (members == 0) continue;
    for (const auto& aggregate : aggregates_) aggregate->add(word, members);
  }
  results.resize(aggregates_.size());
  for (std::size_t i = 0; i < aggregates_.size(); ++i) {
    ENTENTE_ASSIGN(const auto value, aggregates_[i]->finish());
    if (!value) return false;
    results[i].reset(ColumnType::empty);
    results[i].append(*value);
  }
  return true;
}

}  // namespace entente::query
