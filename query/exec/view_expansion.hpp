#pragma once

#include <optional>
#include <span>

#include "query/exec/view_rows.hpp"
#include "storage/graph/records.hpp"
#include "storage/graph/transaction.hpp"

namespace entente::query {

/// Follows all relationships of a batch of nodes over rows in memory: what storage::Expansion does
/// over lists, with only the columns somebody reads. One thread.
class ViewExpansion {
 public:
  /// `references`: the relationships themselves are wanted, not only where they lead.
  explicit ViewExpansion(bool references) : references_(references) {}

  /// False if the rows are not in memory, or do not tell what is wanted. Asked once until forget().
  Result<bool> open(EvalContext& context, Direction direction, const RelationshipTypes& types);
  /// Must be called after the transaction wrote something.
  void forget() {
    asked_ = false;
    rows_.reset();
  }
  /// Sets the start nodes; the span must stay valid until next() gives nothing.
  void begin(std::span<const NodeId> sources) {
    sources_ = sources;
    source_ = part_ = 0;
    offset_ = 0;
  }
  /// Fills `out` with up to `rows_max` relationships; false at the end. Without references only
  /// source_row and neighbour are filled.
  bool next(storage::ExpandColumns& out, std::size_t rows_max);

 private:
  /// Takes from the current row what there is room for.
  void take(storage::ExpandColumns& out, std::size_t rows_max);

  bool references_;
  bool asked_ = false;
  std::optional<ViewRows> rows_;
  std::span<const NodeId> sources_;
  std::size_t source_ = 0;
  std::size_t part_ = 0;
  std::size_t offset_ = 0;
};

}  // namespace entente::query
