#pragma once

#include <array>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

#include "entente/ids.hpp"
#include "entente/result.hpp"

namespace entente::storage {

class Transaction;

/// How relationships of a type are spread over the nodes with a label, by a sample of them.
class DegreeStatistics {
 public:
  static constexpr std::size_t sample_max = 500;
  /// Nodes without relationships, then those with 1, 2..3, 4..7, …
  static constexpr std::size_t bucket_count = 34;

  static Result<DegreeStatistics> sample(Transaction& transaction, LabelId label,
                                         RelationshipTypeId type, Direction direction);

  void add(std::uint64_t degree);

  /// Appends the sample in the form of the file `statistics` (storage/FORMAT.md).
  void append_to(std::string& out) const;
  /// What append_to() wrote; nullopt if the bytes are something else.
  static std::optional<DegreeStatistics> read(std::string_view bytes);

  [[nodiscard]] std::uint64_t looked_at() const { return looked_at_; }
  [[nodiscard]] const std::array<std::uint64_t, bucket_count>& buckets() const { return buckets_; }
  [[nodiscard]] std::uint64_t greatest() const { return greatest_; }
  /// Per node.
  [[nodiscard]] double mean() const;
  /// Share of nodes that have a relationship.
  [[nodiscard]] double present() const;
  /// How many times more relationships the node at the end of one has than the mean node: the mean
  /// of the squares by the square of the mean, at least 1. It is what hubs do to paths over two
  /// relationships of the same type through one node.
  [[nodiscard]] double skew() const;

 private:
  std::array<std::uint64_t, bucket_count> buckets_{};
  std::uint64_t looked_at_ = 0;
  std::uint64_t greatest_ = 0;
  double sum_ = 0;
  double sum_of_squares_ = 0;
};

}  // namespace entente::storage
