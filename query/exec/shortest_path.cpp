#include <algorithm>

#include "query/exec/batch_util.hpp"
#include "query/exec/operators.hpp"
#include "query/exec/shortest_path_search.hpp"
#include "query/exec/trail.hpp"
#include "query/limits.hpp"

namespace entente::query {
namespace {

/// Shortest trails of one relationship pattern between two bound nodes, one or all.
class ShortestPathOperator final : public InputOperator {
 public:
  ShortestPathOperator(const ShortestPath& logical, Builder& builder, OperatorPtr input,
                       CompiledExpressionPtr properties)
      : InputOperator(logical, builder.runtime(), std::move(input)),
        path_(logical),
        spec_(logical.spec),
        list_needed_(builder.needs(logical, spec_.relationship)),
        path_needed_(logical.path != no_slot && builder.needs(logical, logical.path)),
        input_slots_(builder.inputs(logical, {spec_.relationship, logical.path})),
        length_max_(logical.upper.value_or(path_length_max)),
        constraint_(std::move(properties), spec_.distinct_from),
        search_(spec_, constraint_),
        adjacency_(spec_.direction, spec_.types) {}

 protected:
  Status restart(EvalContext& /*context*/) override {
    prepare(input_batch_);
    row_ = 0;
    if (runtime_.updating) forget();
    return {};
  }

  Result<bool> do_next(EvalContext& context, Batch& out) override {
    rows_.clear();
    lists_.clear();
    paths_.clear();
    while (rows_.size() < batch_rows) {
      if (row_ >= input_batch_.rows()) {
        // The batch given out refers to the rows of one input batch only.
        if (!rows_.empty()) break;
        ENTENTE_ASSIGN(const bool more, input().next(context, input_batch_));
        row_ = 0;
        if (!more) return false;
        if (runtime_.updating) forget();
      }
      ENTENTE_TRY(find(context, row_++));
    }
    out.gather(input_batch_, rows_, input_slots_);
    put(list_needed_, spec_.relationship, lists_, out);
    put(path_needed_, path_.path, paths_, out);
    return true;
  }

 private:
  static void put(bool needed, Slot slot, std::vector<Value>& values, Batch& out) {
    if (!needed) return;
    out.column(slot).reset(ColumnType::value);
    out.column(slot).values() = std::move(values);
    values = {};
  }

  void forget() {
    adjacency_.forget();
    search_.forget();
  }

  Status find(EvalContext& context, std::size_t row) {
    ENTENTE_ASSIGN(const auto from, node_at(input_batch_.column(spec_.from), row));
    ENTENTE_ASSIGN(const auto to, node_at(input_batch_.column(spec_.to), row));
    if (!from || !to) return {};
    ENTENTE_TRY(constraint_.begin_row(context, input_batch_, row));
    if (*from == *to && path_.lower == 0) {
      give(row, *from, {});
      return {};
    }
    // Two frontiers meet on a shortest walk between different nodes; a way back to where it began
    // cannot be asked of them.
    if (*from == *to) return find_closed(context, row, *from);
    return search_.find(context, *from, *to, length_max_, path_.all,
                        [&](const std::vector<RelationshipRef>& trail) -> Result<bool> {
                          give(row, *from, trail);
                          return path_.all;
                        });
  }

  /// A shortest way back to where it began is a first step and a shortest path from there that does
  /// not use the step again: if a node stood twice on it, a part could be left out.
  Status find_closed(EvalContext& context, std::size_t row, NodeId node) {
    closed_.clear();
    longest_ = length_max_;
    ENTENTE_ASSIGN(const Neighbours steps, adjacency_.get(context, node));
    for (const Neighbour& step : *steps) {
      if (longest_ == 0) break;
      if (!constraint_.trivial()) {
        ENTENTE_ASSIGN(const bool allowed, constraint_.allows(context, step.relationship));
        if (!allowed) continue;
      }
      std::vector<RelationshipRef> trail = {step.reference(node)};
      if (step.node == node) {
        ENTENTE_TRY(keep(context, std::move(trail)));
        continue;
      }
      const auto visit = [&](const std::vector<RelationshipRef>& rest) -> Result<bool> {
        trail.resize(1);
        trail.insert(trail.end(), rest.begin(), rest.end());
        ENTENTE_TRY(keep(context, trail));
        return path_.all;
      };
      ENTENTE_TRY(search_.find(context, step.node, node, longest_ - 1, path_.all, visit,
                               step.relationship));
    }
    for (const auto& trail : closed_) give(row, node, trail);
    lease_.release();
    return {};
  }

  /// Keeps a trail, which is not longer than `longest_`, instead of all that are longer.
  Status keep(EvalContext& context, std::vector<RelationshipRef> trail) {
    if (!closed_.empty() && trail.size() < closed_.front().size()) closed_.clear();
    longest_ = path_.all ? trail.size() : trail.size() - 1;
    ENTENTE_TRY(lease_.grow(context.memory, trail.size() * sizeof(RelationshipRef)));
    closed_.push_back(std::move(trail));
    return {};
  }

  void give(std::size_t row, NodeId from, const std::vector<RelationshipRef>& trail) {
    rows_.push_back(static_cast<std::uint32_t>(row));
    if (list_needed_) lists_.push_back(relationship_list(trail, path_.reversed));
    if (path_needed_) paths_.push_back(path_value(from, trail, path_.reversed));
  }

  const ShortestPath& path_;
  const ExpandSpec& spec_;
  bool list_needed_;
  bool path_needed_;
  std::vector<Slot> input_slots_;
  std::uint64_t length_max_;
  PathConstraint constraint_;
  ShortestPathSearch search_;
  AdjacencyCache adjacency_;
  /// The shortest trails from a node to itself so far, and how long a better one may be.
  std::vector<std::vector<RelationshipRef>> closed_;
  std::uint64_t longest_ = 0;
  MemoryLease lease_;
  Batch input_batch_;
  std::size_t row_ = 0;
  std::vector<std::uint32_t> rows_;
  std::vector<Value> lists_;
  std::vector<Value> paths_;
};

}  // namespace

Result<OperatorPtr> make_shortest_path(const ShortestPath& logical, Builder& builder) {
  ENTENTE_ASSIGN(auto input, builder.build_input(logical));
  ENTENTE_ASSIGN(auto properties, builder.compile_optional(logical.properties));
  return OperatorPtr(std::make_unique<ShortestPathOperator>(logical, builder, std::move(input),
                                                            std::move(properties)));
}

}  // namespace entente::query
