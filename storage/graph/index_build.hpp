#pragma once

#include <cstddef>
#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "entente/result.hpp"
#include "storage/catalog/schema.hpp"
#include "storage/graph/external_sorter.hpp"
#include "storage/kv/kv_store.hpp"

namespace entente::storage {

/// Entries of a new index that are too many for the memory of a transaction: written to the store
/// in pieces before the transaction commits the definition. Nobody reads entries of an index
/// without one, and a mark in the family meta says that they are to be removed if the commit never
/// came. Entries of unique indexes are sorted first (in files), which brings equal values together.
/// Destroyed without commit_with(), it removes what it wrote. Not thread-safe.
class IndexBuild {
 public:
  /// Two elements with one value.
  struct Duplicate {
    std::uint64_t first = 0;
    std::uint64_t second = 0;
  };

  /// Writes the mark. `store` must outlive the build. `memory_bytes`: of the sorter, and eight
  /// times what a piece takes.
  static Result<std::unique_ptr<IndexBuild>> begin(KvStore& store,
                                                   const IndexDefinition& definition,
                                                   std::size_t memory_bytes);
  IndexBuild(const IndexBuild&) = delete;
  IndexBuild& operator=(const IndexBuild&) = delete;
  ~IndexBuild();

  [[nodiscard]] IndexId index() const { return definition_.id; }
  /// An entry of an index over ordered values; `values` must not be longer than IndexKey allows.
  Status add(std::uint64_t element, std::string_view values);
  /// An entry of a full-text index.
  Status add_posting(std::string_view key, std::string_view posting);
  /// Writes what is left; the first duplicate, if there is one in a unique index.
  Result<std::optional<Duplicate>> finish();
  /// Removes the mark in the batch that commits the definition.
  void commit_with(WriteBatch& batch);
  /// The batch was not written after all.
  void commit_failed() { committed_ = false; }

  /// Removes the entries of builds that a crash ended. Before anyone reads or writes.
  static Status remove_left_overs(KvStore& store, const KvReader& reader);
  /// The indexes being built, or left over.
  static Result<std::vector<IndexId>> unfinished(const KvReader& reader);

 private:
  IndexBuild(KvStore& store, const IndexDefinition& definition, std::size_t memory_bytes)
      : store_(store),
        definition_(definition),
        piece_bytes_(memory_bytes / 8),
        unique_(memory_bytes, {}) {}
  Status put(KeyFamily family, std::string_view key, std::string_view value);
  Status write_piece();

  KvStore& store_;
  const IndexDefinition definition_;
  const std::size_t piece_bytes_;
  WriteBatch piece_;
  ExternalSorter<std::string> unique_;
  bool committed_ = false;
};

}  // namespace entente::storage
