#pragma once

#include <atomic>
#include <cstdint>
#include <memory>
#include <vector>

#include "query/api/operator_tree.hpp"
#include "query/eval/procedure.hpp"
#include "query/plan/logical_plan.hpp"

namespace entente::query {

/// A planned statement, ready to be run any number of times by any thread. Immutable but for what
/// it remembers to be quicker. Keeps the procedures alive that the plan points to.
struct CompiledStatement {
  LogicalPlan plan;
  std::shared_ptr<const ProcedureCatalog> procedures;
  /// Symbols of the result's columns, in order.
  std::vector<Slot> result_slots;
  /// What the plan was made for: it is made again when one of these no longer fits.
  std::uint64_t schema_version = 0;
  std::uint64_t procedures_version = 0;
  std::uint64_t nodes = 0;
  std::uint64_t relationships = 0;
  /// The last commit at which it was found to fit: nothing needs to be asked again there.
  mutable std::atomic<std::uint64_t> fits_at{no_commit};
  static constexpr std::uint64_t no_commit = ~std::uint64_t{0};
  /// Operators that wait for the next run.
  mutable TreePool trees;

  /// Needs a transaction that may write.
  [[nodiscard]] bool writes() const { return plan.updating || plan.schema_change; }
};

}  // namespace entente::query
