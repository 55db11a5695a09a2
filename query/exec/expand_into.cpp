#include <algorithm>

#include "query/exec/closing_expand.hpp"

namespace entente::query {
namespace {

/// The relationships between two bound nodes, looked up from the end with fewer of them.
class ExpandIntoOperator final : public ClosingExpandOperator {
 public:
  ExpandIntoOperator(const ExpandInto& logical, Builder& builder, OperatorPtr input)
      : ClosingExpandOperator(logical, builder, std::move(input),
                              builder.inputs(logical, {logical.spec.relationship}),
                              AdjacencyCache(logical.spec.direction, logical.spec.types),
                              AdjacencyCache(reversed(logical.spec.direction), logical.spec.types)),
        spec_(logical.spec),
        relationship_needed_(builder.needs(logical, spec_.relationship)),
        distinct_(spec_.distinct_from) {}

 private:
  void clear_found() override { found_.clear(); }

  void bind(Batch& out) override {
    if (!relationship_needed_) return;
    out.column(spec_.relationship).reset(ColumnType::relationship);
    out.column(spec_.relationship).relationships() = found_;
  }

  Status match(EvalContext& context, std::size_t row) override {
    ENTENTE_ASSIGN(const auto from, node_at(input_batch_.column(spec_.from), row));
    ENTENTE_ASSIGN(const auto to, node_at(input_batch_.column(spec_.to), row));
    if (!from || !to) return {};
    ENTENTE_ASSIGN(const bool use_forward, prefer_forward(context, *from, *to));
    const NodeId start = use_forward ? *from : *to;
    const NodeId end = use_forward ? *to : *from;
    ENTENTE_ASSIGN(const Neighbours list,
                   (use_forward ? first_lists_ : second_lists_).get(context, start));
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
    if (first_lists_.has(from)) return true;
    if (second_lists_.has(to)) return false;
    ENTENTE_ASSIGN(const std::uint64_t out_degree, first_lists_.degree(context, from));
    if (out_degree <= small_degree) return true;
    ENTENTE_ASSIGN(const std::uint64_t in_degree, second_lists_.degree(context, to));
    return out_degree <= in_degree;
  }

  /// Within one direction and type the list is sorted by neighbour: binary search, run by run.
  template <class Visit>
  static void each_between(const std::vector<Neighbour>& list, NodeId end, const Visit& visit) {
    auto begin = list.begin();
    while (begin != list.end()) {
      const auto end_of_run = run_end(begin, list.end());
      auto it = std::lower_bound(begin, end_of_run, end,
                                 [](const Neighbour& n, NodeId id) { return n.node < id; });
      for (; it != end_of_run && it->node == end; ++it) visit(*it);
      begin = end_of_run;
    }
  }

  /// Degrees so small that asking for the other end's costs more than it can save.
  static constexpr std::uint64_t small_degree = 64;

  const ExpandSpec& spec_;
  bool relationship_needed_;
  DistinctRelationships distinct_;
  std::vector<RelationshipRef> found_;
  std::vector<RelationshipId> excluded_;
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
