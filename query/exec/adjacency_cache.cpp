#include "query/exec/adjacency_cache.hpp"

#include "query/limits.hpp"

namespace entente::query {

Result<Neighbours> AdjacencyCache::get(EvalContext& context, NodeId node) {
  if (const auto it = lists_.find(node); it != lists_.end()) return it->second;
  ENTENTE_ASSIGN(Neighbours list, read(context, node));
  const std::size_t bytes = list->capacity() * sizeof(Neighbour) + 96;
  if (bytes > bytes_max) return list;
  if (lease_.bytes() + bytes > bytes_max) {
    lists_.clear();
    lease_.release();
  }
  // A cache may never fail a query: without budget the list is just not kept.
  if (lease_.grow(context.memory, bytes).has_value()) lists_.emplace(node, list);
  return list;
}

Result<std::uint64_t> AdjacencyCache::degree(EvalContext& context, NodeId node) {
  if (const auto it = lists_.find(node); it != lists_.end()) return it->second->size();
  types_.resolve(context.transaction);
  if (types_.none()) return std::uint64_t{0};
  return context.transaction.degree(node, direction_, types_.ids());
}

void AdjacencyCache::forget() {
  lists_.clear();
  lease_.release();
  expansion_.reset();
}

Result<Neighbours> AdjacencyCache::read(EvalContext& context, NodeId node) {
  auto list = std::make_shared<std::vector<Neighbour>>();
  types_.resolve(context.transaction);
  if (types_.none()) return Neighbours(std::move(list));
  if (expansion_ == nullptr) {
    ENTENTE_ASSIGN(expansion_, context.transaction.expand(direction_, types_.ids()));
  }
  ENTENTE_TRY(expansion_->begin({&node, 1}));
  while (true) {
    columns_.clear();
    ENTENTE_ASSIGN(const bool more, expansion_->next(columns_, batch_rows * 16));
    if (!more) break;
    const std::size_t old_size = list->size();
    list->resize(old_size + columns_.size());
    for (std::size_t i = 0; i < columns_.size(); ++i) {
      (*list)[old_size + i] = {columns_.neighbour[i], columns_.relationship[i], columns_.type[i],
                               columns_.outgoing[i] != 0};
    }
    ENTENTE_TRY(context.interruption.check());
  }
  return Neighbours(std::move(list));
}

}  // namespace entente::query
