#pragma once

#include "query/plan/statistics.hpp"

namespace entente::query {

/// What a simple predicate says about one property of one node or relationship, as far as an index
/// could use it.
struct PropertyPredicate {
  enum class Kind : std::uint8_t {
    equal,
    in_list,
    lower_bound,
    upper_bound,
    prefix,
    infix,
    suffix
  };
  Kind kind = Kind::equal;
  Slot node = no_slot;
  std::string property;
  const Expression* value = nullptr;
  bool inclusive = false;
};

/// `n.key = e`, `e = n.key`, `n.key IN e`, comparisons of one pair, `n.key STARTS WITH e`, CONTAINS
/// and ENDS WITH; nullopt for anything else. The value may still depend on the node itself: the
/// caller checks.
std::optional<PropertyPredicate> as_property_predicate(const Expression& predicate,
                                                       const LogicalPlan& plan);

/// `id(n) = e` or `id(n) IN e`.
struct IdPredicate {
  Slot node = no_slot;
  const Expression* ids = nullptr;
  bool in_list = false;
};
std::optional<IdPredicate> as_id_predicate(const Expression& predicate, const LogicalPlan& plan);

/// The node and the label if the predicate is a test for exactly one label.
struct LabelPredicate {
  Slot node = no_slot;
  std::string label;
};
std::optional<LabelPredicate> as_label_predicate(const Expression& predicate,
                                                 const LogicalPlan& plan);

/// Estimated share of rows for which the predicate is true, in [0, 1].
double selectivity(const Expression& predicate, const LogicalPlan& plan, Statistics& statistics);

}  // namespace entente::query
