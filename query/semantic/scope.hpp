#pragma once

#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "query/eval/symbol.hpp"

namespace entente::query {

/// Where the row of the LOAD CSV before stands in its file.
struct CsvPosition {
  Slot file = no_slot;
  Slot line = no_slot;
};

/// The variables visible at one point of a query, by name. Cheap to copy: a nested scope (subquery,
/// comprehension) is a copy that may shadow or add names and is then dropped.
class Scope {
 public:
  /// What file() and linenumber() give here; none before a LOAD CSV and behind a grouping.
  std::optional<CsvPosition> csv;

  [[nodiscard]] std::optional<Slot> find(std::string_view name) const {
    const auto it = names_.find(name);
    return it == names_.end() ? std::nullopt : std::optional<Slot>(it->second);
  }
  void bind(std::string name, Slot slot) { names_[std::move(name)] = slot; }
  void remove(std::string_view name) {
    if (const auto it = names_.find(name); it != names_.end()) names_.erase(it);
  }
  void clear() { names_.clear(); }
  [[nodiscard]] bool empty() const { return names_.empty(); }
  /// Sorted by name.
  [[nodiscard]] const std::map<std::string, Slot, std::less<>>& names() const { return names_; }
  [[nodiscard]] std::vector<std::string> candidates() const {
    std::vector<std::string> result;
    for (const auto& [name, slot] : names_) result.push_back(name);
    return result;
  }

 private:
  std::map<std::string, Slot, std::less<>> names_;
};

}  // namespace entente::query
