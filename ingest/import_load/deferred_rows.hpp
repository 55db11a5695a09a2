#pragma once

#include <cstdint>
#include <memory>
#include <string>

#include "ingest/import_readers/row.hpp"
#include "storage/graph/spill_file.hpp"

namespace entente::importing {

/// Relationships whose ends were not known yet, with their origins, in a temporary file. Use: add()
/// all, then next() until it gives false. Not thread-safe.
class DeferredRows {
 public:
  /// `folder` as storage::SpillFile.
  explicit DeferredRows(std::string folder) : folder_(std::move(folder)) {}

  Status add(const RelationshipRow& row, const RowOrigin& origin);
  /// The next row; views into it are good until the next call.
  Result<bool> next(RelationshipRow& row, RowOrigin& origin);
  [[nodiscard]] std::uint64_t size() const { return size_; }

 private:
  Result<bool> fill();
  bool decode(RelationshipRow& row, RowOrigin& origin);

  std::string folder_;
  std::unique_ptr<storage::SpillFile> file_;
  std::string buffer_;
  std::size_t position_ = 0;
  std::string record_;
  std::uint64_t size_ = 0;
  bool reading_ = false;
};

}  // namespace entente::importing
