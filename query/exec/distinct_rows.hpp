#pragma once

#include <memory>
#include <vector>

#include "query/exec/group_table.hpp"
#include "query/exec/row_partitions.hpp"

namespace entente::query {

/// Finds rows whose keys did not appear before, by equivalence. Rows are decided as they come until
/// the keys fill the memory; from then on rows with keys that are not known wait in temporary
/// files, divided by key, and are decided after the input. One thread at a time.
class DistinctRows {
 public:
  /// At least one key. `slots`: what is kept of waiting rows; the keys must be among them.
  DistinctRows(std::vector<Slot> keys, std::vector<Slot> slots, SpillSpace& space);

  void clear();
  /// `fresh` becomes the rows of the batch that are new; those that wait are not among them.
  Status add(EvalContext& context, const Batch& batch, std::vector<std::uint32_t>& fresh);
  /// After the input: the next rows that are new among those that waited, in `out`, which has none;
  /// false at the end.
  Result<bool> next(EvalContext& context, Batch& out);

 private:
  struct Waiting {
    std::unique_ptr<RowFile> file;
    unsigned level = 0;
  };

  Status put_off(EvalContext& context, const Batch& batch);
  void end_pass();

  std::vector<Slot> keys_;
  std::vector<Slot> slots_;
  SpillSpace& space_;
  GroupTable table_;
  /// How often the rows of this pass were divided.
  unsigned level_ = 0;
  /// Set once the table is full: where the rest of this pass goes.
  std::unique_ptr<RowPartitions> rest_;
  std::vector<Waiting> waiting_;
  std::unique_ptr<RowFile> current_;
  std::vector<const Column*> columns_;
  std::vector<std::uint32_t> groups_;
  std::vector<std::uint32_t> rows_;
};

}  // namespace entente::query
