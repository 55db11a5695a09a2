#pragma once

#include <string>
#include <vector>

#include "storage/graph/transaction.hpp"

namespace entente::query {

/// The relationship types of a pattern as dictionary numbers. Names that are not known yet are
/// looked up again, since an earlier clause of the same statement may create them.
class RelationshipTypes {
 public:
  explicit RelationshipTypes(const std::vector<std::string>& names)
      : names_(names), any_(names.empty()) {}

  /// Call before each use of ids() or allows().
  void resolve(const storage::Transaction& transaction) {
    if (complete_) return;
    ids_.clear();
    complete_ = true;
    for (const std::string& name : names_) {
      if (const auto id = transaction.find_relationship_type(name)) {
        ids_.push_back(*id);
      } else {
        complete_ = false;
      }
    }
  }
  /// True if no relationship can have one of the types.
  [[nodiscard]] bool none() const { return !any_ && ids_.empty(); }
  /// Empty means any type (unless none()).
  [[nodiscard]] const std::vector<RelationshipTypeId>& ids() const { return ids_; }
  [[nodiscard]] bool allows(RelationshipTypeId type) const {
    if (any_) return true;
    for (const RelationshipTypeId id : ids_) {
      if (id == type) return true;
    }
    return false;
  }

 private:
  const std::vector<std::string>& names_;
  std::vector<RelationshipTypeId> ids_;
  bool any_;
  bool complete_ = false;
};

}  // namespace entente::query
