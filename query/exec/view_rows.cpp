#include "query/exec/view_rows.hpp"

#include "storage/graph/transaction.hpp"

namespace entente::query {

Result<std::optional<ViewRows>> ViewRows::open(storage::Transaction& transaction,
                                               Direction direction,
                                               const RelationshipTypes& types) {
  std::vector<Part> parts;
  if (types.none()) return std::optional<ViewRows>(ViewRows({}));
  const auto add = [&](Direction side, std::span<const RelationshipTypeId> ids) -> Result<bool> {
    ENTENTE_ASSIGN(auto view, transaction.adjacency(side, ids));
    if (view == nullptr) return false;
    Part part;
    part.view = std::move(view);
    part.outgoing = side == Direction::outgoing;
    part.skip_loops = direction == Direction::either && !part.outgoing;
    if (!ids.empty()) part.type = ids.front();
    parts.push_back(std::move(part));
    return true;
  };
  for (const Direction side : {Direction::outgoing, Direction::incoming}) {
    if (direction != Direction::either && direction != side) continue;
    const std::span<const RelationshipTypeId> ids = types.ids();
    for (std::size_t i = 0; i < std::max<std::size_t>(1, ids.size()); ++i) {
      const auto one = ids.empty() ? ids : ids.subspan(i, 1);
      ENTENTE_ASSIGN(const bool there, add(side, one));
      if (!there) return std::optional<ViewRows>();
    }
  }
  return std::optional<ViewRows>(ViewRows(std::move(parts)));
}

}  // namespace entente::query
