#pragma once

#include <cstdint>
#include <memory>

#include "query/exec/builder.hpp"
#include "storage/graph/property_column.hpp"

namespace entente::query {

/// What a predicate says of 64 elements, a bit each: yes, no, or neither, which is unknown.
struct TruthWord {
  std::uint64_t yes = 0;
  std::uint64_t no = 0;
};

/// A predicate about the properties of one element, answered for 64 ids at once from columns in
/// memory (storage/graph/property_column.hpp) in three-valued logic: comparisons with values that
/// no row changes, IS [NOT] NULL, and what AND, OR, XOR and NOT make of them. None of them can
/// fail. One thread at a time.
class ColumnPredicate {
 public:
  virtual ~ColumnPredicate() = default;
  /// Looks up what is needed for one run, during which the transaction writes nothing. False if a
  /// column is not in memory, or a value cannot be computed: then rows must be looked at one by
  /// one.
  virtual Result<bool> begin(EvalContext& context) = 0;
  /// Lets go of what belongs to the run.
  virtual void release() = 0;
  /// For ids 64 * word … 64 * word + 63; bits outside of `candidates` mean nothing.
  virtual TruthWord test(std::uint64_t word, std::uint64_t candidates) = 0;
};
using ColumnPredicatePtr = std::unique_ptr<ColumnPredicate>;

/// The predicate for the element that symbol `element` stands for; null if columns cannot tell.
Result<ColumnPredicatePtr> make_column_predicate(const Expression& expression, Slot element,
                                                 storage::EntityKind kind, Builder& builder);

}  // namespace entente::query
