#include "storage/graph/node_sample.hpp"

#include <algorithm>
#include <array>

#include "storage/graph/transaction.hpp"

namespace entente::storage {
namespace {

constexpr std::uint64_t ids_read_max = 4'000'000;
constexpr std::size_t ids_per_batch = 1024;

}  // namespace

Result<NodeSample> sample_nodes(Transaction& transaction, LabelId label, std::size_t count) {
  NodeSample sample;
  ENTENTE_ASSIGN(sample.all, transaction.node_count(label));
  const std::uint64_t stride =
      std::max<std::uint64_t>(1, (std::min(sample.all, ids_read_max) + count - 1) / count);
  ENTENTE_ASSIGN(const auto cursor, transaction.nodes_with_label(label));
  std::array<NodeId, ids_per_batch> batch;
  std::uint64_t position = 0;
  while (sample.ids.size() < count) {
    ENTENTE_ASSIGN(const std::size_t read, cursor->next(batch));
    if (read == 0) break;
    for (std::size_t i = 0; i < read && sample.ids.size() < count; ++i, ++position) {
      if (position % stride == stride / 2) sample.ids.push_back(batch[i]);
    }
  }
  return sample;
}

}  // namespace entente::storage
