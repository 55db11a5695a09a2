#include "storage/graph/graph_engine.hpp"

#include <utility>

#include "storage/base/log.hpp"
#include "storage/format/schema_record.hpp"
#include "storage/format/version.hpp"
#include "storage/graph/index_build.hpp"
#include "storage/graph/transaction_impl.hpp"

namespace entente::storage {

namespace {

Result<bool> is_empty(const KvReader& reader) {
  for (const KeyFamilyInfo& info : key_families) {
    const auto it = reader.scan(info.family, {}, ScanOrder::ascending);
    if (it->valid()) return false;
    ENTENTE_TRY(it->status());
  }
  return true;
}

std::string path_in(const std::string& folder) {
  return folder.empty() ? std::string() : folder + "/statistics";
}

/// An empty store becomes a database of the current version; any other must say which it is.
Status check_format(KvStore& store, const KvReader& reader, bool read_only) {
  std::string value;
  ENTENTE_ASSIGN(const bool found, reader.get(KeyFamily::meta, meta_key::format, value));
  if (!found) {
    ENTENTE_ASSIGN(const bool empty, is_empty(reader));
    if (!empty) return Error::plain(ErrorClass::not_a_database, "the format version is missing");
    if (read_only) return Error::plain(ErrorClass::not_found, "the database was never written to");
    WriteBatch batch;
    batch.put(KeyFamily::meta, meta_key::format, encode_format_version());
    return store.write(batch, {.sync = true});
  }
  ENTENTE_ASSIGN(const std::uint32_t version, decode_format_version(value));
  // There is one version so far; a step from an older one is added here with the second.
  ENTENTE_ASSIGN([[maybe_unused]] const FormatAction action, check_format_version(version));
  return {};
}

Result<std::shared_ptr<const IndexDefinitions>> load_indexes(const KvReader& reader) {
  auto definitions = std::make_shared<IndexDefinitions>();
  const auto it = reader.scan(KeyFamily::schema, {}, ScanOrder::ascending);
  for (; it->valid(); it->next()) {
    ENTENTE_ASSIGN(const SchemaKey key, SchemaKey::decode(it->key()));
    ENTENTE_ASSIGN(IndexDefinition definition, decode_index_definition(key.index, it->value()));
    definitions->push_back(std::move(definition));
  }
  ENTENTE_TRY(it->status());
  return std::shared_ptr<const IndexDefinitions>(std::move(definitions));
}

}  // namespace

GraphEngine::GraphEngine(std::shared_ptr<KvStore> store, const OpenOptions& options)
    : store_(std::move(store)),
      options_(options),
      committer_(store_, options.sync),
      projections_(*store_, committer_, node_ids_, relationship_ids_, options),
      statistics_(path_in(store_->cache_folder())) {
  committer_.set_observer(&projections_);
}

GraphEngine::~GraphEngine() {
  if (!options_.read_only) {
    save_ids();
    save_statistics();
  }
  // Behind the last other write, which would make an image stale.
  projections_.close();
}

void GraphEngine::save_ids() {
  for (IdAllocator* ids : {&node_ids_, &relationship_ids_, &document_ids_, &index_ids_}) {
    // Failing here costs nothing but the unused rest of a block of ids.
    if (const Status saved = ids->save(*store_); !saved) {
      log(LogLevel::warn, saved.error().message);
    }
  }
}

void GraphEngine::save_statistics() {
  // Failing here costs the next process some milliseconds.
  if (const Status saved = statistics_.save(); !saved) {
    log(LogLevel::warn, "samples for the planner were not kept: " + saved.error().message);
  }
}

Result<std::unique_ptr<GraphEngine>> GraphEngine::create(std::shared_ptr<KvStore> store,
                                                         const OpenOptions& options) {
  auto engine = std::make_unique<GraphEngine>(std::move(store), options);
  ENTENTE_TRY(engine->load());
  return engine;
}

Status GraphEngine::load() {
  {
    ENTENTE_ASSIGN(const auto reader, store_->snapshot());
    ENTENTE_TRY(check_format(*store_, *reader, options_.read_only));
    if (!options_.read_only) ENTENTE_TRY(IndexBuild::remove_left_overs(*store_, *reader));
    ENTENTE_TRY(dictionary_.load(*reader));
    for (IdAllocator* ids : {&node_ids_, &relationship_ids_, &document_ids_, &index_ids_}) {
      ENTENTE_TRY(ids->load(*reader));
    }
  }
  ENTENTE_ASSIGN(const auto reader, store_->snapshot());
  ENTENTE_ASSIGN(auto indexes, load_indexes(*reader));
  ENTENTE_TRY(committer_.start(std::move(indexes)));
  return projections_.open(*committer_.begin(false).snapshot);
}

Result<std::unique_ptr<Transaction>> GraphEngine::begin(AccessMode mode) {
  if (mode == AccessMode::write && options_.read_only) {
    return Error::plain(ErrorClass::read_only, "the database was opened read-only");
  }
  auto self = std::static_pointer_cast<GraphEngine>(shared_from_this());
  return std::unique_ptr<Transaction>(std::make_unique<TransactionImpl>(std::move(self), mode));
}

}  // namespace entente::storage
