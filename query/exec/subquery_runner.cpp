#include "query/exec/subquery_runner.hpp"

#include "query/exec/memory_lease.hpp"

namespace entente::query {

void PlanRunner::bind_arguments(const RowView& row) const {
  if (outer_.symbol_count() != runtime_.symbol_count) outer_ = Batch(runtime_.symbol_count);
  outer_.clear();
  outer_.set_rows(1);
  for (const Slot slot : subplan_.arguments) {
    if (const Value* local = row.locals.find(slot); local != nullptr) {
      outer_.column(slot).append(*local);
    } else if (row.batch.column(slot).type() != ColumnType::empty) {
      outer_.column(slot).append_from(row.batch.column(slot), row.row);
    }
  }
  argument_.batch = &outer_;
  argument_.begin = 0;
  argument_.rows = 1;
}

Result<Value> PlanRunner::run(EvalContext& context, const RowView& row) const {
  bind_arguments(row);
  ENTENTE_TRY(root_->open(context));
  std::int64_t count = 0;
  ValueList collected;
  MemoryLease lease;
  while (true) {
    ENTENTE_ASSIGN(const bool more, root_->next(context, rows_));
    if (!more) break;
    switch (subplan_.result) {
      case Subplan::Result::exists: return Value(true);
      case Subplan::Result::first: return rows_.column(subplan_.column).get(0);
      case Subplan::Result::count: count += static_cast<std::int64_t>(rows_.rows()); break;
      case Subplan::Result::collect: {
        std::size_t bytes = 0;
        for (std::size_t i = 0; i < rows_.rows(); ++i) {
          collected.push_back(rows_.column(subplan_.column).get(i));
          bytes += sizeof(Value) + collected.back().heap_bytes();
        }
        ENTENTE_TRY(lease.grow(context.memory, bytes));
        break;
      }
    }
  }
  switch (subplan_.result) {
    case Subplan::Result::exists: return Value(false);
    case Subplan::Result::count: return Value(count);
    case Subplan::Result::collect: return Value(std::move(collected));
    case Subplan::Result::first: break;
  }
  return Value();
}

}  // namespace entente::query
