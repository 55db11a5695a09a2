#include "query/exec/folded_scan.hpp"

#include <algorithm>
#include <bit>

#include "query/exec/worker_pool.hpp"
#include "storage/base/parallel.hpp"
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
  fold->aggregate_ = &aggregate;
  fold->conditions_ = std::move(predicates);
  fold->plan_ = &builder.plan();
  fold->runtime_ = &builder.runtime();
  fold->aggregates_ = fold->make_aggregates();
  if (fold->aggregates_.empty()) return none;
  ENTENTE_ASSIGN(fold->predicates_, fold->make_predicates(builder));
  if (fold->predicates_.size() < fold->conditions_.size()) return none;
  return fold;
}

/// Empty if one of them cannot be folded.
std::vector<FoldedAggregatePtr> FoldedScan::make_aggregates() const {
  std::vector<FoldedAggregatePtr> made;
  for (const AggregateItem& item : aggregate_->aggregates) {
    made.push_back(
        make_folded_aggregate(*item.call, scan_.element, scan_.never_null, scan_.kind, *plan_));
    if (made.back() == nullptr) return {};
  }
  return made;
}

/// Those up to the first that columns cannot tell.
Result<std::vector<ColumnPredicatePtr>> FoldedScan::make_predicates(Builder& builder) const {
  std::vector<ColumnPredicatePtr> made;
  for (const Expression* condition : conditions_) {
    ENTENTE_ASSIGN(auto translated,
                   make_column_predicate(*condition, scan_.element, scan_.kind, builder));
    if (translated == nullptr) break;
    made.push_back(std::move(translated));
  }
  return made;
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

Result<bool> FoldedScan::begin(EvalContext& context,
                               const std::vector<ColumnPredicatePtr>& predicates,
                               const std::vector<FoldedAggregatePtr>& aggregates) {
  for (const auto& predicate : predicates) {
    ENTENTE_ASSIGN(const bool ready, predicate->begin(context));
    if (!ready) return false;
  }
  for (const auto& aggregate : aggregates) {
    ENTENTE_ASSIGN(const bool ready, aggregate->begin(context));
    if (!ready) return false;
  }
  return true;
}

Status FoldedScan::scan(const EvalContext& context, std::uint64_t begin, std::uint64_t end,
                        const std::vector<ColumnPredicatePtr>& predicates,
                        const std::vector<FoldedAggregatePtr>& aggregates) {
  std::uint64_t scanned = 0;
  std::uint64_t taken = 0;
  for (std::uint64_t word = begin; word < end; ++word) {
    if ((word & 1023U) == 1023U) ENTENTE_TRY(context.interruption.check());
    std::uint64_t members = words_[word];
    scanned += static_cast<std::uint64_t>(std::popcount(members));
    for (const auto& predicate : predicates) {
      if (members == 0) break;
      members &= predicate->test(word, members).yes;
    }
    if (members == 0) continue;
    taken += static_cast<std::uint64_t>(std::popcount(members));
    for (const auto& aggregate : aggregates) aggregate->add(word, members);
  }
  rows_scanned_.fetch_add(scanned, std::memory_order_relaxed);
  rows_taken_.fetch_add(taken, std::memory_order_relaxed);
  return {};
}

Result<std::unique_ptr<FoldedScan::Worker>> FoldedScan::make_worker(EvalContext& context) const {
  auto worker = std::make_unique<Worker>();
  worker->transaction = context.transaction.fork();
  if (worker->transaction == nullptr) return std::unique_ptr<Worker>();
  worker->context.emplace(EvalContext{*worker->transaction, context.parameters, context.memory,
                                      context.interruption, context.now, context.random_state});
  Builder builder(*plan_, worker->runtime, context.parameters);
  ENTENTE_ASSIGN(worker->predicates, make_predicates(builder));
  ENTENTE_ASSIGN(const bool ready, begin(*worker->context, worker->predicates, {}));
  return ready ? std::move(worker) : nullptr;
}

/// One for each thread; none if the scan is not worth several, or cannot have them.
Result<std::vector<std::unique_ptr<FoldedScan::Worker>>> FoldedScan::make_workers(
    EvalContext& context, std::size_t parts) const {
  // A word of 64 elements costs about as much as four rows.
  constexpr std::uint64_t rows_per_word = 4;
  std::vector<std::unique_ptr<Worker>> workers;
  const ParallelLimits& limits = runtime_->parallel;
  if (limits.threads <= 1 || words_.size() * rows_per_word < limits.rows_min) return workers;
  for (std::size_t i = 0; i < std::min<std::size_t>(limits.threads, parts); ++i) {
    ENTENTE_ASSIGN(auto worker, make_worker(context));
    if (worker == nullptr) return std::vector<std::unique_ptr<Worker>>();
    workers.push_back(std::move(worker));
  }
  return workers;
}

/// Every part by aggregates of its own, which are put together in the order of the parts: the same
/// sums of floats whatever the number of threads. False if a column is gone meanwhile.
Result<bool> FoldedScan::scan_parts(EvalContext& context, std::size_t parts,
                                    std::uint64_t words_per_part) {
  ENTENTE_ASSIGN(const auto workers, make_workers(context, parts));
  WorkerPool<Worker> idle(workers);
  std::vector<std::vector<FoldedAggregatePtr>> taken(parts);
  std::atomic<bool> ready{true};
  const auto threads = static_cast<unsigned>(std::max<std::size_t>(1, workers.size()));
  const Status scanned = storage::run_parallel(threads, parts, [&](std::size_t part) -> Status {
    const auto lease = idle.take();
    Worker* worker = lease.get();
    EvalContext& own = worker != nullptr ? *worker->context : context;
    const auto& predicates = worker != nullptr ? worker->predicates : predicates_;
    taken[part] = make_aggregates();
    ENTENTE_ASSIGN(const bool begun, begin(own, {}, taken[part]));
    if (!begun) ready = false;
    if (!ready) return {};
    const std::uint64_t first = part * words_per_part;
    const std::uint64_t last = std::min<std::uint64_t>(first + words_per_part, words_.size());
    return scan(own, first, last, predicates, taken[part]);
  });
  ENTENTE_TRY(scanned);
  for (auto& part : taken) {
    for (std::size_t i = 0; ready && i < aggregates_.size(); ++i) {
      aggregates_[i]->absorb(*part[i]);
    }
  }
  threads_used_ = threads;
  return ready.load();
}

Result<bool> FoldedScan::run(EvalContext& context, std::vector<Column>& results) {
  threads_used_ = 1;
  rows_scanned_ = 0;
  rows_taken_ = 0;
  if (argument_->rows != 1 || argument_->row_number != no_slot) return false;
  ENTENTE_ASSIGN(const bool found, find_elements(context));
  if (!found) return false;
  ENTENTE_ASSIGN(const bool ready, begin(context, predicates_, aggregates_));
  if (!ready) return false;
  const std::uint64_t words_per_part =
      std::max<std::uint64_t>(words_per_part_min, (words_.size() + parts_max - 1) / parts_max);
  const std::size_t parts = (words_.size() + words_per_part - 1) / words_per_part;
  if (parts > 1) {
    ENTENTE_ASSIGN(const bool done, scan_parts(context, parts, words_per_part));
    if (!done) return false;
  } else {
    ENTENTE_TRY(scan(context, 0, words_.size(), predicates_, aggregates_));
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
