#pragma once

#include <cstdint>

#include "query/exec/adjacency_cache.hpp"
#include "query/exec/node_set.hpp"
#include "query/exec/view_rows.hpp"

namespace entente::query {

/// What ViewRows gives, read from the store node by node: for graphs whose rows are not in memory.
/// One thread; the cache must outlive it.
class ListRows {
 public:
  using Set = NodeSet;

  explicit ListRows(AdjacencyCache& cache) : cache_(&cache) {}

  template <class Visit>
  Status each(EvalContext& context, NodeId node, const Visit& visit) const {
    ENTENTE_ASSIGN(const Neighbours list, cache_->get(context, node));
    for (std::uint32_t i = 0; i < list->size(); ++i) {
      visit((*list)[i].node, RowPlace{(*list)[i].outgoing ? 0U : 1U, i});
    }
    return {};
  }
  Result<std::uint64_t> count(EvalContext& context, NodeId node) const {
    return cache_->degree(context, node);
  }
  Result<std::uint64_t> loops(EvalContext& context, NodeId node) const {
    ENTENTE_ASSIGN(const Neighbours list, cache_->get(context, node));
    std::uint64_t sum = 0;
    for (const Neighbour& neighbour : *list) sum += neighbour.node == node ? 1U : 0U;
    return sum;
  }
  Result<RelationshipId> relationship(EvalContext& context, NodeId node, RowPlace place) const {
    ENTENTE_ASSIGN(const Neighbours list, cache_->get(context, node));
    return (*list)[place.index].relationship;
  }
  [[nodiscard]] bool outgoing(RowPlace place) const { return place.part == 0; }
  void prefetch(NodeId /*node*/) const {}
  void prefetch_row(NodeId /*node*/) const {}
  [[nodiscard]] std::uint64_t node_end() const { return 0; }

 private:
  AdjacencyCache* cache_;
};

}  // namespace entente::query
