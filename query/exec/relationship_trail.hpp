#pragma once

#include <algorithm>
#include <cstddef>
#include <unordered_set>
#include <vector>

#include "query/eval/column.hpp"

namespace entente::query {

/// The relationships of a path that grows and shrinks at its end, with a fast test whether one is
/// on it already.
class RelationshipTrail {
 public:
  [[nodiscard]] bool contains(RelationshipId relationship) const {
    if (trail_.size() > short_trail) return long_trail_.contains(relationship);
    return std::any_of(trail_.begin(), trail_.end(),
                       [&](const RelationshipRef& r) { return r.id == relationship; });
  }
  /// The relationship must not be on the trail, unless contains() is never asked.
  void push(const RelationshipRef& relationship) {
    trail_.push_back(relationship);
    if (trail_.size() == short_trail + 1) {
      for (const RelationshipRef& r : trail_) long_trail_.insert(r.id);
    } else if (trail_.size() > short_trail) {
      long_trail_.insert(relationship.id);
    }
  }
  void pop() {
    if (trail_.size() == short_trail + 1) {
      long_trail_.clear();
    } else if (trail_.size() > short_trail) {
      long_trail_.erase(trail_.back().id);
    }
    trail_.pop_back();
  }
  void clear() {
    trail_.clear();
    long_trail_.clear();
  }
  [[nodiscard]] std::size_t size() const { return trail_.size(); }
  [[nodiscard]] const std::vector<RelationshipRef>& relationships() const { return trail_; }

 private:
  /// Up to this length a linear search beats a hash set.
  static constexpr std::size_t short_trail = 24;

  std::vector<RelationshipRef> trail_;
  std::unordered_set<RelationshipId> long_trail_;
};

}  // namespace entente::query
