#include "query/api/query_run.hpp"

#include <algorithm>
#include <atomic>

#include "query/exec/builder.hpp"
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
  for (std::size_t i = 0; i < node.children.size() && i < op.children().size(); ++i) {
    add_profile(node.children[i], *op.children()[i]);
  }
}

}  // namespace

QueryRun::QueryRun(std::shared_ptr<const CompiledStatement> statement,
                   std::shared_ptr<storage::Transaction> transaction, const Parameters& parameters,
                   const RunLimits& limits, std::string import_folder)
    : statement_(std::move(statement)),
      transaction_(std::move(transaction)),
      parameters_(parameters),
      memory_(limits.memory_bytes_max),
      interruption_(limits.stop, limits.session_stop, limits.deadline),
      context_{*transaction_, parameters_, memory_, interruption_, std::chrono::system_clock::now(),
               next_seed()},
      rows_max_(limits.rows_max),
      changes_before_(transaction_->changes()) {
  runtime_.profile = statement_->plan.mode == ExplainMode::profile;
  runtime_.import_folder = std::move(import_folder);
  runtime_.procedures = statement_->procedures.get();
}

QueryRun::~QueryRun() = default;

Status QueryRun::start() {
  Builder builder(statement_->plan, runtime_, parameters_);
  ENTENTE_ASSIGN(root_, builder.build(*statement_->plan.root));
  return root_->open(context_);
}

Result<bool> QueryRun::next(ValueList& row) {
  if (row_ >= batch_.rows()) {
    ENTENTE_ASSIGN(const bool more, root_->next(context_, batch_));
    row_ = 0;
    if (!more) return false;
  }
  if (rows_max_ && rows_given_ >= *rows_max_) {
    return Error::plain(ErrorClass::limit_exceeded,
                        "the query gives more than " + std::to_string(*rows_max_) + " rows");
  }
  row.clear();
  for (const Slot slot : statement_->result_slots) {
    ENTENTE_ASSIGN(row.emplace_back(), resolve(context_, batch_.column(slot).get(row_)));
  }
  ++row_;
  ++rows_given_;
  return true;
}

QueryCounters QueryRun::counters() const {
  const storage::ChangeCounters& now = transaction_->changes();
  const storage::ChangeCounters& before = changes_before_;
  QueryCounters counters;
  counters.nodes_created = now.nodes_created - before.nodes_created;
  counters.nodes_deleted = now.nodes_deleted - before.nodes_deleted;
  counters.relationships_created = now.relationships_created - before.relationships_created;
  counters.relationships_deleted = now.relationships_deleted - before.relationships_deleted;
  counters.properties_set = now.properties_set - before.properties_set;
  counters.labels_added = now.labels_added - before.labels_added;
  counters.labels_removed = now.labels_removed - before.labels_removed;
  counters.indexes_added = now.indexes_added - before.indexes_added;
  counters.indexes_removed = now.indexes_removed - before.indexes_removed;
  counters.constraints_added = now.constraints_added - before.constraints_added;
  counters.constraints_removed = now.constraints_removed - before.constraints_removed;
  return counters;
}

PlanNode QueryRun::plan() const {
  PlanNode node = describe(statement_->plan);
  if (root_ != nullptr && runtime_.profile) add_profile(node, *root_);
  return node;
}

}  // namespace entente::query
