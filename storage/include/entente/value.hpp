#pragma once

#include <atomic>
#include <cassert>
#include <cstdint>
#include <cstring>
#include <initializer_list>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "entente/export.hpp"
#include "entente/ids.hpp"

namespace entente {

class Value;
struct Node;
struct Relationship;
struct Path;

/// Calendar date, proleptic Gregorian: days since 1970-01-01.
struct Date {
  std::int64_t days = 0;
  friend bool operator==(const Date&, const Date&) = default;
};
/// Time of day without offset: nanoseconds since midnight, [0, 86'400'000'000'000).
struct LocalTime {
  std::int64_t nanos = 0;
  friend bool operator==(const LocalTime&, const LocalTime&) = default;
};
/// Time of day with an offset east of UTC in seconds; `nanos` is local time since midnight.
struct Time {
  std::int64_t nanos = 0;
  std::int32_t offset_seconds = 0;
  friend bool operator==(const Time&, const Time&) = default;
};
/// Date and time without offset: seconds since 1970-01-01T00:00 (as if UTC) and nanoseconds.
struct LocalDateTime {
  std::int64_t seconds = 0;
  std::int32_t nanos = 0;
  friend bool operator==(const LocalDateTime&, const LocalDateTime&) = default;
};
/// An instant: UTC seconds since the epoch, nanoseconds, the offset in force, and the time zone's
/// IANA name if one was given (empty otherwise).
struct DateTime {
  std::int64_t seconds = 0;
  std::int32_t nanos = 0;
  std::int32_t offset_seconds = 0;
  std::string zone;
  friend bool operator==(const DateTime&, const DateTime&) = default;
};
/// CIP2015-08-06 duration: the four groups are kept apart; nanos in (-1e9, 1e9), same sign rule as
/// the CIP (seconds carry the sign, 0 <= nanos < 1e9).
struct Duration {
  std::int64_t months = 0;
  std::int64_t days = 0;
  std::int64_t seconds = 0;
  std::int32_t nanos = 0;
  friend bool operator==(const Duration&, const Duration&) = default;
};
/// A point; srid 7203/9157 are Cartesian 2D/3D, 4326/4979 are WGS-84 2D/3D.
struct Point {
  std::int32_t srid = 7203;
  double x = 0;
  double y = 0;
  double z = 0;
  [[nodiscard]] bool three_dimensional() const { return srid == 9157 || srid == 4979; }
  friend bool operator==(const Point&, const Point&) = default;
};

/// Kinds of values. The numbers are part of the storage format: never change or reuse one.
enum class ValueKind : std::uint8_t {
  null = 0,
  boolean = 1,
  integer = 2,
  floating = 3,
  string = 4,
  list = 5,
  map = 6,
  node = 7,
  relationship = 8,
  path = 9,
  date = 10,
  local_time = 11,
  time = 12,
  local_date_time = 13,
  date_time = 14,
  duration = 15,
  point = 16,
};

/// openCypher's word for a kind: "NULL", "BOOLEAN", "INTEGER", "FLOAT", "STRING", "LIST", …
ENTENTE_API std::string_view to_string(ValueKind kind);

using ValueList = std::vector<Value>;

/// An immutable-by-sharing Cypher value of 16 bytes. Null, booleans, integers and floats are stored
/// in place; everything else is a reference-counted heap object that copies of the Value share.
/// Thread rule: distinct Value objects may be used from different threads even if they share data.
class ENTENTE_API Value {
 public:
  Value() noexcept : kind_(ValueKind::null) { payload_.integer = 0; }
  Value(std::nullptr_t) noexcept : Value() {}                                           // NOLINT
  Value(bool b) noexcept : kind_(ValueKind::boolean) { payload_.integer = b ? 1 : 0; }  // NOLINT
  Value(std::int64_t i) noexcept : kind_(ValueKind::integer) { payload_.integer = i; }  // NOLINT
  Value(int i) noexcept : Value(static_cast<std::int64_t>(i)) {}                        // NOLINT
  Value(double d) noexcept : kind_(ValueKind::floating) { payload_.floating = d; }      // NOLINT
  Value(std::string_view s);                                                            // NOLINT
  Value(std::string&& s);                                                               // NOLINT
  Value(const std::string& s) : Value(std::string_view(s)) {}                           // NOLINT
  Value(const char* s) : Value(std::string_view(s)) {}                                  // NOLINT
  Value(ValueList items);                                                               // NOLINT
  Value(Date v);                                                                        // NOLINT
  Value(LocalTime v);                                                                   // NOLINT
  Value(Time v);                                                                        // NOLINT
  Value(LocalDateTime v);                                                               // NOLINT
  Value(DateTime v);                                                                    // NOLINT
  Value(Duration v);                                                                    // NOLINT
  Value(Point v);                                                                       // NOLINT
  /// A node known only by identity; labels and properties are read when they are needed.
  Value(NodeId id) noexcept : kind_(ValueKind::node), resolved_(false) {  // NOLINT
    payload_.integer = static_cast<std::int64_t>(id.value);
  }
  Value(Node node);                  // NOLINT
  Value(Relationship relationship);  // NOLINT
  Value(Path path);                  // NOLINT
  /// A map; of equal keys the last one wins.
  static Value map(std::vector<std::pair<std::string, Value>> entries);

