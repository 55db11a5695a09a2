#include "storage/graph/degree_statistics.hpp"

#include <algorithm>
#include <bit>

#include "storage/base/bytes.hpp"
#include "storage/graph/node_sample.hpp"
#include "storage/graph/transaction.hpp"

namespace entente::storage {

Result<DegreeStatistics> DegreeStatistics::sample(Transaction& transaction, LabelId label,
                                                  RelationshipTypeId type, Direction direction) {
  ENTENTE_ASSIGN(const NodeSample nodes, sample_nodes(transaction, label, sample_max));
  DegreeStatistics result;
  for (const NodeId node : nodes.ids) {
    ENTENTE_ASSIGN(const std::uint64_t degree, transaction.degree(node, direction, {&type, 1}));
    result.add(degree);
  }
  return result;
}

void DegreeStatistics::add(std::uint64_t degree) {
  const auto bucket = static_cast<std::size_t>(std::bit_width(degree));
  ++buckets_[std::min(bucket, bucket_count - 1)];
  ++looked_at_;
  greatest_ = std::max(greatest_, degree);
  sum_ += static_cast<double>(degree);
  sum_of_squares_ += static_cast<double>(degree) * static_cast<double>(degree);
}

void DegreeStatistics::append_to(std::string& out) const {
  append_varint(out, looked_at_);
  append_varint(out, greatest_);
  append_double(out, sum_);
  append_double(out, sum_of_squares_);
  for (const std::uint64_t bucket : buckets_) append_varint(out, bucket);
}

std::optional<DegreeStatistics> DegreeStatistics::read(std::string_view bytes) {
  ByteReader in(bytes);
  DegreeStatistics result;
  result.looked_at_ = in.varint();
  result.greatest_ = in.varint();
  result.sum_ = in.floating();
  result.sum_of_squares_ = in.floating();
  for (std::uint64_t& bucket : result.buckets_) bucket = in.varint();
  if (!in.finished()) return std::nullopt;
  return result;
}

double DegreeStatistics::mean() const {
  return looked_at_ == 0 ? 0 : sum_ / static_cast<double>(looked_at_);
}

double DegreeStatistics::present() const {
  if (looked_at_ == 0) return 0;
  return 1 - static_cast<double>(buckets_[0]) / static_cast<double>(looked_at_);
}

double DegreeStatistics::skew() const {
  if (sum_ <= 0) return 1;
  return std::max(1.0, sum_of_squares_ * static_cast<double>(looked_at_) / (sum_ * sum_));
}

}  // namespace entente::storage
