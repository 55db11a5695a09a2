#include "ingest/import_load/row_loader.hpp"

#include <algorithm>
#include <utility>

namespace entente::importing {
namespace {

constexpr std::size_t reject_text_bytes_max = 1UL << 20U;

std::string counted_rows(std::uint64_t n) {
  return std::to_string(n) + (n == 1 ? " row was" : " rows were");
}

}  // namespace

SpaceId RowLoader::space(std::string_view name) {
  const auto it = std::find_if(spaces_.begin(), spaces_.end(),
                               [&](const Space& space) { return space.name == name; });
  if (it != spaces_.end()) return static_cast<SpaceId>(it - spaces_.begin());
  spaces_.push_back({std::string(name), std::nullopt});
  return static_cast<SpaceId>(spaces_.size() - 1);
}

bool RowLoader::has_space(std::string_view name) const {
  return std::any_of(spaces_.begin(), spaces_.end(),
                     [&](const Space& space) { return space.name == name; });
}

void RowLoader::set_key(SpaceId space, const NodeKey& key) { spaces_[space].key = key; }

Status RowLoader::reject(const RowOrigin& origin, std::string_view reason) {
  ++report_.rejects;
  if (options_.reject) {
    options_.reject(
        {origin.file, origin.line, reason, origin.text.substr(0, reject_text_bytes_max)});
  }
  if (report_.rejects <= options_.rejects_max) return {};
  std::string where(origin.file);
  if (origin.line > 0) where += ": line " + std::to_string(origin.line);
  return Error::plain(ErrorClass::input_error, where + ": " + std::string(reason),
                      options_.rejects_max == 0
                          ? ""
                          : counted_rows(report_.rejects) + " rejected, more than allowed");
}

// Errors about one row leave it out, all others end the import.
Status RowLoader::judge(const Error& error, const RowOrigin& origin) {
  if (error.error_class != ErrorClass::constraint_validation_failed &&
      error.error_class != ErrorClass::limit_exceeded) {
    return error;
  }
  return reject(origin, error.message);
}

Status RowLoader::add_node(NodeRow& row, const RowOrigin& origin) {
  NodeId* known = row.id.empty() ? nullptr : &ids_.at(row.space, row.id);
  const bool again = known != nullptr && known->value != 0;
  if (again && !target_.merges_rows()) {
    return reject(origin, "the id '" + std::string(row.id) + "' was used before");
  }
  // Both are used again and again, so that nothing is allocated for a row.
  node_record_.labels.swap(row.labels);
  node_record_.properties.swap(row.properties);
  const std::uint64_t properties = node_record_.properties.size();
  if (again) {
    const Status changed = target_.change_node(*known, node_record_);
    if (!changed) return judge(changed.error(), origin);
    ++report_.nodes_matched;
    report_.properties += properties;
    return {};
  }
  const auto added = target_.add_node(node_record_, row.key);
  if (!added) return judge(added.error(), origin);
  if (known != nullptr) *known = added->node;
  ++(added->matched ? report_.nodes_matched : report_.nodes);
  report_.properties += properties;
  return {};
}

Result<std::optional<NodeKey>> RowLoader::key_of(const EndReference& end) {
  if (end.space && spaces_[*end.space].key) return spaces_[*end.space].key;
  std::optional<LabelId> label = end.label;
  if (!label && end.space && !spaces_[*end.space].name.empty()) {
    ENTENTE_ASSIGN(label, target_.label(spaces_[*end.space].name));
  }
  if (!label) return std::optional<NodeKey>();
  ENTENTE_ASSIGN(const PropertyKeyId property, target_.property_key(id_column_));
  return std::optional(NodeKey{*label, property});
}

Result<RowLoader::End> RowLoader::find_end(const EndReference& end) {
  const ExternalIds::Found found = ids_.find(end.space, end.id);
  if (found.outcome == ExternalIds::Lookup::found) return End{found.node, false};
  if (found.outcome == ExternalIds::Lookup::ambiguous) return End{std::nullopt, true};
  if (!target_.had_nodes()) return End{};
  ENTENTE_ASSIGN(const auto key, key_of(end));
  if (!key) return End{};
  ENTENTE_ASSIGN(const auto node, target_.find_node(*key, end.id));
  // Hubs are asked for again and again.
  if (node && end.space) ids_.at(*end.space, end.id) = *node;
  return End{node, false};
}

Status RowLoader::reject_end(const EndReference& end, bool ambiguous, const RowOrigin& origin) {
  const std::string id = "'" + std::string(end.id) + "'";
  if (ambiguous) {
    return reject(origin, "the id " + id +
                              " belongs to nodes of several labels or id spaces: name them, as in "
                              "TYPE:SourceLabel:TargetLabel=FILE");
  }
  std::string where;
  if (end.space && !spaces_[*end.space].name.empty()) {
    where = " in '" + spaces_[*end.space].name + "'";
  }
  return reject(origin, "there is no node with id " + id + where);
}

Status RowLoader::store(RelationshipRow& row, NodeId source, NodeId target,
                        const RowOrigin& origin) {
  relationship_record_.type = row.type;
  relationship_record_.source = source;
  relationship_record_.target = target;
  relationship_record_.properties.swap(row.properties);
  const auto matched = target_.add_relationship(relationship_record_);
  if (!matched) return judge(matched.error(), origin);
  ++(*matched ? report_.relationships_matched : report_.relationships);
  report_.properties += relationship_record_.properties.size();
  return {};
}

Status RowLoader::add_relationship(RelationshipRow& row, const RowOrigin& origin) {
  ENTENTE_ASSIGN(const End source, find_end(row.source));
  ENTENTE_ASSIGN(const End target, find_end(row.target));
  if (source.node && target.node) return store(row, *source.node, *target.node, origin);
  if (source.ambiguous) return reject_end(row.source, true, origin);
  if (target.ambiguous) return reject_end(row.target, true, origin);
  return deferred_.add(row, origin);
}

Status RowLoader::finish_rows() {
  RelationshipRow row;
  RowOrigin origin;
  for (std::uint64_t rows = 0;; ++rows) {
    if (rows % 4096 == 0) ENTENTE_TRY(advance({}, 0));
    ENTENTE_ASSIGN(const bool more, deferred_.next(row, origin));
    if (!more) return {};
    ENTENTE_ASSIGN(const End source, find_end(row.source));
    ENTENTE_ASSIGN(const End target, find_end(row.target));
    if (source.node && target.node) {
      ENTENTE_TRY(store(row, *source.node, *target.node, origin));
    } else if (!source.node) {
      ENTENTE_TRY(reject_end(row.source, source.ambiguous, origin));
    } else {
      ENTENTE_TRY(reject_end(row.target, target.ambiguous, origin));
    }
  }
}

Status RowLoader::advance(std::string_view file, std::uint64_t disk_bytes) {
  if (options_.stop.stop_requested()) {
    return Error::plain(ErrorClass::interrupted, "the import was stopped");
  }
  progress_.bytes_read += disk_bytes;
  if (!options_.progress) return {};
  progress_.file = file;
  progress_.nodes = report_.nodes + report_.nodes_matched;
  progress_.relationships = report_.relationships + report_.relationships_matched;
  progress_.rejects = report_.rejects;
  options_.progress(progress_);
  return {};
}

}  // namespace entente::importing
