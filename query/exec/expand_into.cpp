#include <algorithm>

#include "query/exec/adjacency_cache.hpp"
#include "query/exec/batch_util.hpp"
#include "query/exec/distinct_relationships.hpp"
#include "query/exec/operators.hpp"
#include "query/limits.hpp"

namespace entente::query {
namespace {

Direction reversed(Direction direction) {
  switch (direction) {
    case Direction::outgoing: return Direction::incoming;
    case Direction::incoming: return Direction::outgoing;
    case Direction::either: break;
  }
  return Direction::either;
}

/// The relationships between two bound nodes, looked up from the end with fewer of them. Lists
/// that were read once are kept: patterns with cycles ask for the same node many times in a row.
class ExpandIntoOperator final : public InputOperator {
 public:
  ExpandIntoOperator(const ExpandInto& logical, Builder& builder, OperatorPtr input)
      : InputOperator(logical, builder.runtime(), std::move(input)),
        spec_(logical.spec),
        relationship_needed_(builder.needs(logical, spec_.relationship)),
        input_slots_(builder.inputs(logical, {spec_.relationship})),
        distinct_(spec_.distinct_from),
        forward_(spec_.direction, spec_.types),
        backward_(reversed(spec_.direction), spec_.types) {}

 protected:
  Status restart(EvalContext& /*context*/) override {
    row_ = 0;
    prepare(input_batch_);
    forget_if_updating();
    return {};
  }

  Result<bool> do_next(EvalContext& context, Batch& out) override {
    rows_.clear();
    found_.clear();
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
    if (relationship_needed_) {
      out.column(spec_.relationship).reset(ColumnType::relationship);
      out.column(spec_.relationship).relationships() = found_;
    }
    return true;
  }

 private:
  void forget_if_updating() {
    if (!runtime_.updating) return;
    forward_.forget();
    backward_.forget();
  }

  Status match(EvalContext& context, std::size_t row) {
    ENTENTE_ASSIGN(const auto from, node_at(input_batch_.column(spec_.from), row));
    ENTENTE_ASSIGN(const auto to, node_at(input_batch_.column(spec_.to), row));
    if (!from || !to) return {};
    ENTENTE_ASSIGN(const bool use_forward, prefer_forward(context, *from, *to));
    const NodeId start = use_forward ? *from : *to;
    const NodeId end = use_forward ? *to : *from;
    ENTENTE_ASSIGN(const Neighbours list, (use_forward ? forward_ : backward_).get(context, start));
    excluded_.clear();
    distinct_.collect(input_batch_, row, excluded_);
    each_between(*list, end, [&](const Neighbour& neighbour) {
      const RelationshipId id = neighbour.relationship;
      if (std::find(excluded_.begin(), excluded_.end(), id) != excluded_.end()) return;
      rows_.push_back(static_cast<std::uint32_t>(row));
      found_.push_back(neighbour.reference(start));
    });
    return {};
  }

  Result<bool> prefer_forward(EvalContext& context, NodeId from, NodeId to) {
    if (forward_.has(from)) return true;
    if (backward_.has(to)) return false;
    ENTENTE_ASSIGN(const std::uint64_t out_degree, forward_.degree(context, from));
    if (out_degree <= small_degree) return true;
    ENTENTE_ASSIGN(const std::uint64_t in_degree, backward_.degree(context, to));
    return out_degree <= in_degree;
  }

  /// Within one direction and type the list is sorted by neighbour: binary search, run by run.
  template <class Visit>
  static void each_between(const std::vector<Neighbour>& list, NodeId end, const Visit& visit) {
    auto begin = list.begin();
    while (begin != list.end()) {
      const auto run_end =
          begin->type == list.back().type && begin->outgoing == list.back().outgoing
              ? list.end()
              : std::partition_point(begin, list.end(), [&](const Neighbour& n) {
                  return n.type == begin->type && n.outgoing == begin->outgoing;
                });
      auto it = std::lower_bound(begin, run_end, end,
                                 [](const Neighbour& n, NodeId id) { return n.node < id; });
      for (; it != run_end && it->node == end; ++it) visit(*it);
      begin = run_end;
    }
  }

  /// Degrees so small that asking for the other end's costs more than it can save.
  static constexpr std::uint64_t small_degree = 64;

  const ExpandSpec& spec_;
  bool relationship_needed_;
  std::vector<Slot> input_slots_;
  DistinctRelationships distinct_;
  AdjacencyCache forward_;
  AdjacencyCache backward_;
  Batch input_batch_;
  std::size_t row_ = 0;
  std::vector<std::uint32_t> rows_;
  std::vector<RelationshipRef> found_;
  std::vector<RelationshipId> excluded_;
  Ticker ticker_;
};

}  // namespace

Result<OperatorPtr> make_expand_into(const ExpandInto& logical, Builder& builder) {
  if (logical.relationship_bound) {
    return make_follow_relationship(logical, logical.spec, true, builder);
  }
  if (can_intersect(logical, builder)) return make_expand_intersect(logical, builder);
  ENTENTE_ASSIGN(auto input, builder.build_input(logical));
  return OperatorPtr(std::make_unique<ExpandIntoOperator>(logical, builder, std::move(input)));
}

}  // namespace entente::query
