#pragma once

#include <memory>

#include "ingest/import_load/graph_target.hpp"
#include "storage/graph/bulk_loader.hpp"

namespace entente::importing {

/// An empty database, filled by sorted files as a whole.
class BulkTarget final : public GraphTarget {
 public:
  /// Errors as BulkLoader::begin.
  static Result<std::unique_ptr<GraphTarget>> begin(std::shared_ptr<storage::GraphStore> store,
                                                    storage::BulkLoadOptions options);

  Result<LabelId> label(std::string_view name) override { return loader_->label(name); }
  Result<RelationshipTypeId> relationship_type(std::string_view name) override {
    return loader_->relationship_type(name);
  }
  Result<PropertyKeyId> property_key(std::string_view name) override {
    return loader_->property_key(name);
  }
  Result<AddedNode> add_node(const storage::NodeRecord& record,
                             const std::optional<NodeKey>& key) override;
  Result<bool> add_relationship(const storage::RelationshipRecord& record) override;
  Result<std::optional<NodeId>> find_node(const NodeKey& key, std::string_view id) override;
  Status change_node(NodeId node, const storage::NodeRecord& record) override;
  [[nodiscard]] bool merges_rows() const override { return false; }
  [[nodiscard]] bool had_nodes() const override { return false; }
  Status finish() override { return loader_->finish(); }

 private:
  explicit BulkTarget(std::unique_ptr<storage::BulkLoader> loader) : loader_(std::move(loader)) {}
  std::unique_ptr<storage::BulkLoader> loader_;
};

}  // namespace entente::importing
