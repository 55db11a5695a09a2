#include <algorithm>

#include "query/exec/closing_expand.hpp"

namespace entente::query {
namespace {

using Iterator = NeighbourIterator;

/// Expand followed by expand-into to the node just found: the common neighbours of two bound nodes,
/// by intersecting their sorted lists instead of visiting every neighbour of the first. This is
/// what keeps patterns with cycles (triangles) from costing as much as the open pattern.
class ExpandIntersectOperator final : public ClosingExpandOperator {
 public:
  ExpandIntersectOperator(const ExpandInto& logical, const Expand& expand, Builder& builder,
                          OperatorPtr input)
      : ClosingExpandOperator(
            logical, builder, std::move(input),
            builder.inputs(logical,
                           {expand.spec.relationship, logical.spec.relationship, expand.spec.to}),
            AdjacencyCache(expand.spec.direction, expand.spec.types),
            AdjacencyCache(logical.spec.to == expand.spec.to ? logical.spec.direction
                                                             : reversed(logical.spec.direction),
                           logical.spec.types)),
        first_(expand.spec),
        second_(logical.spec),
        other_end_(second_.to == first_.to ? second_.from : second_.to),
        first_needed_(builder.needs(logical, first_.relationship)),
        second_needed_(builder.needs(logical, second_.relationship)),
        node_needed_(builder.needs(logical, first_.to)),
        first_distinct_(first_.distinct_from),
        second_distinct_(second_.distinct_from),
        must_differ_(std::find(second_.distinct_from.begin(), second_.distinct_from.end(),
                               first_.relationship) != second_.distinct_from.end()) {}

 private:
  void clear_found() override {
    nodes_.clear();
    first_found_.clear();
    second_found_.clear();
  }

  void bind(Batch& out) override {
    if (node_needed_) {
      out.column(first_.to).reset(ColumnType::node);
      out.column(first_.to).nodes() = nodes_;
    }
    if (first_needed_) {
      out.column(first_.relationship).reset(ColumnType::relationship);
      out.column(first_.relationship).relationships() = first_found_;
    }
    if (second_needed_) {
      out.column(second_.relationship).reset(ColumnType::relationship);
      out.column(second_.relationship).relationships() = second_found_;
    }
  }

  Status match(EvalContext& context, std::size_t row) override {
    ENTENTE_ASSIGN(const auto from, node_at(input_batch_.column(first_.from), row));
    ENTENTE_ASSIGN(const auto other, node_at(input_batch_.column(other_end_), row));
    if (!from || !other) return {};
    ENTENTE_ASSIGN(const Neighbours first, first_lists_.get(context, *from));
    if (first->empty()) return {};
    ENTENTE_ASSIGN(const Neighbours second, second_lists_.get(context, *other));
    if (second->empty()) return {};
    from_ = *from;
    other_ = *other;
    first_excluded_.clear();
    second_excluded_.clear();
    first_distinct_.collect(input_batch_, row, first_excluded_);
    second_distinct_.collect(input_batch_, row, second_excluded_);
    for (auto a = first->begin(); a != first->end();) {
      const auto a_end = run_end(a, first->end());
      for (auto b = second->begin(); b != second->end();) {
        const auto b_end = run_end(b, second->end());
        intersect(a, a_end, b, b_end, row);
        b = b_end;
      }
      a = a_end;
    }
    return {};
  }

  /// Steps through the shorter run and looks its nodes up in what is left of the longer one.
  void intersect(Iterator a, Iterator a_end, Iterator b, Iterator b_end, std::size_t row) {
    const bool a_shorter = a_end - a <= b_end - b;
    auto& step = a_shorter ? a : b;
    auto& seek = a_shorter ? b : a;
    const auto step_end = a_shorter ? a_end : b_end;
    const auto seek_end = a_shorter ? b_end : a_end;
    while (step != step_end && seek != seek_end) {
      seek = seek_from(seek, seek_end, step->node);
      if (seek == seek_end) return;
      if (seek->node != step->node) {
        ++step;
        continue;
      }
      const NodeId node = step->node;
      const auto step_group = group_end(step, step_end, node);
      const auto seek_group = group_end(seek, seek_end, node);
      for (auto x = step; x != step_group; ++x) {
        for (auto y = seek; y != seek_group; ++y) {
          offer(a_shorter ? *x : *y, a_shorter ? *y : *x, row);
        }
      }
      step = step_group;
      seek = seek_group;
    }
  }

  /// First entry at or behind `node`: steps that double, then a binary search in between.
  static Iterator seek_from(Iterator begin, Iterator end, NodeId node) {
    std::ptrdiff_t stride = 1;
    auto low = begin;
    while (end - low > stride && (low + stride)->node < node) {
      low += stride;
      stride *= 2;
    }
    const auto high = end - low > stride ? low + stride + 1 : end;
    return std::lower_bound(low, high, node,
                            [](const Neighbour& n, NodeId id) { return n.node < id; });
  }

  static Iterator group_end(Iterator begin, Iterator end, NodeId node) {
    while (begin != end && begin->node == node) ++begin;
    return begin;
  }

  void offer(const Neighbour& first, const Neighbour& second, std::size_t row) {
    if (must_differ_ && first.relationship == second.relationship) return;
    if (contains(first_excluded_, first.relationship)) return;
    if (contains(second_excluded_, second.relationship)) return;
    rows_.push_back(static_cast<std::uint32_t>(row));
    if (node_needed_) nodes_.push_back(first.node);
    if (first_needed_) first_found_.push_back(first.reference(from_));
    if (second_needed_) second_found_.push_back(second.reference(other_));
  }

  static bool contains(const std::vector<RelationshipId>& ids, RelationshipId id) {
    return std::find(ids.begin(), ids.end(), id) != ids.end();
  }

  const ExpandSpec& first_;
  const ExpandSpec& second_;
  Slot other_end_;
  bool first_needed_;
  bool second_needed_;
  bool node_needed_;
  DistinctRelationships first_distinct_;
  DistinctRelationships second_distinct_;
  bool must_differ_;
  NodeId from_;
  NodeId other_;
  std::vector<RelationshipId> first_excluded_;
  std::vector<RelationshipId> second_excluded_;
  std::vector<NodeId> nodes_;
  std::vector<RelationshipRef> first_found_;
  std::vector<RelationshipRef> second_found_;
};

}  // namespace

bool can_intersect(const ExpandInto& logical, const Builder& builder) {
  // PROFILE counts what each operator of the plan does, so it runs them one by one.
  if (builder.runtime().profile || logical.relationship_bound) return false;
  const LogicalOperator& below = *logical.children.front();
  if (below.kind != OperatorKind::expand || as<Expand>(below).relationship_bound) return false;
  const ExpandSpec& first = as<Expand>(below).spec;
  const ExpandSpec& second = logical.spec;
  return first.from != first.to && second.from != second.to &&
         (second.to == first.to || second.from == first.to);
}

Result<OperatorPtr> make_expand_intersect(const ExpandInto& logical, Builder& builder) {
  const auto& expand = as<Expand>(*logical.children.front());
  ENTENTE_ASSIGN(auto input, builder.build_input(expand));
  return OperatorPtr(
      std::make_unique<ExpandIntersectOperator>(logical, expand, builder, std::move(input)));
}

}  // namespace entente::query
