#include "query/exec/morsels.hpp"

#include <algorithm>
#include <limits>
#include <utility>

#include "query/exec/worker_pool.hpp"
#include "query/plan/expression_symbols.hpp"
#include "query/plan/operator_symbols.hpp"
#include "query/plan/whole_scan.hpp"
#include "storage/base/parallel.hpp"

namespace entente::query {
namespace {

/// Expected of a part: to begin with one costs as much as some thousand rows.
constexpr double rows_per_part_min = 16'384;

/// True for operators that make of each row below any number of rows, whatever the others are.
bool goes_row_by_row(OperatorKind kind) {
  switch (kind) {
    case OperatorKind::filter:
    case OperatorKind::project:
    case OperatorKind::project_path:
    case OperatorKind::expand:
    case OperatorKind::expand_into:
    case OperatorKind::expand_variable:
    case OperatorKind::count_degree:
    case OperatorKind::count_cycle: return true;
    default: return false;
  }
}

/// True if the operator's expressions give the same on any thread.
bool can_be_copied(const LogicalOperator& op, const LogicalPlan& plan) {
  bool can = true;
  for_each_expression(op, [&](const Expression& expression) {
    can = can && is_deterministic(expression);
    walk(expression,
         [&](const Expression& inner) { can = can && !plan.subplans.contains(&inner); });
  });
  return can;
}

/// Makes `least` the number if that is less.
void lower(std::atomic<std::size_t>& least, std::size_t number) {
  std::size_t known = least.load(std::memory_order_relaxed);
  while (number < known && !least.compare_exchange_weak(known, number, std::memory_order_relaxed)) {
  }
}

/// The scan at the bottom of a tree of operators.
NodeScan* scan_of(Operator& input) {
  Operator* op = &input;
  while (true) {
    if (auto* scan = dynamic_cast<NodeScan*>(op)) return scan;
    if (op->children().empty()) return nullptr;
    op = op->children().front().get();
  }
}

}  // namespace

std::unique_ptr<Morsels> Morsels::make(const LogicalOperator& top, const Builder& builder) {
  const LogicalPlan& plan = builder.plan();
  if (builder.runtime().updating || &builder.argument() != &builder.runtime().top) return nullptr;
  if (!can_be_copied(top, plan)) return nullptr;
  const LogicalOperator* op = top.children.front().get();
  double rows = 0;
  for (; goes_row_by_row(op->kind); op = op->children.front().get()) {
    if (!can_be_copied(*op, plan)) return nullptr;
    rows += op->estimated_rows;
  }
  const auto scan = whole_scan(*op);
  if (!scan || scan->kind != storage::EntityKind::node) return nullptr;
  rows += op->estimated_rows;
  return std::unique_ptr<Morsels>(new Morsels(top, plan, builder.runtime(), rows));
}

Result<std::size_t> Morsels::divide(EvalContext& context, Operator& input, std::size_t most) {
  threads_used_ = 1;
  members_.reset();
  if (rows_ < static_cast<double>(runtime_.parallel.rows_min)) return std::size_t{0};
  NodeScan* scan = scan_of(input);
  if (scan == nullptr || context.transaction.fork() == nullptr) return std::size_t{0};
  ENTENTE_ASSIGN(members_, scan->members(context));
  if (members_ == nullptr) return std::size_t{0};
  // However small something is, it can be asked to be divided.
  if (runtime_.parallel.rows_min > 0) {
    most = std::min(most, static_cast<std::size_t>(std::max(1.0, rows_ / rows_per_part_min)));
  }
  const auto words = members_->words();
  const auto has_members = [](std::uint64_t word) { return word != 0; };
  const auto first = std::find_if(words.begin(), words.end(), has_members);
  const auto last = std::find_if(words.rbegin(), words.rend(), has_members);
  first_word_ = static_cast<std::uint64_t>(first - words.begin());
  end_word_ = std::max<std::uint64_t>(first_word_, words.rend() - last);
  words_per_part_ = std::max<std::uint64_t>(1, (end_word_ - first_word_ + most - 1) / most);
  return parts();
}

Status Morsels::run(EvalContext& context, Operator& input, const MakeConsumer& make_consumer) {
  const auto members = std::exchange(members_, nullptr);
  const std::size_t threads = std::min<std::size_t>(runtime_.parallel.threads, parts());
  // The caller's transaction is forked by the caller, since no two threads may use it.
  std::vector<std::unique_ptr<Worker>> workers;
  for (std::size_t i = 0; i < threads; ++i) {
    ENTENTE_ASSIGN(workers.emplace_back(),
                   make_worker(context, context.transaction.fork(), make_consumer));
  }
  ENTENTE_TRY(run_parts(context, members, workers));
  for (const auto& worker : workers) input.add_counters(*worker->input);
  threads_used_ = static_cast<unsigned>(threads);
  return {};
}

Status Morsels::run_parts(EvalContext& context, const Members& members,
                          const std::vector<std::unique_ptr<Worker>>& workers) const {
  WorkerPool<Worker> idle(workers);
  std::atomic<std::size_t> first_failed{std::numeric_limits<std::size_t>::max()};
  const auto threads = static_cast<unsigned>(workers.size());
  return storage::run_parallel(threads, parts(), [&](std::size_t part) {
    const auto lease = idle.take();
    Worker& worker = *lease.get();
    worker.interruption = Interruption(context.interruption, first_failed, part);
    Status done = run_part(worker, members, part);
    if (!done.has_value()) lower(first_failed, part);
    return done;
  });
}

Result<std::unique_ptr<Morsels::Worker>> Morsels::make_worker(
    EvalContext& context, std::unique_ptr<storage::Transaction> transaction,
    const MakeConsumer& make_consumer) const {
  auto worker = std::make_unique<Worker>(context.interruption);
  worker->runtime.profile = runtime_.profile;
  worker->runtime.procedures = runtime_.procedures;
  worker->transaction = std::move(transaction);
  worker->context.emplace(EvalContext{*worker->transaction, context.parameters, context.memory,
                                      worker->interruption, context.now, context.random_state});
  Builder builder(plan_, worker->runtime, context.parameters);
  ENTENTE_ASSIGN(worker->input, builder.build_input(top_));
  worker->scan = scan_of(*worker->input);
  ENTENTE_ASSIGN(worker->consumer, make_consumer(builder));
  return worker;
}

Status Morsels::run_part(Worker& worker, const Members& members, std::size_t part) const {
  const std::uint64_t begin = first_word_ + part * words_per_part_;
  worker.scan->restrict_to(members, begin, std::min(begin + words_per_part_, end_word_));
  ENTENTE_TRY(worker.input->open(*worker.context));
  return worker.consumer->run(*worker.context, *worker.input, part);
}

}  // namespace entente::query
