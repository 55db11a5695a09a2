#pragma once

#include <memory>
#include <vector>

#include "query/exec/memory_lease.hpp"
#include "query/exec/row_file.hpp"
#include "query/exec/row_order.hpp"

namespace entente::query {

/// Sorted rows in temporary files, merged as they are read (external merge sort; Knuth, TAOCP
/// vol. 3, §5.4). Never more than fan_in files are merged at once: whenever so many of one size
/// have gathered they become one. Rows that no key tells apart come in order of arrival.
class SortedRuns {
 public:
  static constexpr std::size_t fan_in = 16;

  /// `slots`: the columns in the files; the keys of `order` must be among them.
  SortedRuns(SpillSpace& space, std::vector<Slot> slots)
      : space_(space), slots_(std::move(slots)) {}

  void clear(std::size_t symbol_count, RowOrder order, std::vector<Slot> file_slots);
  [[nodiscard]] bool empty() const { return runs_.empty(); }
  /// Adds rows that came after all others: the given ones of a batch, which are in order.
  Status add(EvalContext& context, const Batch& rows, std::span<const std::uint32_t> order);
  /// To be called after add(): merges files if there are enough of one size. Merges keep the first
  /// `limit` rows only.
  Status compact(EvalContext& context, std::uint64_t limit);
  /// Ends adding.
  Status finish(EvalContext& context, std::uint64_t limit);
  /// Up to `count` rows in order, in the columns given to the constructor; `out` has no rows. False
  /// at the end.
  Result<bool> next(EvalContext& context, std::size_t count, Batch& out);

 private:
  /// One file being read: the rows of `batch` from `row` on.
  struct Head {
    std::unique_ptr<RowFile> file;
    Batch batch;
    std::size_t row = 0;
  };
  struct Run {
    unsigned level = 0;
    std::unique_ptr<RowFile> file;
  };

  Status merge_last(EvalContext& context, std::size_t count, std::uint64_t limit);
  Status open_last(EvalContext& context, std::size_t count);
  Result<bool> advance(EvalContext& context, Head& head);
  Result<bool> take(EvalContext& context, std::size_t count, const std::vector<Slot>& slots,
                    Batch& out);
  auto later();

  SpillSpace& space_;
  std::vector<Slot> slots_;
  std::vector<Slot> file_slots_;
  std::size_t symbol_count_ = 0;
  RowOrder order_;
  /// In order of arrival.
  std::vector<Run> runs_;
  std::vector<Head> heads_;
  /// Positions in heads_, the next row on top.
  std::vector<std::size_t> heap_;
  MemoryLease lease_;
};

}  // namespace entente::query
