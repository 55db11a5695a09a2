#include "query/eval/comparison.hpp"

#include "query/eval/number_comparison.hpp"
#include "query/eval/temporal_order.hpp"

namespace entente::query {
namespace {

using Outcome = Comparability::Outcome;

std::partial_ordering compare_number_values(const Value& a, const Value& b) {
  if (a.is_integer()) {
    return b.is_integer() ? compare_numbers(a.as_integer(), b.as_integer())
                          : compare_numbers(a.as_integer(), b.as_float());
  }
  return b.is_integer() ? compare_numbers(a.as_float(), b.as_integer())
                        : compare_numbers(a.as_float(), b.as_float());
}

/// Folds three-valued equality over elements: one false decides, else one unknown.
class Conjunction {
 public:
  /// False if the answer is known to be false.
  bool add(std::optional<bool> part) {
    if (!part) unknown_ = true;
    if (part && !*part) false_ = true;
    return !false_;
  }
  [[nodiscard]] std::optional<bool> result() const {
    if (false_) return false;
    if (unknown_) return std::nullopt;
    return true;
  }

 private:
  bool false_ = false;
  bool unknown_ = false;
};

std::optional<bool> equal_lists(const ValueList& a, const ValueList& b) {
  if (a.size() != b.size()) return false;
  Conjunction all;
  for (std::size_t i = 0; i < a.size(); ++i) {
    if (!all.add(equals(a[i], b[i]))) break;
  }
  return all.result();
}

std::optional<bool> equal_maps(const PropertyMap& a, const PropertyMap& b) {
  if (a.size() != b.size()) return false;
  for (std::size_t i = 0; i < a.size(); ++i) {
    if (a[i].first != b[i].first) return false;
  }
  Conjunction all;
  for (std::size_t i = 0; i < a.size(); ++i) {
    if (!all.add(equals(a[i].second, b[i].second))) break;
  }
  return all.result();
}

bool equal_paths(const Path& a, const Path& b) {
  if (a.nodes.size() != b.nodes.size()) return false;
  for (std::size_t i = 0; i < a.nodes.size(); ++i) {
    if (a.nodes[i].node_id() != b.nodes[i].node_id()) return false;
  }
  for (std::size_t i = 0; i < a.relationships.size(); ++i) {
    if (a.relationships[i].as_relationship().id != b.relationships[i].as_relationship().id) {
      return false;
    }
  }
  return true;
}

Outcome to_outcome(std::partial_ordering ordering) {
  if (ordering == std::partial_ordering::unordered) return Outcome::incomparable;
  if (ordering < 0) return Outcome::less;
  return ordering > 0 ? Outcome::greater : Outcome::equal;
}

Outcome compare_lists(const ValueList& a, const ValueList& b) {
  const std::size_t common = std::min(a.size(), b.size());
  for (std::size_t i = 0; i < common; ++i) {
    Outcome outcome = compare(a[i], b[i]).outcome;
    // Kinds without an order can still be equal, and then the next elements decide.
    if (outcome == Outcome::unknown && equals(a[i], b[i]) == true) outcome = Outcome::equal;
    if (outcome != Outcome::equal) return outcome;
  }
  return to_outcome(a.size() <=> b.size());
}

}  // namespace

std::optional<bool> equals(const Value& a, const Value& b) {
  if (a.is_null() || b.is_null()) return std::nullopt;
  if (a.is_number() && b.is_number()) return compare_number_values(a, b) == 0;
  if (a.kind() != b.kind()) return false;
  switch (a.kind()) {
    case ValueKind::boolean: return a.as_boolean() == b.as_boolean();
    case ValueKind::string: return a.as_string() == b.as_string();
    case ValueKind::list: return equal_lists(a.as_list(), b.as_list());
    case ValueKind::map: return equal_maps(a.as_map(), b.as_map());
    case ValueKind::node: return a.node_id() == b.node_id();
    case ValueKind::relationship: return a.as_relationship().id == b.as_relationship().id;
    case ValueKind::path: return equal_paths(a.as_path(), b.as_path());
    case ValueKind::point: return a.as_point() == b.as_point();
    case ValueKind::duration: return a.as_duration() == b.as_duration();
    default: return order_temporal(a, b) == 0;
  }
}

Comparability compare(const Value& a, const Value& b) {
  if (a.is_null() || b.is_null()) return {Outcome::unknown};
  if (a.is_number() && b.is_number()) return {to_outcome(compare_number_values(a, b))};
  if (a.kind() != b.kind()) return {Outcome::unknown};
  switch (a.kind()) {
    case ValueKind::boolean: return {to_outcome(a.as_boolean() <=> b.as_boolean())};
    case ValueKind::string: return {to_outcome(a.as_string() <=> b.as_string())};
    case ValueKind::list: return {compare_lists(a.as_list(), b.as_list())};
    case ValueKind::date:
    case ValueKind::local_time:
    case ValueKind::time:
    case ValueKind::local_date_time:
    case ValueKind::date_time: return {to_outcome(order_temporal(a, b) <=> 0)};
    default: return {Outcome::unknown};
  }
}

}  // namespace entente::query
