#pragma once

#include <algorithm>
#include <memory>
#include <string>

#include "query/eval/context.hpp"
#include "storage/graph/property_column.hpp"
#include "storage/graph/transaction.hpp"

namespace entente::query {

/// A property column during one run, read in words of 64 ids. A key that no element has, or had
/// when the run began, is a column without values. One thread at a time.
class ColumnReader {
 public:
  ColumnReader(storage::EntityKind kind, std::string key) : entity_(kind), key_(std::move(key)) {}

  /// False if the column is not in memory.
  Result<bool> begin(EvalContext& context) {
    release();
    const auto key = context.transaction.find_property_key(key_);
    if (!key) return true;
    ENTENTE_ASSIGN(column_, context.transaction.property_column(entity_, *key));
    if (column_ == nullptr) return false;
    exceptions_ = column_->exceptions();
    return true;
  }

  /// Lets go of the column, at the end of the run at the latest.
  void release() {
    column_.reset();
    exceptions_ = {};
    position_ = 0;
  }

  [[nodiscard]] storage::ColumnKind kind() const {
    return column_ == nullptr ? storage::ColumnKind::none : column_->kind();
  }
  /// Only if kind() is not none.
  [[nodiscard]] const storage::PropertyColumn& column() const { return *column_; }
  /// Ids of the word that have a value in the column itself; exceptions have their own.
  [[nodiscard]] std::uint64_t valid(std::uint64_t word) const {
    if (column_ == nullptr || word >= column_->valid().size()) return 0;
    return column_->valid()[word];
  }
  [[nodiscard]] bool has_exceptions() const { return !exceptions_.empty(); }

  /// visit(bit, value) for the ids of the word whose value is another than the column says.
  template <class Visit>
  void visit_exceptions(std::uint64_t word, Visit visit) {
    if (exceptions_.empty()) return;
    const std::uint64_t first = word * 64;
    if (position_ > 0 && exceptions_[position_ - 1].first >= first) position_ = 0;
    if (position_ == 0 && exceptions_.front().first < first) {
      const auto it = std::lower_bound(
          exceptions_.begin(), exceptions_.end(), first,
          [](const auto& exception, std::uint64_t id) { return exception.first < id; });
      position_ = static_cast<std::size_t>(it - exceptions_.begin());
    }
    for (; position_ < exceptions_.size(); ++position_) {
      const auto& [id, value] = exceptions_[position_];
      if (id >= first + 64) break;
      // Words without candidates are not asked for.
      if (id >= first) visit(std::uint64_t{1} << (id - first), value);
    }
  }

 private:
  storage::EntityKind entity_;
  std::string key_;
  std::shared_ptr<const storage::PropertyColumn> column_;
  std::span<const storage::PropertyColumn::Exception> exceptions_;
  /// The first exception not visited yet; words are mostly asked for in order.
  std::size_t position_ = 0;
};

}  // namespace entente::query
