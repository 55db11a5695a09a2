#pragma once

#include <set>
#include <string>

#include "query/plan/logical_plan.hpp"

namespace entente::query {

/// Some names, or all there are.
struct NameSet {
  bool all = false;
  std::set<std::string, std::less<>> names;

  void add(const std::string& name) { names.insert(name); }
  void add(const NameSet& other) {
    all = all || other.all;
    names.insert(other.names.begin(), other.names.end());
  }
  [[nodiscard]] bool any() const { return all || !names.empty(); }
  [[nodiscard]] bool meets(const NameSet& other) const;
};

/// What an operator (or several) may read from the graph and change in it.
struct Effects {
  bool reads_all_nodes = false;
  NameSet labels_scanned;
  NameSet labels_tested;
  NameSet types_read;
  NameSet properties_read;

  bool creates_nodes = false;
  NameSet labels_created;
  NameSet types_created;
  bool deletes = false;
  NameSet properties_set;
  NameSet labels_changed;

  void add(const Effects& other);
  [[nodiscard]] bool reads() const;
  [[nodiscard]] bool writes() const;
};

/// Effects of one operator, without its children.
Effects effects_of(const LogicalOperator& op, const LogicalPlan& plan);
/// Effects of everything in the subtree.
Effects effects_below(const LogicalOperator& op, const LogicalPlan& plan);

/// True if it may make a difference whether `first` is finished for all rows before `second` starts
/// with the first row.
bool may_interfere(const Effects& first, const Effects& second);

}  // namespace entente::query
