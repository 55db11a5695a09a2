#include <rocksdb/merge_operator.h>

#include <optional>
#include <string_view>
#include <vector>

#include "storage/base/log.hpp"
#include "storage/format/merge.hpp"
#include "storage/kv/rocks_support.hpp"

namespace entente::storage {

namespace {

std::string_view view(const rocksdb::Slice& slice) { return {slice.data(), slice.size()}; }

class RocksMergeOperator final : public rocksdb::MergeOperator {
 public:
  explicit RocksMergeOperator(MergeKind kind) : kind_(kind) {}

  /// On disk: RocksDB stores it in its options file and compares at open.
  [[nodiscard]] const char* Name() const override { return "entente.merge"; }

  bool FullMergeV2(const MergeOperationInput& in, MergeOperationOutput* out) const override {
    std::optional<std::string_view> base;
    if (in.existing_value != nullptr) base = view(*in.existing_value);
    std::vector<std::string_view> operands;
    operands.reserve(in.operand_list.size());
    for (const rocksdb::Slice& operand : in.operand_list) operands.push_back(view(operand));
    auto merged = merge_full(kind_, base, operands);
    if (!merged) {
      // RocksDB turns false into a Corruption status, which is what it is.
      log(LogLevel::error, merged.error().message);
      return false;
    }
    out->new_value = std::move(merged).value();
    return true;
  }

  bool PartialMergeMulti(const rocksdb::Slice& /*key*/,
                         const std::deque<rocksdb::Slice>& operand_list, std::string* new_value,
                         rocksdb::Logger* /*logger*/) const override {
    std::vector<std::string_view> operands;
    operands.reserve(operand_list.size());
    for (const rocksdb::Slice& operand : operand_list) operands.push_back(view(operand));
    auto merged = merge_partial(kind_, operands);
    if (!merged) return false;
    *new_value = std::move(merged).value();
    return true;
  }

 private:
  MergeKind kind_;
};

}  // namespace

std::shared_ptr<rocksdb::MergeOperator> make_rocks_merge_operator(MergeKind kind) {
  return std::make_shared<RocksMergeOperator>(kind);
}

}  // namespace entente::storage
