#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "entente/ids.hpp"
#include "entente/result.hpp"
#include "storage/format/elements.hpp"

/// What all readers make of their files, and whom they give it to. A reader knows one format and
/// nothing of databases; a sink knows nothing of formats.
namespace entente::importing {

/// Where a row stands; the views need to live only during the call they are given to.
struct RowOrigin {
  std::string_view file;
  /// From 1; 0 if it has no line.
  std::uint64_t line = 0;
  /// The row as it stands in the file.
  std::string_view text;
};

/// Ids of nodes are unique within a space: that of a file, a label, or of everything.
using SpaceId = std::uint32_t;

/// What finds a node in a database: a label and the value of one property of nodes that have it.
struct NodeKey {
  LabelId label;
  PropertyKeyId property;
  friend auto operator<=>(const NodeKey&, const NodeKey&) = default;
};

struct NodeRow {
  SpaceId space = 0;
  /// What relationships call it; empty: nothing.
  std::string_view id;
  /// What finds the node if it is in the database already; none: it is a new one.
  std::optional<NodeKey> key;
  /// Sorted, each once.
  std::vector<LabelId> labels;
  /// Sorted by key, each once, no nulls.
  storage::Properties properties;
};

/// An end of a relationship: a node of one space, or without `space` of any, where the id must then
/// be in only one. If no row has the id, `label` tells which nodes of the database are looked up.
struct EndReference {
  std::optional<SpaceId> space;
  std::string_view id;
  std::optional<LabelId> label;
};

struct RelationshipRow {
  RelationshipTypeId type;
  EndReference source;
  EndReference target;
  storage::Properties properties;
};

/// Takes rows. An error ends the import; rows that cannot be used are the sink's business.
class RowSink {
 public:
  virtual ~RowSink() = default;
  virtual Result<LabelId> label(std::string_view name) = 0;
  virtual Result<RelationshipTypeId> relationship_type(std::string_view name) = 0;
  virtual Result<PropertyKeyId> property_key(std::string_view name) = 0;
  /// The space with this name, which is made if there is none.
  virtual SpaceId space(std::string_view name) = 0;
  /// Ends of relationships that no row of the space has are found in the database by this key.
  virtual void set_key(SpaceId space, const NodeKey& key) = 0;

  /// Takes labels and properties away: what the row holds afterwards means nothing.
  virtual Status add_node(NodeRow& row, const RowOrigin& origin) = 0;
  /// The same; ends may be nodes of rows that come later.
  virtual Status add_relationship(RelationshipRow& row, const RowOrigin& origin) = 0;
  /// Leaves a row out; the error is that there were too many.
  virtual Status reject(const RowOrigin& origin, std::string_view reason) = 0;

  /// Called every few thousand rows at most: `disk_bytes` were read of the file since the last
  /// call. Fails if the import was stopped.
  virtual Status advance(std::string_view file, std::uint64_t disk_bytes) = 0;
  /// Bytes of content that a reader has read of a file it is done with.
  virtual void count_bytes(std::uint64_t bytes) = 0;
};

}  // namespace entente::importing
