#include "ingest/import_load/bulk_target.hpp"

#include <cassert>
#include <utility>

namespace entente::importing {

Result<std::unique_ptr<GraphTarget>> BulkTarget::begin(std::shared_ptr<storage::GraphStore> store,
                                                       storage::BulkLoadOptions options) {
  ENTENTE_ASSIGN(auto loader, storage::BulkLoader::begin(std::move(store), std::move(options)));
  return std::unique_ptr<GraphTarget>(new BulkTarget(std::move(loader)));
}

Result<GraphTarget::AddedNode> BulkTarget::add_node(const storage::NodeRecord& record,
                                                    const std::optional<NodeKey>& /*key*/) {
  ENTENTE_ASSIGN(const NodeId node, loader_->add_node(record));
  return AddedNode{node, false};
}

Result<bool> BulkTarget::add_relationship(const storage::RelationshipRecord& record) {
  ENTENTE_TRY(loader_->add_relationship(record));
  return false;
}

Result<std::optional<NodeId>> BulkTarget::find_node(const NodeKey& /*key*/,
                                                    std::string_view /*id*/) {
  return std::optional<NodeId>();
}

Status BulkTarget::change_node(NodeId /*node*/, const storage::NodeRecord& /*record*/) {
  assert(false && "merges_rows() says that rows do not change nodes");
  return {};
}

}  // namespace entente::importing
