#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "entente/ids.hpp"
#include "entente/result.hpp"
#include "entente/value.hpp"

namespace entente::storage {

class Transaction;

/// What a sample of the nodes with a label says of the values of one property: an equi-depth
/// histogram at its finest, the sorted sample itself. All shares are of the nodes with the label,
/// in [0, 1]; nodes without the property count as such.
class ValueStatistics {
 public:
  /// Nodes looked at, at most.
  static constexpr std::size_t sample_max = 1000;

  /// Reads about every k-th node of the label, so that old and new ones are among them. A label
  /// with fewer than sample_max nodes is read whole.
  static Result<ValueStatistics> sample(Transaction& transaction, LabelId label,
                                        PropertyKeyId property);

  /// `nodes`: with the label; `looked_at`: of them, in the sample; `values`: what they have. Of
  /// long values the beginning is kept.
  ValueStatistics(std::uint64_t nodes, std::size_t looked_at, const ValueList& values);

  /// Appends the sample in the form of the file `statistics` (storage/FORMAT.md).
  void append_to(std::string& out) const;
  /// What append_to() wrote; nullopt if the bytes are something else.
  static std::optional<ValueStatistics> read(std::string_view bytes);

  [[nodiscard]] std::uint64_t nodes() const { return nodes_; }
  [[nodiscard]] std::size_t looked_at() const { return looked_at_; }
  /// Share of nodes that have the property.
  [[nodiscard]] double present() const;
  /// Estimated number of different values of all nodes: the estimator Duj1 of Haas et al.,
  /// Sampling- based estimation of the number of distinct values of an attribute, VLDB 1995; at
  /// least 1.
  [[nodiscard]] double distinct() const { return distinct_; }
  /// Share of nodes with just this value / with one that is not known yet.
  [[nodiscard]] double equal(const Value& value) const;
  [[nodiscard]] double equal_to_any() const { return present() / distinct_; }
  /// Share of nodes whose value can be compared with the bounds and lies between them; nullptr
  /// leaves a side open. At least one bound is given (asserted).
  [[nodiscard]] double between(const Value* lower, const Value* upper) const;
  /// Share of nodes whose value is a string that begins with `text`.
  [[nodiscard]] double prefix(std::string_view text) const;

  struct CommonValue {
    Value value;
    double share = 0;
  };
  /// Values that occur more than once in the sample, the most common first, at most `count`.
  [[nodiscard]] std::vector<CommonValue> most_common(std::size_t count) const;
  /// Values that cut the sample into `parts` equally large parts, from the least to the greatest.
  [[nodiscard]] ValueList bounds(std::size_t parts) const;

 private:
  [[nodiscard]] double share_between(std::string_view begin, std::string_view end) const;

  struct Entry {
    std::string bytes;  // ordered encoding, cut
    Value value;
  };
  std::uint64_t nodes_;
  std::size_t looked_at_;
  std::vector<Entry> sorted_;
  double distinct_ = 1;
  double repeated_ = 0;        // values that occur more than once in the sample
  double share_repeated_ = 0;  // of the sample's values, those of them
};

}  // namespace entente::storage
