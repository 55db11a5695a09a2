#pragma once

#include <optional>
#include <string_view>

#include "entente/ids.hpp"
#include "entente/result.hpp"
#include "ingest/import_readers/row.hpp"
#include "storage/format/elements.hpp"

namespace entente::importing {

/// Where the rows of an import go. Errors that concern one row only (constraint_validation_failed,
/// limit_exceeded) leave nothing of it; any other ends the import. Not thread-safe.
class GraphTarget {
 public:
  struct AddedNode {
    NodeId node;
    /// It was there already and was changed.
    bool matched = false;
  };

  virtual ~GraphTarget() = default;
  virtual Result<LabelId> label(std::string_view name) = 0;
  virtual Result<RelationshipTypeId> relationship_type(std::string_view name) = 0;
  virtual Result<PropertyKeyId> property_key(std::string_view name) = 0;

  /// Adds a node, or with a key changes the one that has its value.
  virtual Result<AddedNode> add_node(const storage::NodeRecord& record,
                                     const std::optional<NodeKey>& key) = 0;
  /// Adds a relationship; true if it was there and was changed.
  virtual Result<bool> add_relationship(const storage::RelationshipRecord& record) = 0;
  /// A node that was there before the import, by its id as text.
  virtual Result<std::optional<NodeId>> find_node(const NodeKey& key, std::string_view id) = 0;
  /// Changes a node that this import added or matched before.
  virtual Status change_node(NodeId node, const storage::NodeRecord& record) = 0;
  /// True if a row with an id that a row before it had changes that node, false if it is a mistake.
  [[nodiscard]] virtual bool merges_rows() const = 0;
  /// True if there may be nodes that no row of the import is about.
  [[nodiscard]] virtual bool had_nodes() const = 0;

  /// Makes everything durable and visible.
  virtual Status finish() = 0;
};

}  // namespace entente::importing