  Value(const Value& o) noexcept : kind_(o.kind_), resolved_(o.resolved_), payload_(o.payload_) {
    retain();
  }
  Value(Value&& o) noexcept : kind_(o.kind_), resolved_(o.resolved_), payload_(o.payload_) {
    o.kind_ = ValueKind::null;
  }
  Value& operator=(const Value& o) noexcept {
    Value copy(o);
    swap(copy);
    return *this;
  }
  Value& operator=(Value&& o) noexcept {
    if (this != &o) {
      release();
      kind_ = o.kind_;
      resolved_ = o.resolved_;
      payload_ = o.payload_;
      o.kind_ = ValueKind::null;
    }
    return *this;
  }
  ~Value() { release(); }
  void swap(Value& o) noexcept {
    std::swap(kind_, o.kind_);
    std::swap(resolved_, o.resolved_);
    std::swap(payload_, o.payload_);
  }

  [[nodiscard]] ValueKind kind() const noexcept { return kind_; }
  [[nodiscard]] bool is(ValueKind k) const noexcept { return kind_ == k; }
  [[nodiscard]] bool is_null() const noexcept { return kind_ == ValueKind::null; }
  [[nodiscard]] bool is_boolean() const noexcept { return kind_ == ValueKind::boolean; }
  [[nodiscard]] bool is_integer() const noexcept { return kind_ == ValueKind::integer; }
  [[nodiscard]] bool is_float() const noexcept { return kind_ == ValueKind::floating; }
  [[nodiscard]] bool is_number() const noexcept { return is_integer() || is_float(); }
  [[nodiscard]] bool is_string() const noexcept { return kind_ == ValueKind::string; }
  [[nodiscard]] bool is_list() const noexcept { return kind_ == ValueKind::list; }
  [[nodiscard]] bool is_map() const noexcept { return kind_ == ValueKind::map; }
  [[nodiscard]] bool is_node() const noexcept { return kind_ == ValueKind::node; }
  [[nodiscard]] bool is_relationship() const noexcept { return kind_ == ValueKind::relationship; }
  [[nodiscard]] bool is_path() const noexcept { return kind_ == ValueKind::path; }

