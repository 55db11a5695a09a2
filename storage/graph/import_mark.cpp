#include "storage/graph/import_mark.hpp"

#include <cassert>

#include "storage/graph/graph_engine.hpp"

namespace entente::storage {
namespace {

/// In family meta.
constexpr std::string_view mark_key = "unfinished_import";

KvStore& kv_of(GraphStore& store) {
  auto* engine = dynamic_cast<GraphEngine*>(&store);
  assert(engine != nullptr && "GraphEngine is the one implementation of GraphStore");
  return engine->store();
}

}  // namespace

Status set_import_mark(GraphStore& store, std::string_view text) {
  WriteBatch batch;
  batch.put(KeyFamily::meta, std::string(mark_key), std::string(text));
  return kv_of(store).write(batch, {.sync = true});
}

Status clear_import_mark(GraphStore& store) {
  WriteBatch batch;
  batch.erase(KeyFamily::meta, std::string(mark_key));
  return kv_of(store).write(batch, {.sync = true});
}

Result<std::optional<std::string>> import_mark(GraphStore& store) {
  ENTENTE_ASSIGN(const auto snapshot, kv_of(store).snapshot());
  std::string text;
  ENTENTE_ASSIGN(const bool found,
                 snapshot->get(KeyFamily::meta, mark_key, text));
  return found ? std::optional(std::move(text)) : std::nullopt;
}

}  // namespace entente::storage
