#pragma once

#include <map>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "entente/import.hpp"
#include "ingest/import_base/external_ids.hpp"
#include "ingest/import_load/deferred_rows.hpp"
#include "ingest/import_load/graph_target.hpp"
#include "ingest/import_readers/row.hpp"

namespace entente::importing {

/// Takes the rows of all readers, finds the ends of relationships, and gives nodes and
/// relationships to a target. Relationships whose ends no row had yet wait for the end. Not
/// thread-safe.
class RowLoader final : public RowSink {
 public:
  /// `target` and `options` must outlive the loader. `id_column`: the property by which nodes of
  /// spaces without rows are found in the database, by the label the space is named after.
  RowLoader(GraphTarget& target, const ImportOptions& options, std::string id_column,
            std::uint64_t bytes_total)
      : target_(target),
        options_(options),
        id_column_(std::move(id_column)),
        deferred_(options.temporary_folder) {
    progress_.bytes_total = bytes_total;
  }

  Result<LabelId> label(std::string_view name) override { return target_.label(name); }
  Result<RelationshipTypeId> relationship_type(std::string_view name) override {
    return target_.relationship_type(name);
  }
  Result<PropertyKeyId> property_key(std::string_view name) override {
    return target_.property_key(name);
  }
  SpaceId space(std::string_view name) override;
  void set_key(SpaceId space, const NodeKey& key) override;

  Status add_node(NodeRow& row, const RowOrigin& origin) override;
  Status add_relationship(RelationshipRow& row, const RowOrigin& origin) override;
  Status reject(const RowOrigin& origin, std::string_view reason) override;
  Status advance(std::string_view file, std::uint64_t disk_bytes) override;
  void count_bytes(std::uint64_t bytes) override { report_.bytes_read += bytes; }

  /// True if a file of nodes named the space.
  [[nodiscard]] bool has_space(std::string_view name) const;
  /// Adds the relationships that waited; rejects those whose ends nobody has.
  Status finish_rows();
  /// What was loaded so far, without the time.
  [[nodiscard]] const ImportReport& report() const { return report_; }

 private:
  struct Space {
    std::string name;
    std::optional<NodeKey> key;
  };
  /// What is known of an end.
  struct End {
    std::optional<NodeId> node;
    bool ambiguous = false;
  };

  Result<End> find_end(const EndReference& end);
  Result<std::optional<NodeKey>> key_of(const EndReference& end);
  Status store(RelationshipRow& row, NodeId source, NodeId target, const RowOrigin& origin);
  Status reject_end(const EndReference& end, bool ambiguous, const RowOrigin& origin);
  Status judge(const Error& error, const RowOrigin& origin);

  GraphTarget& target_;
  const ImportOptions& options_;
  std::string id_column_;
  ExternalIds ids_;
  std::vector<Space> spaces_;
  DeferredRows deferred_;
  storage::NodeRecord node_record_;
  storage::RelationshipRecord relationship_record_;
  ImportReport report_;
  ImportProgress progress_;
};

}  // namespace entente::importing
