#pragma once

#include <vector>

#include "query/exec/group_table.hpp"
#include "query/exec/memory_lease.hpp"
#include "query/exec/spill_space.hpp"
#include "query/plan/logical_plan.hpp"

namespace entente::query {

/// Rows found by their keys: what a hash join keeps of one side. Rows with equal keys form a chain.
/// One thread at a time.
class JoinTable {
 public:
  static constexpr std::uint32_t end_of_chain = 0xFFFFFFFFU;

  /// Keeps the columns `kept` of the right side, among which are its keys.
  JoinTable(const std::vector<HashJoin::Key>& keys, std::vector<Slot> kept, SpillSpace& space)
      : keys_(keys), kept_(std::move(kept)), space_(space), table_(keys_.size()) {}

  void clear(std::size_t symbol_count);
  /// Adds all rows of a batch of the right side. False if that is more than there should be in
  /// memory; an error if there are no temporary files to go to.
  Result<bool> add(EvalContext& context, const Batch& batch);
  /// Looks up the keys of all rows of a batch of the left side.
  Status find(EvalContext& context, const Batch& batch);
  /// The first row that joins row `row` of the batch given to find(), or end_of_chain.
  [[nodiscard]] std::uint32_t first(const Batch& batch, std::size_t row) const;
  /// The next one after `match`.
  [[nodiscard]] std::uint32_t next(std::uint32_t match) const { return next_[match]; }
  [[nodiscard]] const Batch& rows() const { return rows_; }

  [[nodiscard]] const std::vector<Slot>& kept() const { return kept_; }
  using Side = Slot HashJoin::Key::*;
  [[nodiscard]] std::vector<const Column*> key_columns(const Batch& batch, Side side) const;
  /// True if a key of the row is null: it equals nothing.
  [[nodiscard]] bool has_null(const Batch& batch, Side side, std::size_t row) const;

 private:
  const std::vector<HashJoin::Key>& keys_;
  std::vector<Slot> kept_;
  SpillSpace& space_;
  GroupTable table_;
  Batch rows_;
  /// The first and the last row of each key, the next row of each row.
  std::vector<std::uint32_t> first_;
  std::vector<std::uint32_t> last_;
  std::vector<std::uint32_t> next_;
  std::vector<std::uint32_t> groups_;
  MemoryLease lease_;
};

}  // namespace entente::query
