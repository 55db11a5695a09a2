#include "query/api/query_run.hpp"

#include <algorithm>
#include <atomic>

#include "query/exec/result_values.hpp"
#include "query/plan/planner.hpp"

namespace entente::query {
namespace {

/// Seeds of rand(): different for every query and process start.
std::uint64_t next_seed() {
  static std::atomic<std::uint64_t> counter{
      static_cast<std::uint64_t>(std::chrono::system_clock::now().time_since_epoch().count())};
  return counter.fetch_add(0x9E3779B97F4A7C15ULL, std::memory_order_relaxed);
}

/// Adds what an operator counted to its description, child by child.
void add_profile(PlanNode& node, const Operator& op) {
  const auto own = op.counters().time;
  std::chrono::nanoseconds below{0};
  for (const OperatorPtr& child : op.children()) below += child->counters().time;
  node.rows = op.counters().rows;
  node.time_ms = std::chrono::duration<double, std::milli>(std::max(own - below, {})).count();
  if (op.threads_used() > 1) node.threads = op.threads_used();
  if (const std::string remark = op.remark(); !remark.empty()) {
    node.details += (node.details.empty() ? "" : "; ") + remark;
  }
  for (std::size_t i = 0; i < node.children.size() && i < op.children().size(); ++i) {
    add_profile(node.children[i], *op.children()[i]);
  }
}

}  // namespace

QueryRun::QueryRun(std::shared_ptr<const CompiledStatement> statement,
                   std::shared_ptr<storage::Transaction> transaction, const Parameters& parameters,
                   const RunLimits& limits, std::shared_ptr<storage::GraphStore> store)
    : statement_(std::move(statement)),
      transaction_(std::move(transaction)),
      parameters_(parameters),
      memory_(limits.memory_bytes_max),
      interruption_(limits.stop, limits.session_stop, limits.deadline),
      context_{*transaction_, parameters_, memory_, interruption_, std::chrono::system_clock::now(),
               next_seed()},
      rows_max_(limits.rows_max),
      memory_bytes_max_(limits.memory_bytes_max),
      temporary_bytes_max_(limits.temporary_bytes_max),
      temporary_folder_(limits.temporary_folder),
      parallel_(limits.parallel),
      changes_before_(transaction_->changes()),
      store_(std::move(store)) {}

QueryRun::~QueryRun() {
  if (tree_ != nullptr && !failed_) statement_->trees.give_back(std::move(tree_));
}

Status QueryRun::start() {
  Status opened = open_tree();
  failed_ = !opened.has_value();
  return opened;
}

/// Has the copies in memory made that this run alone pays for.
Status QueryRun::prepare_reads() {
  const NamedReads& named = statement_->plan.reads;
  if (named.empty()) return {};
  storage::PlannedReads reads;
  reads.expansions = named.expansions;
  for (const NamedReads::Property& read : named.properties) {
    const auto key = transaction_->find_property_key(read.key);
    if (key) reads.properties.push_back({read.entity, *key, read.elements, read.in_order});
  }
  for (const NamedReads::Set& read : named.sets) {
    if (!read.token) {
      reads.sets.push_back({read.entity, std::nullopt});
    } else if (read.entity == storage::EntityKind::node) {
      const auto label = transaction_->find_label(*read.token);
      if (label) reads.sets.push_back({read.entity, label->value});
    } else {
      const auto type = transaction_->find_relationship_type(*read.token);
      if (type) reads.sets.push_back({read.entity, type->value});
    }
  }
  return transaction_->prepare_reads(reads, [this] { return interruption_.check(); });
}

Status QueryRun::open_tree() {
  ENTENTE_TRY(prepare_reads());
  tree_ = statement_->trees.take(parameters_);
  if (tree_ == nullptr) {
    Runtime runtime;
    runtime.profile = statement_->plan.mode == ExplainMode::profile;
    runtime.import_folder = store_->options().import_folder;
    if (statement_->plan.in_transactions) runtime.inner.store = store_;
    runtime.procedures = statement_->procedures.get();
    ENTENTE_ASSIGN(tree_, OperatorTree::build(statement_->plan, std::move(runtime), parameters_));
  }
  // The limits belong to the run, not to the tree that serves it.
  tree_->runtime.spill.set_limits(memory_bytes_max_, temporary_bytes_max_, temporary_folder_);
  tree_->runtime.parallel = parallel_;
  return tree_->root->open(context_);
}

Result<bool> QueryRun::fetch() {
  auto more = tree_->root->next(context_, tree_->batch);
  failed_ = !more.has_value();
  row_ = 0;
  return more;
}

Result<bool> QueryRun::next(ValueList& row) {
  const Batch& batch = tree_->batch;
  if (row_ >= batch.rows()) {
    ENTENTE_ASSIGN(const bool more, fetch());
    if (!more) return false;
  }
  if (rows_max_ && rows_given_ >= *rows_max_) {
    return Error::plain(ErrorClass::limit_exceeded,
                        "the query gives more than " + std::to_string(*rows_max_) + " rows");
  }
  row.clear();
  row.reserve(statement_->result_slots.size());
  for (const Slot slot : statement_->result_slots) {
    ENTENTE_ASSIGN(row.emplace_back(), resolve(context_, batch.column(slot).get(row_)));
  }
  ++row_;
  ++rows_given_;
  return true;
}

QueryCounters QueryRun::counters() const {
  const storage::ChangeCounters& now = transaction_->changes();
  const storage::ChangeCounters& before = changes_before_;
  const storage::ChangeCounters& inner = tree_->runtime.inner.changes;
  const auto count = [&](std::uint64_t storage::ChangeCounters::*field) {
    return now.*field - before.*field + inner.*field;
  };
  QueryCounters counters;
  using storage::ChangeCounters;
  counters.nodes_created = count(&ChangeCounters::nodes_created);
  counters.nodes_deleted = count(&ChangeCounters::nodes_deleted);
  counters.relationships_created = count(&ChangeCounters::relationships_created);
  counters.relationships_deleted = count(&ChangeCounters::relationships_deleted);
  counters.properties_set = count(&ChangeCounters::properties_set);
  counters.labels_added = count(&ChangeCounters::labels_added);
  counters.labels_removed = count(&ChangeCounters::labels_removed);
  counters.indexes_added = count(&ChangeCounters::indexes_added);
  counters.indexes_removed = count(&ChangeCounters::indexes_removed);
  counters.constraints_added = count(&ChangeCounters::constraints_added);
  counters.constraints_removed = count(&ChangeCounters::constraints_removed);
  counters.transactions_committed = tree_->runtime.inner.committed;
  return counters;
}

PlanNode QueryRun::plan() const {
  PlanNode node = describe(statement_->plan);
  if (tree_->runtime.profile) {
    add_profile(node, *tree_->root);
    node.memory_peak_bytes = memory_.peak();
  }
  return node;
}

}  // namespace entente::query
