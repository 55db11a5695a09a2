#include "ingest/import_load/rdf_key.hpp"

#include <algorithm>

#include "ingest/import_readers/rdf_graph.hpp"

namespace entente::importing {

Result<std::optional<IndexId>> create_rdf_key(const ImportPlan& plan, storage::GraphStore& store) {
  const bool rdf = std::any_of(plan.graphs.begin(), plan.graphs.end(), [](const GraphFile& file) {
    return file.format != ImportFormat::json_lines;
  });
  if (!rdf) return std::optional<IndexId>();
  ENTENTE_ASSIGN(const auto transaction, store.begin(storage::AccessMode::write));
  ENTENTE_ASSIGN(const LabelId label, transaction->get_or_create_label(rdf_label));
  ENTENTE_ASSIGN(const PropertyKeyId property,
                 transaction->get_or_create_property_key(rdf_property));
  for (const storage::IndexDefinition& definition : transaction->indexes()) {
    const bool same = definition.entity == storage::EntityKind::node &&
                      storage::holds_all_kinds(definition.kind) &&
                      definition.tokens == std::vector{label.value} &&
                      definition.properties == std::vector{property};
    if (same) return std::optional<IndexId>();
  }
  ENTENTE_ASSIGN(const auto made,
                 transaction->create_index({}, storage::IndexKind::unique, label, {property}));
  ENTENTE_TRY(transaction->commit());
  return std::optional(made.id);
}

Status drop_rdf_key(IndexId index, storage::GraphStore& store) {
  ENTENTE_ASSIGN(const auto transaction, store.begin(storage::AccessMode::write));
  ENTENTE_TRY(transaction->drop_index(index));
  return transaction->commit();
}

}  // namespace entente::importing
