#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "entente/result.hpp"
#include "storage/format/key.hpp"
#include "storage/format/key_family.hpp"
#include "storage/graph/counter_table.hpp"
#include "storage/kv/write_batch.hpp"

namespace entente::storage {

/// What a transaction wrote and has not committed: per key the final state, in key order, plus sums
/// for the counters. Can be rolled back to an earlier mark. Not thread-safe.
class PendingWrites {
 public:
  enum class State : std::uint8_t { put, erased, merged };
  struct Change {
    State state = State::put;
    /// The key did not exist when the transaction began: nobody else can know it.
    bool created = false;
    /// The value, or the operands one after another.
    std::string value;
  };
  using FamilyChanges = std::map<std::string, Change, std::less<>>;

  /// `created` promises that the key is new to everyone (it holds a fresh id).
  void put(KeyFamily family, std::string_view key, std::string value, bool created = false);
  void erase(KeyFamily family, std::string_view key);
  Status merge(KeyFamily family, std::string_view key, std::string_view operand);
  void add(const StatisticKey& counter, std::int64_t delta);

  [[nodiscard]] const FamilyChanges& changes(KeyFamily family) const {
    return families_[key_family_index(family)];
  }
  [[nodiscard]] const Change* find(KeyFamily family, std::string_view key) const;
  [[nodiscard]] std::int64_t counter_delta(const StatisticKey& counter) const;
  /// What counters are to change by; never 0.
  [[nodiscard]] CounterDeltas changed_counters() const;
  [[nodiscard]] bool empty() const;
  /// Changes with every write: iterators notice by it that they must find their place again.
  [[nodiscard]] std::uint64_t version() const { return version_; }
  /// Bytes of memory held, roughly.
  [[nodiscard]] std::size_t bytes() const { return bytes_; }

  /// A mark for rollback_to(). From the first mark on an undo log is kept.
  std::size_t mark();
  void rollback_to(std::size_t mark);
  /// Appends everything but the counters to `batch`.
  void write_to(WriteBatch& batch) const;

 private:
  /// How one write is undone.
  struct Undo {
    enum class Kind : std::uint8_t { restore, shorten, counter };
    Kind kind;
    KeyFamily family;
    std::string key;
    std::optional<Change> before;
    std::size_t length = 0;
    StatisticKey counter;
    std::int64_t delta = 0;
  };
  FamilyChanges& family_changes(KeyFamily family) { return families_[key_family_index(family)]; }
  void replace(KeyFamily family, std::string_view key, State state, std::string value,
               bool created);
  void undo(Undo& step);

  std::array<FamilyChanges, key_family_count> families_;
  CounterDeltas counters_;
  std::vector<Undo> undo_log_;
  bool keeps_undo_log_ = false;
  std::uint64_t version_ = 0;
  std::size_t bytes_ = 0;
};

}  // namespace entente::storage
