#include "query/exec/row_partitions.hpp"

#include "query/eval/comparison.hpp"
#include "query/exec/hash_mix.hpp"

namespace entente::query {

std::size_t RowPartitions::partition_of(std::uint64_t hash) const {
  static_assert(count == 16);
  return mix_hash(hash + level_) >> 60U;
}

Status RowPartitions::append(EvalContext& context, const Batch& batch,
                             std::span<const std::uint32_t> rows,
                             std::span<const std::uint64_t> hashes) {
  for (auto& part : rows_) part.clear();
  for (std::size_t i = 0; i < rows.size(); ++i) {
    rows_[partition_of(hashes[i])].push_back(rows[i]);
  }
  for (std::size_t i = 0; i < count; ++i) {
    if (rows_[i].empty()) continue;
    if (files_[i] == nullptr) files_[i] = std::make_unique<RowFile>(space_, slots_);
    ENTENTE_TRY(files_[i]->append(context, batch, rows_[i]));
  }
  return {};
}

std::vector<std::uint64_t> hash_rows(std::span<const Column* const> keys,
                                     std::span<const std::uint32_t> rows) {
  std::vector<std::uint64_t> hashes(rows.size(), 0);
  for (const Column* key : keys) {
    // A column that is not bound at all stands for nulls.
    const bool bound = key->type() != ColumnType::empty;
    for (std::size_t i = 0; i < rows.size(); ++i) {
      const Value value = bound ? key->get(rows[i]) : Value();
      hashes[i] = mix_hash(hashes[i] ^ equivalence_hash(value));
    }
  }
  return hashes;
}

}  // namespace entente::query
