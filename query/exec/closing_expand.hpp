#pragma once

#include <algorithm>
#include <vector>

#include "query/exec/adjacency_cache.hpp"
#include "query/exec/batch_util.hpp"
#include "query/exec/distinct_relationships.hpp"
#include "query/exec/operators.hpp"
#include "query/limits.hpp"

namespace entente::query {

/// The direction that leads back.
inline Direction reversed(Direction direction) {
  switch (direction) {
    case Direction::outgoing: return Direction::incoming;
    case Direction::incoming: return Direction::outgoing;
    case Direction::either: break;
  }
  return Direction::either;
}

using NeighbourIterator = std::vector<Neighbour>::const_iterator;

/// The end of the run of one direction and type that begins here; a run is sorted by neighbour.
inline NeighbourIterator run_end(NeighbourIterator begin, NeighbourIterator end) {
  const auto same = [&](const Neighbour& n) {
    return n.type == begin->type && n.outgoing == begin->outgoing;
  };
  return same(*(end - 1)) ? end : std::partition_point(begin, end, same);
}

/// What operators share that join two bound nodes through the lists of both: input rows are taken
/// one by one, the rows found are gathered into batches. Lists that were read once are kept,
/// because patterns with cycles ask for the same node many times in a row.
class ClosingExpandOperator : public InputOperator {
 public:
  ClosingExpandOperator(const LogicalOperator& logical, Builder& builder, OperatorPtr input,
                        std::vector<Slot> input_slots, AdjacencyCache first, AdjacencyCache second)
      : InputOperator(logical, builder.runtime(), std::move(input)),
        first_lists_(std::move(first)),
        second_lists_(std::move(second)),
        input_slots_(std::move(input_slots)) {}

 protected:
  /// Finds what belongs to one input row and notes the row in rows_ once per result.
  virtual Status match(EvalContext& context, std::size_t row) = 0;
  /// Forgets the results of the last batch; moves them into the operator's own columns of `out`.
  virtual void clear_found() = 0;
  virtual void bind(Batch& out) = 0;

  Status restart(EvalContext& /*context*/) override {
    row_ = 0;
    prepare(input_batch_);
    forget_if_updating();
    return {};
  }

  Result<bool> do_next(EvalContext& context, Batch& out) override {
    rows_.clear();
    clear_found();
    while (rows_.size() < batch_rows) {
      if (row_ >= input_batch_.rows()) {
        if (!rows_.empty()) break;
        ENTENTE_ASSIGN(const bool more, input().next(context, input_batch_));
        row_ = 0;
        if (!more) return false;
        forget_if_updating();
      }
      ENTENTE_TRY(match(context, row_++));
      ENTENTE_TRY(ticker_.tick(context));
    }
    out.gather(input_batch_, rows_, input_slots_);
    bind(out);
    return true;
  }

  AdjacencyCache first_lists_;
  AdjacencyCache second_lists_;
  Batch input_batch_;
  std::vector<std::uint32_t> rows_;

 private:
  void forget_if_updating() {
    if (!runtime_.updating) return;
    first_lists_.forget();
    second_lists_.forget();
  }

  std::vector<Slot> input_slots_;
  std::size_t row_ = 0;
  Ticker ticker_;
};

}  // namespace entente::query
