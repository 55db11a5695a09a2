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

/// Share of runs of a subquery that give a row, if they give `rows` on average: as if rows fell to
/// runs by chance.
double share_with_rows(double rows);

/// The value if the expression says it now; nullptr for none, and for parameters.
const Value* known_value(const Expression* expression);

/// Shares of the nodes with a label of which a property equals a value, lies between bounds
/// (nullptr: open) or is a text that matches. From a histogram if there is one and the value is
/// known at planning; otherwise from the number of different values, or a guess.
double share_equal_to(Statistics& statistics, std::string_view label, std::string_view property,
                      const Expression& value);
double share_between(Statistics& statistics, std::string_view label, std::string_view property,
                     const Expression* lower, const Expression* upper);
double share_matching(Statistics& statistics, std::string_view label, std::string_view property,
                      storage::StringMatch match, const Expression& text);

/// How many of the predicates, by position, go along with others on the same element: values of one
/// thing are mostly related, so each further condition keeps more than its share alone says. The
/// strictest counts fully, the next by its square root, and so on; labels and relationships between
/// elements are left as they are. Both bounds of one property become one condition.
void damp(std::vector<double>& shares, const std::vector<const Expression*>& predicates,
          const LogicalPlan& plan, Statistics& statistics);

/// Estimated share of rows for which the predicate is true, in [0, 1].
double selectivity(const Expression& predicate, const LogicalPlan& plan, Statistics& statistics);

}  // namespace entente::query
