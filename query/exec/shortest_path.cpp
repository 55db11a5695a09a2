#include <algorithm>

#include "query/exec/batch_util.hpp"
#include "query/exec/operators.hpp"
#include "query/exec/shortest_path_search.hpp"
#include "query/limits.hpp"

namespace entente::query {
namespace {

/// Shortest trails between two bound nodes, one or all. Predicates over the path are tried on what
/// the two-sided search finds; if they refuse it, trails are tried in order of their length.
class ShortestPathOperator final : public InputOperator {
 public:
  ShortestPathOperator(const ShortestPath& logical, Builder& builder, OperatorPtr input,
                       CompiledExpressionPtr properties,
                       std::vector<CompiledExpressionPtr> predicates)
      : InputOperator(logical, builder.runtime(), std::move(input)),
        path_(logical),
        spec_(logical.spec),
        predicates_(std::move(predicates)),
        outputs_(builder.outputs(logical)),
        length_max_(logical.upper.value_or(path_length_max)),
        constraint_(std::move(properties), spec_.distinct_from),
        search_(spec_, constraint_),
        adjacency_(spec_.direction, spec_.types),
        trails_(adjacency_, constraint_) {}

 protected:
  Status restart(EvalContext& /*context*/) override {
    prepare(input_batch_);
    row_ = 0;
    if (runtime_.updating) forget();
    return {};
  }

  Result<bool> do_next(EvalContext& context, Batch& out) override {
    while (true) {
      while (row_ < input_batch_.rows() && out.rows() < batch_rows) {
        ENTENTE_TRY(find(context, row_++, out));
      }
      if (out.rows() > 0) return true;
      ENTENTE_ASSIGN(const bool more, input().next(context, input_batch_));
      row_ = 0;
      if (!more) return false;
      if (runtime_.updating) forget();
    }
  }

 private:
  void forget() {
    adjacency_.forget();
    search_.forget();
  }

  Status find(EvalContext& context, std::size_t row, Batch& out) {
    ENTENTE_ASSIGN(const auto from, node_at(input_batch_.column(spec_.from), row));
    ENTENTE_ASSIGN(const auto to, node_at(input_batch_.column(spec_.to), row));
    if (!from || !to) return {};
    ENTENTE_TRY(constraint_.begin_row(context, input_batch_, row));
    if (*from == *to && path_.lower == 0) {
      ENTENTE_ASSIGN(const bool accepted, offer(context, row, *from, {}, out));
      if (accepted) return {};
    }
    // Two frontiers meet on a shortest walk between different nodes; that it is longer than the
    // lower bound cannot be asked of them, nor can a way back to where it began.
    if (*from == *to || path_.lower > 1) {
      return find_by_length(context, row, *from, *to, std::max<std::uint64_t>(1, path_.lower), out);
    }
    bool accepted_any = false;
    std::uint64_t length = 0;
    ENTENTE_TRY(search_.find(context, *from, *to, length_max_, path_.all || !predicates_.empty(),
                             [&](const std::vector<RelationshipRef>& trail) -> Result<bool> {
                               length = trail.size();
                               ENTENTE_ASSIGN(const bool accepted,
                                              offer(context, row, *from, trail, out));
                               accepted_any = accepted_any || accepted;
                               return path_.all || !accepted;
                             }));
    if (accepted_any || length == 0 || predicates_.empty()) return {};
    return find_by_length(context, row, *from, *to, length + 1, out);
  }

  /// Tries all trails of each length in turn, until one counts or none can be longer.
  Status find_by_length(EvalContext& context, std::size_t row, NodeId from, NodeId to,
                        std::uint64_t length_min, Batch& out) {
    for (std::uint64_t length = length_min; length <= length_max_; ++length) {
      bool reached_length = false;
      bool accepted_any = false;
      ENTENTE_TRY(trails_.begin(context, from, length));
      while (true) {
        ENTENTE_ASSIGN(const bool more, trails_.next(context));
        if (!more) break;
        if (trails_.relationships().size() < length) continue;
        reached_length = true;
        if (trails_.end_node() != to) continue;
        ENTENTE_ASSIGN(const bool accepted,
                       offer(context, row, from, trails_.relationships(), out));
        accepted_any = accepted_any || accepted;
        if (accepted && !path_.all) break;
      }
      trails_.end();
      if (accepted_any || !reached_length) return {};
    }
    return {};
  }

  /// Adds the trail as a row unless a predicate refuses it.
  Result<bool> offer(EvalContext& context, std::size_t row, NodeId from,
                     const std::vector<RelationshipRef>& trail, Batch& out) {
    prepare(candidate_);
    for (Slot slot = 0; slot < input_batch_.symbol_count(); ++slot) {
      if (input_batch_.column(slot).type() != ColumnType::empty) {
        candidate_.column(slot).append_from(input_batch_.column(slot), row);
      }
    }
    candidate_.set_rows(1);
    if (spec_.relationship != no_slot) {
      Column& list = candidate_.column(spec_.relationship);
      list.reset(ColumnType::value);
      list.values().push_back(relationship_list(trail, path_.reversed));
    }
    if (path_.path != no_slot) {
      Column& path = candidate_.column(path_.path);
      path.reset(ColumnType::value);
      path.values().push_back(path_value(from, trail, path_.reversed));
    }
    for (const CompiledExpressionPtr& predicate : predicates_) {
      ENTENTE_ASSIGN(const Value holds, evaluate_at(context, *predicate, candidate_, 0));
      if (!holds.is_boolean() || !holds.as_boolean()) return false;
    }
    append_rows(out, candidate_, outputs_);
    return true;
  }

  const ShortestPath& path_;
  const ExpandSpec& spec_;
  std::vector<CompiledExpressionPtr> predicates_;
  std::vector<Slot> outputs_;
  std::uint64_t length_max_;
  PathConstraint constraint_;
  ShortestPathSearch search_;
  AdjacencyCache adjacency_;
  TrailSearch trails_;
  Batch input_batch_;
  Batch candidate_;
  std::size_t row_ = 0;
};

}  // namespace

Result<OperatorPtr> make_shortest_path(const ShortestPath& logical, Builder& builder) {
  ENTENTE_ASSIGN(auto input, builder.build_input(logical));
  ENTENTE_ASSIGN(auto properties, builder.compile_optional(logical.properties));
  ENTENTE_ASSIGN(auto predicates, builder.compile_all(logical.predicates));
  return OperatorPtr(std::make_unique<ShortestPathOperator>(
      logical, builder, std::move(input), std::move(properties), std::move(predicates)));
}

}  // namespace entente::query
