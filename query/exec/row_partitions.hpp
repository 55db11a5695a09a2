#pragma once

#include <array>
#include <memory>
#include <span>
#include <vector>

#include "query/exec/row_file.hpp"

namespace entente::query {

/// Rows divided among temporary files by a hash of their keys, so that equal keys meet in one file
/// and each file holds a fraction of the keys (the partitioning of a Grace hash join; Kitsuregawa,
/// Tanaka, Moto-oka 1983). `level` counts how often the rows were divided before: each level uses
/// other bits.
class RowPartitions {
 public:
  static constexpr std::size_t count = 16;
  using Files = std::array<std::unique_ptr<RowFile>, count>;

  RowPartitions(SpillSpace& space, std::vector<Slot> slots, unsigned level)
      : space_(space), slots_(std::move(slots)), level_(level) {}

  /// Appends the given rows; hashes[i] is that of rows[i].
  Status append(EvalContext& context, const Batch& batch, std::span<const std::uint32_t> rows,
                std::span<const std::uint64_t> hashes);
  /// The file of one partition; null if it has no rows.
  [[nodiscard]] RowFile* file(std::size_t partition) { return files_[partition].get(); }
  /// Gives the files away.
  [[nodiscard]] Files take() { return std::move(files_); }
  /// Number of the partition that rows of this hash are in.
  [[nodiscard]] std::size_t partition_of(std::uint64_t hash) const;

 private:
  SpillSpace& space_;
  std::vector<Slot> slots_;
  unsigned level_;
  Files files_;
  std::array<std::vector<std::uint32_t>, count> rows_;
};

/// Hashes of the given rows' keys that agree with equivalence, whatever the columns' types.
std::vector<std::uint64_t> hash_rows(std::span<const Column* const> keys,
                                     std::span<const std::uint32_t> rows);

}  // namespace entente::query
