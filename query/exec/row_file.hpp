#pragma once

#include <cstdint>
#include <memory>
#include <string>
#include <vector>

#include "query/eval/column.hpp"
#include "query/exec/spill_space.hpp"
#include "storage/graph/spill_file.hpp"

namespace entente::query {

/// Rows of a query in a temporary file: written once, then read from front to back, as often as
/// wanted. Columns keep their representation. The file goes away with the object, and with the
/// process whatever happens. One thread at a time.
class RowFile {
 public:
  /// Keeps the given columns. `space` must outlive the file.
  RowFile(SpillSpace& space, std::vector<Slot> slots);
  RowFile(const RowFile&) = delete;
  RowFile& operator=(const RowFile&) = delete;
  ~RowFile() { space_.release(bytes_); }

  /// Appends the given rows of a batch. Errors: disk_full, io_error, limit_exceeded, and those of
  /// an interruption.
  Status append(EvalContext& context, const Batch& batch, std::span<const std::uint32_t> rows);
  /// Appends all of them.
  Status append(EvalContext& context, const Batch& batch);
  /// Ends writing, the first time; reading begins at the front.
  Status rewind(EvalContext& context);
  /// Replaces `out`, which has no rows, by the next rows, of which there are at most batch_rows;
  /// false at the end.
  Result<bool> read(EvalContext& context, Batch& out);

  [[nodiscard]] std::uint64_t rows() const { return rows_; }

 private:
  Status flush(EvalContext& context);
  /// True if the pending rows and those of the batch have the same columns.
  [[nodiscard]] bool same_columns(const Batch& batch) const;

  SpillSpace& space_;
  std::vector<Slot> slots_;
  std::unique_ptr<storage::SpillFile> file_;
  std::uint64_t bytes_ = 0;
  std::uint64_t rows_ = 0;
  Batch pending_;
  std::size_t pending_bytes_ = 0;
  std::string buffer_;
};

}  // namespace entente::query
