#pragma once

#include "query/plan/selectivity.hpp"
#include "query/plan/symbol_set.hpp"

namespace entente::query {

/// A predicate that an index over the values of one element could answer.
struct UsablePredicate {
  const Expression* expression = nullptr;
  PropertyPredicate property;
};

/// What a filter says about the properties of one node or relationship, as far as indexes go.
class UsablePredicates {
 public:
  /// `bound`: symbols that are bound together with the element: values may not depend on them.
  UsablePredicates(const Filter& filter, Slot element, const SymbolSet& bound,
                   const LogicalPlan& plan);

  [[nodiscard]] bool empty() const { return usable_.empty(); }
  /// The first predicate of the kind on the property; nullptr if there is none.
  [[nodiscard]] const UsablePredicate* find(PropertyPredicate::Kind kind,
                                            const std::string& property) const;

 private:
  std::vector<UsablePredicate> usable_;
};

/// True if an index of this kind holds every element that could equal the value: those that hold
/// values of one kind only are good for values known to be of it.
bool can_answer_equality(storage::IndexKind kind, const Expression& value);

/// How prefix, infix and suffix are looked for.
storage::StringMatch string_match(PropertyPredicate::Kind kind);

}  // namespace entente::query
