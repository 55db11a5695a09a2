#include "storage/graph/index_build.hpp"

#include <utility>

#include "storage/base/log.hpp"
#include "storage/format/key.hpp"

namespace entente::storage {

namespace {

constexpr std::string_view mark_prefix = "building_index/";

std::string mark_of(IndexId index) { return std::string(mark_prefix) + IndexKey::prefix(index); }

Status remove_entries(KvStore& store, IndexId index) {
  const std::string begin = IndexKey::prefix(index);
  const std::string end = prefix_end(begin);
  WriteBatch batch;
  for (const KeyFamily family : {KeyFamily::index, KeyFamily::unique, KeyFamily::text}) {
    batch.erase_range(family, begin, end);
  }
  batch.erase(KeyFamily::meta, mark_of(index));
  return store.write(batch, {.sync = false});
}

}  // namespace

Result<std::unique_ptr<IndexBuild>> IndexBuild::begin(KvStore& store,
                                                      const IndexDefinition& definition,
                                                      std::size_t memory_bytes) {
  std::unique_ptr<IndexBuild> build(new IndexBuild(store, definition, memory_bytes));
  WriteBatch batch;
  batch.put(KeyFamily::meta, mark_of(definition.id), encode_number(definition.id.value));
  // The pieces are not synced: whatever a power cut leaves of them must find it there.
  ENTENTE_TRY(store.write(batch, {.sync = true}));
  return build;
}

IndexBuild::~IndexBuild() {
  if (committed_) return;
  if (const Status removed = remove_entries(store_, definition_.id); !removed) {
    log(LogLevel::warn,
        "entries of an index that was not created are left until the database is "
        "opened again: " +
            removed.error().message);
  }
}

Status IndexBuild::add(std::uint64_t element, std::string_view values) {
  std::string entry = IndexKey{definition_.id, values, element}.encode();
  if (is_unique(definition_.kind)) return unique_.add(std::move(entry));
  return put(KeyFamily::index, entry, {});
}

Status IndexBuild::add_posting(std::string_view key, std::string_view posting) {
  return put(KeyFamily::text, key, posting);
}

Status IndexBuild::put(KeyFamily family, std::string_view key, std::string_view value) {
  piece_.put(family, key, value);
  return piece_.bytes() < piece_bytes_ ? Status() : write_piece();
}

Status IndexBuild::write_piece() {
  ENTENTE_TRY(store_.write(piece_, {.sync = false}));
  piece_.clear();
  return {};
}

Result<std::optional<IndexBuild::Duplicate>> IndexBuild::finish() {
  ENTENTE_TRY(unique_.finish());
  std::string entry;
  std::string key_before;
  std::uint64_t element_before = 0;
  while (true) {
    ENTENTE_ASSIGN(const bool more, unique_.next(entry));
    if (!more) break;
    ENTENTE_ASSIGN(const IndexKey decoded, IndexKey::decode(entry));
    std::string key = UniqueKey{decoded.index, decoded.values}.encode();
    if (key == key_before) {
      return std::optional<Duplicate>(Duplicate{element_before, decoded.element});
    }
    ENTENTE_TRY(put(KeyFamily::unique, key, encode_unique_value(decoded.element)));
    key_before = std::move(key);
    element_before = decoded.element;
  }
  ENTENTE_TRY(write_piece());
  return std::optional<Duplicate>();
}

void IndexBuild::commit_with(WriteBatch& batch) {
  batch.erase(KeyFamily::meta, mark_of(definition_.id));
  committed_ = true;
}

Result<std::vector<IndexId>> IndexBuild::unfinished(const KvReader& reader) {
  std::vector<IndexId> indexes;
  const std::string end = prefix_end(mark_prefix);
  const auto it = reader.scan(KeyFamily::meta, {mark_prefix, end}, ScanOrder::ascending);
  for (; it->valid(); it->next()) {
    ENTENTE_ASSIGN(const std::uint64_t number, decode_number(it->value()));
    indexes.emplace_back(static_cast<std::uint32_t>(number));
  }
  ENTENTE_TRY(it->status());
  return indexes;
}

Status IndexBuild::remove_left_overs(KvStore& store, const KvReader& reader) {
  ENTENTE_ASSIGN(const std::vector<IndexId> indexes, unfinished(reader));
  for (const IndexId index : indexes) ENTENTE_TRY(remove_entries(store, index));
  return {};
}

}  // namespace entente::storage
