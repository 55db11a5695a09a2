#pragma once

#include <cstdint>
#include <vector>

#include "query/eval/column.hpp"

namespace entente::query {

/// Orderability of two values in columns; negative, 0, positive. A column without a representation
/// stands for nulls.
int order_in_columns(const Column& a, std::size_t row_a, const Column& b, std::size_t row_b);

/// The order of ORDER BY between rows whose keys are columns.
class RowOrder {
 public:
  struct Key {
    Slot slot = no_slot;
    bool descending = false;
  };

  RowOrder() = default;
  explicit RowOrder(std::vector<Key> keys) : keys_(std::move(keys)) {}

  /// Negative if row `row_a` of `a` comes before row `row_b` of `b`, 0 if no key decides.
  [[nodiscard]] int compare(const Batch& a, std::size_t row_a, const Batch& b,
                            std::size_t row_b) const {
    for (const Key& key : keys_) {
      const int result = order_in_columns(a.column(key.slot), row_a, b.column(key.slot), row_b);
      if (result != 0) return key.descending ? -result : result;
    }
    return 0;
  }

 private:
  std::vector<Key> keys_;
};

}  // namespace entente::query
