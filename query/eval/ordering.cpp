#include <algorithm>
#include <cmath>

#include "query/eval/comparison.hpp"
#include "query/eval/number_comparison.hpp"
#include "query/eval/temporal_order.hpp"

namespace entente::query {
namespace {

/// Place of a kind in the global order; integers and floats share one.
int rank(ValueKind kind) {
  switch (kind) {
    case ValueKind::map: return 0;
    case ValueKind::node: return 1;
    case ValueKind::relationship: return 2;
    case ValueKind::list: return 3;
    case ValueKind::path: return 4;
    case ValueKind::point: return 5;
    case ValueKind::date_time: return 6;
    case ValueKind::local_date_time: return 7;
    case ValueKind::date: return 8;
    case ValueKind::time: return 9;
    case ValueKind::local_time: return 10;
    case ValueKind::duration: return 11;
    case ValueKind::string: return 12;
    case ValueKind::boolean: return 13;
    case ValueKind::integer:
    case ValueKind::floating: return 14;
    case ValueKind::null: return 15;
  }
  return 15;
}

template <class T>
int sign(const T& a, const T& b) {
  return a < b ? -1 : (b < a ? 1 : 0);
}

/// Floats with NaN above everything and equal to itself.
int order_floats(double a, double b) {
  if (std::isnan(a) || std::isnan(b)) return sign(std::isnan(a), std::isnan(b));
  return sign(a, b);
}

int order_numbers(const Value& a, const Value& b) {
  if (a.is_integer() && b.is_integer()) return sign(a.as_integer(), b.as_integer());
  if (a.is_float() && b.is_float()) return order_floats(a.as_float(), b.as_float());
  if (b.is_integer()) return -order_numbers(b, a);
  const auto ordering = compare_numbers(a.as_integer(), b.as_float());
  if (ordering == std::partial_ordering::unordered) return -1;
  return ordering < 0 ? -1 : (ordering > 0 ? 1 : 0);
}

int order_lists(const ValueList& a, const ValueList& b) {
  const std::size_t common = std::min(a.size(), b.size());
  for (std::size_t i = 0; i < common; ++i) {
    if (const int c = order(a[i], b[i]); c != 0) return c;
  }
  return sign(a.size(), b.size());
}

/// Fewer entries first, then by keys, then by values.
int order_maps(const PropertyMap& a, const PropertyMap& b) {
  if (a.size() != b.size()) return sign(a.size(), b.size());
  for (std::size_t i = 0; i < a.size(); ++i) {
    if (const int c = sign(a[i].first, b[i].first); c != 0) return c;
  }
  for (std::size_t i = 0; i < a.size(); ++i) {
    if (const int c = order(a[i].second, b[i].second); c != 0) return c;
  }
  return 0;
}

/// As the list of nodes and relationships in path order.
int order_paths(const Path& a, const Path& b) {
  const std::size_t common = std::min(a.nodes.size(), b.nodes.size());
  for (std::size_t i = 0; i < common; ++i) {
    if (i > 0) {
      const int c = order(a.relationships[i - 1], b.relationships[i - 1]);
      if (c != 0) return c;
    }
    if (const int c = order(a.nodes[i], b.nodes[i]); c != 0) return c;
  }
  return sign(a.nodes.size(), b.nodes.size());
}

int order_points(const Point& a, const Point& b) {
  if (a.srid != b.srid) return sign(a.srid, b.srid);
  if (const int c = order_floats(a.x, b.x); c != 0) return c;
  if (const int c = order_floats(a.y, b.y); c != 0) return c;
  return order_floats(a.z, b.z);
}

}  // namespace

int order(const Value& a, const Value& b) {
  const int rank_a = rank(a.kind());
  const int rank_b = rank(b.kind());
  if (rank_a != rank_b) return rank_a < rank_b ? -1 : 1;
  switch (a.kind()) {
    case ValueKind::null: return 0;
    case ValueKind::boolean: return sign(a.as_boolean(), b.as_boolean());
    case ValueKind::integer:
    case ValueKind::floating: return order_numbers(a, b);
    case ValueKind::string: return sign(a.as_string(), b.as_string());
    case ValueKind::list: return order_lists(a.as_list(), b.as_list());
    case ValueKind::map: return order_maps(a.as_map(), b.as_map());
    case ValueKind::node: return sign(a.node_id(), b.node_id());
    case ValueKind::relationship: return sign(a.as_relationship().id, b.as_relationship().id);
    case ValueKind::path: return order_paths(a.as_path(), b.as_path());
    case ValueKind::point: return order_points(a.as_point(), b.as_point());
    default: return order_temporal(a, b);
  }
}

}  // namespace entente::query
