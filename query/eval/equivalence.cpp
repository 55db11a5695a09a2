#include <cmath>

#include "query/eval/comparison.hpp"
#include "query/eval/number_comparison.hpp"
#include "query/eval/temporal_order.hpp"
#include "storage/base/checksum.hpp"

namespace entente::query {
namespace {

bool equivalent_floats(double a, double b) { return a == b || (std::isnan(a) && std::isnan(b)); }

bool equivalent_numbers(const Value& a, const Value& b) {
  if (a.is_integer() && b.is_integer()) return a.as_integer() == b.as_integer();
  if (a.is_float() && b.is_float()) return equivalent_floats(a.as_float(), b.as_float());
  return a.is_integer() ? compare_numbers(a.as_integer(), b.as_float()) == 0
                        : compare_numbers(b.as_integer(), a.as_float()) == 0;
}

bool equivalent_lists(const ValueList& a, const ValueList& b) {
  if (a.size() != b.size()) return false;
  for (std::size_t i = 0; i < a.size(); ++i) {
    if (!equivalent(a[i], b[i])) return false;
  }
  return true;
}

bool equivalent_maps(const PropertyMap& a, const PropertyMap& b) {
  if (a.size() != b.size()) return false;
  for (std::size_t i = 0; i < a.size(); ++i) {
    if (a[i].first != b[i].first || !equivalent(a[i].second, b[i].second)) return false;
  }
  return true;
}

bool equivalent_points(const Point& a, const Point& b) {
  return a.srid == b.srid && equivalent_floats(a.x, b.x) && equivalent_floats(a.y, b.y) &&
         equivalent_floats(a.z, b.z);
}

std::uint64_t mix(std::uint64_t hash, std::uint64_t next) {
  // The multiplier of splitmix64 spreads neighbouring ids over all bits.
  hash ^= next + 0x9E3779B97F4A7C15ULL + (hash << 6U) + (hash >> 2U);
  hash = (hash ^ (hash >> 30U)) * 0xBF58476D1CE4E5B9ULL;
  return hash ^ (hash >> 27U);
}

std::uint64_t hash_text(std::string_view text) { return storage::checksum(text); }

std::uint64_t bits(double value) {
  std::uint64_t result = 0;
  std::memcpy(&result, &value, sizeof(result));
  return result;
}

std::uint64_t hash_float(double value) {
  if (std::isnan(value)) return mix(1, 0x7FF8);
  // A float that is a whole number of 64 bits hashes as that integer; -0.0 becomes 0 this way.
  if (value >= -9223372036854775808.0 && value < 9223372036854775808.0 &&
      std::trunc(value) == value) {
    return mix(2, static_cast<std::uint64_t>(static_cast<std::int64_t>(value)));
  }
  return mix(3, bits(value));
}

std::uint64_t hash_temporal(const Value& value) {
  const auto seed = static_cast<std::uint64_t>(value.kind());
  const auto number = [](std::int64_t n) { return static_cast<std::uint64_t>(n); };
  switch (value.kind()) {
    case ValueKind::date: return mix(seed, number(value.as_date().days));
    case ValueKind::local_time: return mix(seed, number(value.as_local_time().nanos));
    case ValueKind::time:
      return mix(mix(seed, number(value.as_time().nanos)), number(value.as_time().offset_seconds));
    case ValueKind::local_date_time:
      return mix(mix(seed, number(value.as_local_date_time().seconds)),
                 number(value.as_local_date_time().nanos));
    case ValueKind::date_time:
      return mix(mix(seed, number(value.as_date_time().seconds)),
                 number(value.as_date_time().nanos));
    case ValueKind::duration: {
      const Duration& d = value.as_duration();
      return mix(mix(mix(seed, number(d.months)), number(d.days)),
                 number(d.seconds) * 31U + number(d.nanos));
    }
    default: return seed;
  }
}

std::uint64_t hash_value(const Value& value);

std::uint64_t hash_list(std::uint64_t seed, const ValueList& items) {
  std::uint64_t hash = mix(seed, items.size());
  for (const Value& item : items) hash = mix(hash, hash_value(item));
  return hash;
}

std::uint64_t hash_value(const Value& value) {
  const auto seed = static_cast<std::uint64_t>(value.kind());
  switch (value.kind()) {
    case ValueKind::null: return mix(seed, 0);
    case ValueKind::boolean: return mix(seed, value.as_boolean() ? 1 : 0);
    case ValueKind::integer: return mix(2, static_cast<std::uint64_t>(value.as_integer()));
    case ValueKind::floating: return hash_float(value.as_float());
    case ValueKind::string: return hash_text(value.as_string());
    case ValueKind::list: return hash_list(seed, value.as_list());
    case ValueKind::map: {
      std::uint64_t hash = mix(seed, value.as_map().size());
      for (const auto& [key, item] : value.as_map()) {
        hash = mix(mix(hash, hash_text(key)), hash_value(item));
      }
      return hash;
    }
    case ValueKind::node: return mix(seed, value.node_id().value);
    case ValueKind::relationship: return mix(seed, value.as_relationship().id.value);
    case ValueKind::path:
      return hash_list(hash_list(seed, value.as_path().nodes), value.as_path().relationships);
    case ValueKind::point: {
      const Point& p = value.as_point();
      return mix(mix(hash_float(p.x), hash_float(p.y)),
                 hash_float(p.z) + static_cast<std::uint64_t>(p.srid));
    }
    default: return hash_temporal(value);
  }
}

}  // namespace

bool equivalent(const Value& a, const Value& b) {
  if (a.is_number() && b.is_number()) return equivalent_numbers(a, b);
  if (a.kind() != b.kind()) return false;
  switch (a.kind()) {
    case ValueKind::null: return true;
    case ValueKind::boolean: return a.as_boolean() == b.as_boolean();
    case ValueKind::string: return a.as_string() == b.as_string();
    case ValueKind::list: return equivalent_lists(a.as_list(), b.as_list());
    case ValueKind::map: return equivalent_maps(a.as_map(), b.as_map());
    case ValueKind::node: return a.node_id() == b.node_id();
    case ValueKind::relationship: return a.as_relationship().id == b.as_relationship().id;
    case ValueKind::path:
      return equivalent_lists(a.as_path().nodes, b.as_path().nodes) &&
             equivalent_lists(a.as_path().relationships, b.as_path().relationships);
    case ValueKind::point: return equivalent_points(a.as_point(), b.as_point());
    default: return order_temporal(a, b) == 0;
  }
}

std::size_t equivalence_hash(const Value& value) { return hash_value(value); }

}  // namespace entente::query
