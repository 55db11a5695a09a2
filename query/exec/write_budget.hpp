#pragma once

#include <algorithm>

#include "query/exec/memory_lease.hpp"
#include "query/exec/operator.hpp"
#include "storage/graph/transaction.hpp"

namespace entente::query {

/// Counts a transaction's pending writes against the query's budget while an operator writes: the
/// bytes since the lease began, asked every few rows. Ticks deadline and stop token, too.
class WriteBudget {
 public:
  Status row(EvalContext& context) {
    if ((++rows_ & 63U) != 0) return {};
    const std::size_t bytes = context.transaction.pending_bytes();
    if (!started_) {
      started_ = true;
      before_ = bytes;
    }
    ENTENTE_TRY(lease_.resize(context.memory, bytes - std::min(bytes, before_)));
    return context.interruption.check();
  }

 private:
  std::uint64_t rows_ = 0;
  bool started_ = false;
  std::size_t before_ = 0;
  MemoryLease lease_;
};

}  // namespace entente::query