  /// Accessors: calling one for another kind is a programmer's mistake (asserted). References stay
  /// valid while any Value sharing the data lives.
  [[nodiscard]] bool as_boolean() const {
    assert(is_boolean());
    return payload_.integer != 0;
  }
  [[nodiscard]] std::int64_t as_integer() const {
    assert(is_integer());
    return payload_.integer;
  }
  [[nodiscard]] double as_float() const {
    assert(is_float());
    return payload_.floating;
  }
  /// Integer or float as double.
  [[nodiscard]] double as_number() const {
    assert(is_number());
    return is_integer() ? static_cast<double>(payload_.integer) : payload_.floating;
  }
  [[nodiscard]] std::string_view as_string() const;
  [[nodiscard]] const ValueList& as_list() const;
  /// Entries sorted by key, keys unique.
  [[nodiscard]] const std::vector<std::pair<std::string, Value>>& as_map() const;
  /// The value at `key` of a map, or nullptr.
  [[nodiscard]] const Value* find(std::string_view key) const;
  [[nodiscard]] NodeId node_id() const;
  /// False for a node known only by identity (never so in results given to users).
  [[nodiscard]] bool node_resolved() const {
    assert(is_node());
    return resolved_;
  }
  [[nodiscard]] const Node& as_node() const;
  [[nodiscard]] const Relationship& as_relationship() const;
  [[nodiscard]] const Path& as_path() const;
  [[nodiscard]] Date as_date() const;
  [[nodiscard]] LocalTime as_local_time() const;
  [[nodiscard]] Time as_time() const;
  [[nodiscard]] LocalDateTime as_local_date_time() const;
  [[nodiscard]] const DateTime& as_date_time() const;
  [[nodiscard]] const Duration& as_duration() const;
  [[nodiscard]] const Point& as_point() const;

  /// Bytes this value holds on the heap, shared parts counted in full; used by memory budgets.
  [[nodiscard]] std::size_t heap_bytes() const;

  /// The text Cypher would write for it: strings quoted with ', nodes as (:L {k: v}). The nesting
  /// is cut at a depth of 100 with "…".
  [[nodiscard]] std::string to_text() const;

 private:
  struct Counted {
    std::atomic<std::uint32_t> references{1};
  };
  template <class T>
  struct Box;
  union Payload {
    std::int64_t integer;
    double floating;
    Counted* counted;
  };

  [[nodiscard]] bool on_heap() const noexcept {
    return kind_ >= ValueKind::string && (kind_ != ValueKind::node || resolved_);
  }
  void retain() const noexcept {
    if (on_heap()) payload_.counted->references.fetch_add(1, std::memory_order_relaxed);
  }
  void release() noexcept {
    if (on_heap() && payload_.counted->references.fetch_sub(1, std::memory_order_acq_rel) == 1) {
      destroy();
    }
  }
  void destroy() noexcept;
  template <class T>
  const T& boxed() const;
  template <class T>
  void set_box(ValueKind kind, T value);

  ValueKind kind_;
  bool resolved_ = true;
  Payload payload_;
};
static_assert(sizeof(Value) == 16);

/// Same kind and same content, recursively; NaN is identical to NaN, 1 is not identical to 1.0.
/// This is for tests and containers; Cypher's four comparisons live in query/eval/comparison.hpp.
ENTENTE_API bool identical(const Value& a, const Value& b);

/// Named values of a node, relationship or map, sorted by key, keys unique.
using PropertyMap = std::vector<std::pair<std::string, Value>>;

/// A node as given to users: identity, labels sorted by name, properties sorted by key.
struct Node {
  NodeId id;
  std::vector<std::string> labels;
  PropertyMap properties;
};

/// A relationship. Inside the engine `type_id` and the ends are always set, while `type` and
/// `properties` are filled in (and `resolved` set) only for results given to users.
struct Relationship {
  RelationshipId id;
  RelationshipTypeId type_id;
  NodeId source;
  NodeId target;
  bool resolved = false;
  std::string type;
  PropertyMap properties;
};

/// A path: nodes.size() == relationships.size() + 1; relationship i joins nodes i and i+1 in either
/// direction.
struct Path {
  ValueList nodes;
  ValueList relationships;
  [[nodiscard]] std::size_t length() const { return relationships.size(); }
};

}  // namespace entente
